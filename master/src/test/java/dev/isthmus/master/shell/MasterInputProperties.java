package dev.isthmus.master.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
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
            "*");

    private static final List<String> HEADERS = List.of(
            "Content-Type: application/json\r\n",
            "Content-Type: application/x-protobuf\r\n",
            "Content-Type: text/plain\r\n",
            "Content-Type:\r\n",
            "Accept: application/x-protobuf;q=x\r\n",
            "Accept: ,;,\r\n",
            "Mesos-Stream-Id: x\r\n",
            "Mesos-Stream-Id: \u00e9\u0001\r\n",
            "Authorization: Basic OnM=\r\n",
            "X-Other: " + "y".repeat(3000) + "\r\n");

    private static TestMaster master;
    private static HttpScheduler bystander;

    @BeforeContainer
    static void open() throws IOException {
        master = new TestMaster(Optional.empty());
        bystander = master.scheduler(MediaType.JSON).begin(HttpScheduler.info().build());
    }

    @AfterContainer
    static void close() throws IOException {
        bystander.close();
        master.close();
    }

    @Property(tries = 500, shrinking = ShrinkingMode.OFF)
    void whatever_is_posted_the_answer_is_one_of_mesos_s(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        try (RawConnection client = master.connect()) {
            client.post(pick(PATHS, random), pick(HEADERS, random) + pick(HEADERS, random), body(random));
            assertThat(client.head()).as("seed %s", seed).matches(ANSWERS);
        }
        assertThat(bystander.call(Call.Type.REVIVE)).isEqualTo("202 ");
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
