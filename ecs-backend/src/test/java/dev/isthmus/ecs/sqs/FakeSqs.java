package dev.isthmus.ecs.sqs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * Answers ReceiveMessage and DeleteMessageBatch on a loopback port as SQS does, and refuses as it does. What came once does not come again. Source: SQS API
 * Reference. An SQS of others is in {@code ElasticMqTest}.
 */
public final class FakeSqs implements AutoCloseable {

    private static final String QUEUE = "/123456789012/isthmus-events";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> deleted = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile Mode mode = Mode.ANSWERS;

    /** What it does with a request. */
    public enum Mode {
        ANSWERS(200, ""),
        DENIES(
                400,
                "{\"__type\":\"com.amazon.coral.service#AccessDeniedException\",\"Message\":\"User: arn:aws:iam::1:user/x is not authorized to perform: "
                        + "sqs:receivemessage on resource: arn:aws:sqs:eu-west-1:1:q because no identity-based policy allows the action\"}"),
        DENIES_DELETING(200, ""),
        HAS_NO_SUCH_QUEUE(
                400,
                "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"The specified queue does not exist.\"}"),
        THROTTLES(400, "{\"__type\":\"com.amazonaws.sqs#RequestThrottled\",\"message\":\"Rate exceeded\"}"),
        IS_FULL(400, "{\"__type\":\"com.amazonaws.sqs#OverLimit\",\"message\":\"Too many messages in flight\"}"),
        LACKS_THE_KEY(
                400, "{\"__type\":\"com.amazonaws.sqs#KmsAccessDenied\",\"message\":\"The caller has no permission\"}"),
        DISTRUSTS(
                403,
                "{\"__type\":\"com.amazon.coral.service#UnrecognizedClientException\",\"message\":\"The security token is invalid\\nhost:secret\"}"),
        FAILS(503, "{\"__type\":\"com.amazon.coral.service#ServiceUnavailable\"}"),
        BABBLES(200, "<html>Please log in</html>"),
        BABBLES_IN_VAIN(404, "<html>Not here</html>");

        private final int status;
        private final String text;

        Mode(int status, String text) {
            this.status = status;
            this.text = text;
        }
    }

    private FakeSqs() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts one with an empty queue. */
    public static FakeSqs start() throws IOException {
        return new FakeSqs();
    }

    /** From now on. */
    public void mode(Mode next) {
        mode = next;
    }

    /** The URL of its queue. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + QUEUE;
    }

    /** Sends a message. */
    public void send(String body) {
        bodies.add(body);
    }

    /** The receipts of the messages that were deleted, in order. */
    public List<String> deleted() {
        return List.copyOf(deleted);
    }

    /** Waits for a message to be deleted. */
    public void awaitDeleted() throws InterruptedException {
        deleted.add(deleted.take());
    }

    /** The target and the body of each request so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** The Authorization header of each request so far. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            requests.add(target + " " + body);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            boolean deletes = target.endsWith(".DeleteMessageBatch");
            if (mode == Mode.DENIES_DELETING && deletes) {
                reply(exchange, Mode.DENIES.status, Mode.DENIES.text.replace("receivemessage", "deletemessage"));
            } else if (!mode.text.isEmpty()) {
                reply(exchange, mode.status, mode.text);
            } else {
                reply(exchange, 200, deletes ? delete(JsonNode.parser().parse(body)) : receive());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String receive() throws InterruptedException {
        List<String> messages = new ArrayList<>();
        // Who waits for 20 s in vain is not of interest here.
        String first = bodies.poll(100, TimeUnit.MILLISECONDS);
        for (String body = first; body != null; body = messages.size() < 10 ? bodies.poll() : null) {
            String id = "m-" + (requests.size() * 10 + messages.size());
            messages.add("{\"MessageId\":\"" + id + "\",\"ReceiptHandle\":\"r/" + id + "\",\"Body\":" + quoted(body)
                    + ",\"Attributes\":{\"ApproximateReceiveCount\":\"2\"}}");
        }
        return messages.isEmpty() ? "{}" : "{\"Messages\":[" + String.join(",", messages) + "]}";
    }

    private String delete(JsonNode request) {
        List<String> done = new ArrayList<>();
        for (JsonNode entry : request.field("Entries").orElseThrow().asArray()) {
            deleted.add(entry.field("ReceiptHandle").orElseThrow().asString());
            done.add("{\"Id\":\"" + entry.field("Id").orElseThrow().asString() + "\"}");
        }
        return "{\"Successful\":[" + String.join(",", done) + "],\"Failed\":[]}";
    }

    /** As JSON. */
    public static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
