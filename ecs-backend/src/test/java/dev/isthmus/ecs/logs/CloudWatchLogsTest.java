package dev.isthmus.ecs.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.testkit.ecs.FakeEcs;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GetLogEvents over the wire, and what its errors are. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloudWatchLogsTest {

    private final FakeEcs ecs = FakeEcs.start();
    private LogReader logs;

    @BeforeAll
    void open() {
        OpenBackend.useCredentials();
        logs = reader(ecs.endpoint());
    }

    @AfterAll
    void close() {
        logs.close();
        ecs.close();
    }

    private static LogReader reader(URI endpoint) {
        Target target = new Target("c", "eu-west-1", Optional.empty());
        return new CloudWatchLogs("mesos", target, Optional.of(endpoint), Duration.ofSeconds(10));
    }

    private static Answer<List<String>> read(LogReader logs, String stream) throws Exception {
        CompletableFuture<Answer<List<String>>> answer = new CompletableFuture<>();
        logs.read(stream, 2, answer::complete);
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void the_last_entries_come_in_order_and_no_stream_is_no_failure() throws Exception {
        for (String entry : List.of("one", "two\nlines", "thr\"ee\\ €")) {
            ecs.logs().send("mesos", "isthmus/main/1", entry);
        }
        assertThat(read(logs, "isthmus/main/1")).isEqualTo(new Answer.Ok<>(List.of("two\nlines", "thr\"ee\\ €")));
        assertThat(read(logs, "isthmus/main/2")).isEqualTo(new Answer.Ok<>(List.of()));
    }

    @Test
    void of_a_long_entry_the_end_comes() throws Exception {
        String end = "y".repeat(CloudWatchLogs.LONGEST_ENTRY - 5);
        ecs.logs().send("mesos", "isthmus/main/3", end + "fives");
        ecs.logs().send("mesos", "isthmus/main/3", "\n".repeat(50_000) + "\uD83D\uDE00" + end + "!");
        assertThat(read(logs, "isthmus/main/3"))
                .as("the first is just as long as may be; of the other, a character would be cut in half")
                .isEqualTo(new Answer.Ok<>(List.of(end + "fives", "..." + end + "!")));
    }

    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, DENIED, 'not allowed to call logs:GetLogEvents on log group mesos (400'",
        "ThrottlingException, THROTTLED, too often",
        "ServiceUnavailableException, TRANSIENT, CloudWatch Logs failed",
        "InvalidParameterException, CALLER, 'logs:GetLogEvents was refused'",
    })
    void a_refusal_is_a_category(String type, Category category, String words) throws Exception {
        ecs.logs().refuse(type, "because");
        try {
            CallFailure failure = read(logs, "isthmus/main/1").problem().orElseThrow();
            assertThat(failure.category()).isEqualTo(category);
            assertThat(failure.message()).contains(words, "because");
        } finally {
            ecs.logs().serve();
        }
    }

    @Test
    void nobody_there_is_a_failure_that_names_the_address() throws Exception {
        try (LogReader nowhere = reader(URI.create("http://127.0.0.1:1"))) {
            CallFailure failure = read(nowhere, "isthmus/main/1").problem().orElseThrow();
            assertThat(failure.category()).isEqualTo(Category.TRANSIENT);
            assertThat(failure.message()).contains("no answer of CloudWatch Logs from http://127.0.0.1:1");
        }
    }
}
