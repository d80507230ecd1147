package dev.isthmus.master.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.RandomMessages;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever a client posts, over a socket, the answer is one of Mesos's and comes at once; and who is subscribed beside it notices nothing. */
class MasterInputProperties {

    private static final Pattern ANSWERS =
            Pattern.compile("HTTP/1\\.1 (200|202|307|400|403|404|405|406|413|415|501) (?s:.*)");

    private static final List<String> PATHS = List.of(
            HttpScheduler.PATH,
            "/master" + HttpScheduler.PATH,
            "/state?jsonp=%zz",
            "/tasks?limit=999999999999",
            "/slaves/../..",
            "/metrics/snapshot",
            "/redirect/x",
            "/%00",
            "//version//",
            "http://h/health?",
            "*");

    private static final List<String> METHODS = List.of("POST", "GET", "HEAD", "OPTIONS", "PUT", "post", "B");

    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json\r\n",
            "Content-Type: application/x-protobuf\r\n",
            "Content-Type: text/plain\r\n",
            "Content-Type:\r\n",
            "Accept: application/x-protobuf;q=x\r\n",
            "Accept: ,;,\r\n",
            "Content-Type: application/json; charset=\"\u00ff\r\n",
            "Content-Encoding: gzip\r\n",
            "Content-Encoding: br\r\n",
            "Accept-Encoding: gzip;q=,*\r\n",
            "Host: localhost.:x\r\n",
            "Host: evil.example\r\n",
            "Host:\r\n",
            "Origin: null\r\n",
            "Connection: close\r\n",
            "Range: bytes=0-\r\n",
            "Mesos-Stream-Id: x\r\n",
            "Mesos-Stream-Id: \u00e9\u0001\r\n",
            "Authorization: Basic OnM=\r\n",
            "X-Other: " + "y".repeat(3000) + "\r\n");

    /** 400 is what an update of a framework is answered that is not valid, and a call that lacks something. */
    private static final Pattern CALLS = Pattern.compile("(202 |200 |400 .+|501 .+)", Pattern.DOTALL);

    private static TestMaster master;
    private static HttpScheduler bystander;
    private static MemoryMaster cluster;
    private static HttpScheduler caller;

    @BeforeContainer
    static void open() throws IOException {
        master = new TestMaster(Optional.empty());
        bystander = master.scheduler(MediaType.JSON).begin(HttpScheduler.info().build());
        cluster = new MemoryMaster();
        caller = cluster.scheduler(MediaType.PROTOBUF)
                .begin(HttpScheduler.info().setFailoverTimeout(3600).build());
    }

    @AfterContainer
    static void close() throws IOException {
        bystander.close();
        master.close();
        caller.close();
        cluster.close();
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void whatever_is_posted_the_answer_is_one_of_mesos_s(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        try (RawConnection client = master.connect()) {
            client.send(request(random));
            assertThat(client.head()).as("seed %s", seed).matches(ANSWERS);
        }
        assertThat(bystander.call(Call.Type.REVIVE)).isEqualTo("202 ");
    }

    /** Of a framework that is subscribed, over a machine with a cluster: whatever it calls, it is answered and served on. */
    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void whatever_a_framework_calls_it_is_served_on(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Call.Type> types = Stream.of(Call.Type.values())
                .filter(type -> type != Call.Type.SUBSCRIBE && type != Call.Type.TEARDOWN)
                .toList();
        Call call = ((Call) new RandomMessages(random.nextLong()).fill(Call.newBuilder()))
                .toBuilder()
                        .setType(types.get(random.nextInt(types.size())))
                        .setFrameworkId(caller.id())
                        .build();
        assertThat(caller.post(call, "Mesos-Stream-Id: " + caller.stream() + "\r\n"))
                .as("seed %s", seed)
                .matches(CALLS);
        assertThat(caller.call(Call.Type.REVIVE)).isEqualTo("202 ");
    }

    private static byte[] request(Random random) throws IOException {
        byte[] body = body(random);
        String headers = pick(HEADERS, random) + pick(HEADERS, random);
        if (random.nextInt(4) == 0) {
            headers += "Content-Encoding: gzip\r\n";
            body = compressed(body, random);
        }
        boolean isChunked = random.nextInt(4) == 0;
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((pick(METHODS, random) + " " + pick(PATHS, random) + " HTTP/1."
                        + (random.nextInt(6) > 0 ? 1 : 0)
                        + "\r\n" + headers
                        + (isChunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length) + "\r\n\r\n"
                        + (isChunked && body.length > 0 ? Integer.toHexString(body.length) + "\r\n" : ""))
                .getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        if (isChunked) {
            request.writeBytes((body.length > 0 ? "\r\n0\r\n\r\n" : "0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return request.toByteArray();
    }

    /** Now and then with a byte that is wrong. */
    private static byte[] compressed(byte[] body, Random random) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        }
        byte[] bytes = compressed.toByteArray();
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return bytes;
    }

    private static byte[] body(Random random) {
        List<Call.Type> types = List.of(Call.Type.values());
        Call call = HttpScheduler.subscribe(
                        HttpScheduler.info()
                                .setId(FrameworkID.newBuilder().setValue("someone"))
                                .build(),
                        all -> all)
                .toBuilder()
                .setType(types.get(random.nextInt(types.size())))
                .build();
        byte[] bytes = HttpScheduler.encode(call, random.nextBoolean() ? MediaType.JSON : MediaType.PROTOBUF);
        return switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 ->
                "{\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":null}}}"
                        .getBytes(StandardCharsets.UTF_8);
            case 2 -> "[".repeat(random.nextInt(5000)).getBytes(StandardCharsets.UTF_8);
            default -> {
                for (int changes = random.nextInt(4); changes > 0; changes--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                yield bytes;
            }
        };
    }

    private static String pick(List<String> choices, Random random) {
        return random.nextInt(3) == 0 ? choices.get(random.nextInt(choices.size())) : choices.get(0);
    }
}
