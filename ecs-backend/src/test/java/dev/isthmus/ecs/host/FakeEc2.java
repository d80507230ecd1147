package dev.isthmus.ecs.host;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers DescribeInstances on a loopback port as EC2 does. Source: EC2 API Reference, DescribeInstances and "Error codes". */
public final class FakeEc2 implements AutoCloseable {

    private static final String SPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> instances = new ConcurrentHashMap<>();
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final CountDownLatch silence = new CountDownLatch(1);
    private volatile Mode mode = Mode.ANSWERS;
    private volatile int pageSize = Integer.MAX_VALUE;

    /** What it does with a request. */
    public enum Mode {
        /** Answers. */
        ANSWERS,
        /** Says UnauthorizedOperation. */
        DENIES,
        /** Says AuthFailure. */
        DISTRUSTS,
        /** Says RequestLimitExceeded. */
        THROTTLES,
        /** Says InternalError. */
        FAILS,
        /** Answers 200 with a page of something else. */
        BABBLES,
        /** Answers with a document that draws in a file. */
        ATTACKS,
        /** Does not answer until it is closed. */
        KEEPS_SILENT
    }

    private FakeEc2() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts one that knows no instance. */
    public static FakeEc2 start() throws IOException {
        return new FakeEc2();
    }

    /** Adds a running instance. */
    public FakeEc2 add(String id, String name, String ip) {
        return addRaw(
                id,
                "<privateDnsName>" + name + "</privateDnsName><dnsName>ec2-1-2-3-4.compute-1.amazonaws.com</dnsName>"
                        + "<privateIpAddress>" + ip + "</privateIpAddress><ipAddress>1.2.3.4</ipAddress>"
                        + "<networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId>"
                        + "<privateIpAddress>10.255.0.1</privateIpAddress><privateDnsName>other.internal</privateDnsName>"
                        + "</item></networkInterfaceSet>");
    }

    /** Adds an instance by what stands in its element beside its id. */
    public FakeEc2 addRaw(String id, String xml) {
        instances.put(id, xml);
        return this;
    }

    /** From now on. */
    public void mode(Mode next) {
        mode = next;
    }

    /** How many instances an answer holds at most. */
    public void pageSize(int size) {
        pageSize = size;
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The parameters of each request so far. */
    public List<Map<String, String>> requests() {
        return List.copyOf(requests);
    }

    /** The Authorization header of each request so far. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> parameters = new LinkedHashMap<>();
            for (String pair : body.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            requests.add(parameters);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            switch (mode) {
                case ANSWERS -> describe(exchange, parameters);
                case DENIES ->
                    error(
                            exchange,
                            403,
                            "UnauthorizedOperation",
                            "You are not authorized to perform this operation. User: arn:aws:iam::1:user/x is not"
                                    + " authorized to perform: ec2:DescribeInstances");
                case DISTRUSTS ->
                    error(exchange, 401, "AuthFailure", "AWS was not able to validate the provided access credentials");
                case THROTTLES -> error(exchange, 503, "RequestLimitExceeded", "Request limit exceeded.");
                case FAILS -> error(exchange, 500, "InternalError", "An internal error has occurred");
                case BABBLES -> reply(exchange, 200, "<html><body>Please log in<br></body></html>");
                case ATTACKS ->
                    reply(
                            exchange,
                            200,
                            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/hostname\">]>"
                                    + "<DescribeInstancesResponse><reservationSet><item><instancesSet><item>"
                                    + "<instanceId>i-1</instanceId><privateDnsName>x&f;</privateDnsName></item></instancesSet>"
                                    + "</item></reservationSet></DescribeInstancesResponse>");
                case KEEPS_SILENT -> silence.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void describe(HttpExchange exchange, Map<String, String> parameters) throws IOException {
        List<String> ids = parameters.entrySet().stream()
                .filter(parameter -> parameter.getKey().matches("InstanceId\\.\\d+"))
                .map(Map.Entry::getValue)
                .toList();
        List<String> bad = ids.stream().filter(id -> !instances.containsKey(id)).toList();
        if (!bad.isEmpty()) {
            error(
                    exchange,
                    400,
                    "InvalidInstanceID.NotFound",
                    bad.size() == 1
                            ? "The instance ID '" + bad.get(0) + "' does not exist"
                            : "The instance IDs '" + String.join(", ", bad) + "' do not exist");
            return;
        }
        int from = Integer.parseInt(parameters.getOrDefault("NextToken", "0+/=").replace("+/=", ""));
        int to = pageSize < ids.size() - from ? from + pageSize : ids.size();
        StringBuilder xml =
                new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DescribeInstancesResponse xmlns=\""
                        + SPACE + "\">\n    <requestId>8f7724cf</requestId>\n    <reservationSet>\n");
        for (String id : new ArrayList<>(ids.subList(from, to))) {
            xml.append("<item><reservationId>r-1</reservationId><instancesSet><item><instanceId>")
                    .append(id)
                    .append("</instanceId><instanceState><code>16</code><name>running</name></instanceState>")
                    .append(instances.get(id))
                    .append("</item></instancesSet></item>\n");
        }
        xml.append("</reservationSet>");
        if (to < ids.size()) {
            // Tokens are opaque, and have characters that must be encoded.
            xml.append("<nextToken>").append(to).append("+/=</nextToken>");
        }
        reply(exchange, 200, xml.append("</DescribeInstancesResponse>").toString());
    }

    private static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        reply(
                exchange,
                status,
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response><Errors><Error><Code>" + code
                        + "</Code><Message>" + message
                        + "</Message></Error></Errors><RequestID>ea966190</RequestID></Response>");
    }

    private static void reply(HttpExchange exchange, int status, String xml) throws IOException {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
