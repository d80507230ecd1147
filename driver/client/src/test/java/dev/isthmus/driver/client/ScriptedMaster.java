package dev.isthmus.driver.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.mesos.v1.scheduler.Protos.Call;
import org.apache.mesos.v1.scheduler.Protos.Event;
import org.jspecify.annotations.Nullable;

/** A master on a loopback port that says what a test has it say, in Mesos's own v1 messages. */
final class ScriptedMaster implements AutoCloseable {

    private static final long SECONDS = 20;

    private final HttpServer server;
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> credentials = new LinkedBlockingQueue<>();
    private final BlockingQueue<HttpExchange> streams = new LinkedBlockingQueue<>();
    private final BlockingQueue<HttpExchange> held = new LinkedBlockingQueue<>();
    private @Nullable HttpExchange stream;
    private volatile int subscribeStatus = 200;
    private volatile int callStatus = 202;
    private volatile String location = "";
    private volatile boolean holding;

    ScriptedMaster() throws IOException {
        this(HttpServer.create(ANYWHERE, 0));
    }

    private ScriptedMaster(HttpServer server) {
        this.server = server;
        server.createContext("/api/v1/scheduler", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** One that is reached over TLS, as this says. */
    static ScriptedMaster secured(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(ANYWHERE, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new ScriptedMaster(server);
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on subscriptions are answered so. */
    void refuse(int status, String sendTo) {
        location = sendTo;
        subscribeStatus = status;
    }

    /** From now on other calls are answered so. */
    void answer(int status) {
        callStatus = status;
    }

    /** From now on other calls are taken and not answered, or answered again. */
    void hold(boolean isHolding) {
        holding = isHolding;
    }

    /** Answers the next one that is not answered, and from now on all. */
    void answerHeld() throws IOException, InterruptedException {
        holding = false;
        HttpExchange exchange = held.poll(SECONDS, TimeUnit.SECONDS);
        if (exchange == null) {
            throw new AssertionError("no call waits");
        }
        exchange.sendResponseHeaders(callStatus, -1);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String credential = exchange.getRequestHeaders().getFirst("Authorization");
        credentials.add(credential == null ? "none" : credential);
        Call call = Call.parseFrom(exchange.getRequestBody().readAllBytes());
        if (call.getType() != Call.Type.SUBSCRIBE) {
            boolean isHeld = holding;
            calls.add(call); // before the next one can be sent
            if (isHeld) {
                held.add(exchange);
            } else {
                exchange.sendResponseHeaders(callStatus, -1);
            }
        } else if (subscribeStatus != 200) {
            if (!location.isEmpty()) {
                exchange.getResponseHeaders().set("Location", location);
            }
            byte[] text = "its words".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(subscribeStatus, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
            calls.add(call);
        } else {
            exchange.getResponseHeaders().set("Mesos-Stream-Id", "stream");
            exchange.sendResponseHeaders(200, 0);
            streams.add(exchange);
            calls.add(call);
        }
    }

    /** The next call, of whatever kind. */
    Call call() throws InterruptedException {
        Call call = calls.poll(SECONDS, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call came");
        }
        return call;
    }

    boolean hasCalls() {
        return !calls.isEmpty();
    }

    /** What the next request had. */
    String credential() throws InterruptedException {
        String next = credentials.poll(SECONDS, TimeUnit.SECONDS);
        return next == null ? "no request" : next;
    }

    /** Takes the next subscription and confirms it. */
    Call subscribed(double heartbeat) throws IOException, InterruptedException {
        Call call = call();
        stream = streams.poll(SECONDS, TimeUnit.SECONDS);
        Event.Builder event = Event.newBuilder().setType(Event.Type.SUBSCRIBED);
        event.getSubscribedBuilder()
                .setHeartbeatIntervalSeconds(heartbeat)
                .getFrameworkIdBuilder()
                .setValue("f-1");
        event.getSubscribedBuilder().getMasterInfoBuilder().setId("m").setIp(1).setPort(5050);
        send(event);
        return call;
    }

    /** Sends an event over the stream that was confirmed last. */
    void send(Event.Builder event) throws IOException {
        byte[] bytes = event.build().toByteArray();
        HttpExchange open = stream;
        if (open == null) {
            throw new AssertionError("nobody has subscribed");
        }
        OutputStream out = open.getResponseBody();
        out.write((bytes.length + "\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    /** Ends that stream. */
    void end() {
        HttpExchange open = stream;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
