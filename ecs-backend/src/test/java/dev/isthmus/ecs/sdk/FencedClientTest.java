package dev.isthmus.ecs.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.ecs.log.CapturedLog;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** The fence is asked at the last place before the network. */
class FencedClientTest {

    private final Deque<Standing> answers = new ArrayDeque<>();
    private long nanos;
    private int asked;
    private int sent;
    /** How long it takes to get from the look to the sending: for a connection, or because the process is stopped. */
    private Duration connecting = Duration.ZERO;

    private final FencedClient client = new FencedClient(new Network(), this::standing, () -> nanos);

    /** How long the journal takes to answer. */
    private Duration answering = Duration.ZERO;

    private Standing standing() {
        asked++;
        nanos += answering.toNanos();
        return answers.remove();
    }

    private final class Network implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    nanos += connecting.toNanos();
                    request.contentStreamProvider().orElseThrow().newStream().readAllBytes();
                    sent++;
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    private ExecutableHttpRequest request(String operation) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:1/"))
                .putHeader("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation)
                .build();
        return client.prepareRequest(HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(ContentStreamProvider.fromString("{}", StandardCharsets.UTF_8))
                .build());
    }

    @Test
    void what_only_reads_needs_no_leave() throws Exception {
        for (String operation : List.of("DescribeTasks", "ListTasks", "ListTaskDefinitionFamilies")) {
            request(operation).call();
        }
        assertThat(asked).isZero();
        assertThat(sent).isEqualTo(3);
    }

    /** What is not known to read, too. */
    @Test
    void everything_else_does() throws Exception {
        List<String> operations = List.of(
                "RunTask",
                "StartTask",
                "StopTask",
                "RegisterTaskDefinition",
                "DeregisterTaskDefinition",
                "TagResource",
                "SomethingNew");
        for (String operation : operations) {
            answers.add(Standing.STANDS);
            request(operation).call();
        }
        assertThat(asked).isEqualTo(operations.size());
        assertThat(sent).isEqualTo(operations.size());
    }

    @ParameterizedTest
    @EnumSource(
            value = Standing.class,
            names = {"FENCED", "UNKNOWN"})
    void without_leave_nothing_is_sent(Standing answer) {
        answers.add(answer);
        assertThatThrownBy(() -> request("RunTask").call())
                .isInstanceOf(FencedException.class)
                .hasMessageStartingWith("RunTask was not sent: ");
        assertThat(sent).isZero();
    }

    @Test
    void leave_is_asked_for_when_it_leaves_and_not_when_it_is_prepared() {
        ExecutableHttpRequest prepared = request("RunTask");
        assertThat(asked).isZero();
        answers.add(Standing.FENCED);
        assertThatThrownBy(prepared::call).isInstanceOf(FencedException.class);
    }

    @Test
    void leave_holds_for_a_second() throws Exception {
        answers.add(Standing.STANDS);
        connecting = Fence.FRESH;
        request("RunTask").call();
        assertThat(asked).isEqualTo(1);
        assertThat(sent).isEqualTo(1);
    }

    /** The process is stopped between the look and the sending, and another takes over meanwhile. */
    @Test
    void after_that_it_is_asked_for_again() {
        answers.addAll(List.of(Standing.STANDS, Standing.FENCED));
        connecting = Fence.FRESH.plusMillis(1);
        assertThatThrownBy(() -> request("StopTask").call()).isInstanceOf(FencedException.class);
        assertThat(sent).isZero();
    }

    @Test
    void and_holds_for_another_second() throws Exception {
        answers.addAll(List.of(Standing.STANDS, Standing.STANDS));
        connecting = Duration.ofHours(1);
        request("StopTask").call();
        assertThat(asked).isEqualTo(2);
        assertThat(sent).isEqualTo(1);
    }

    /** A store that always takes longer than an answer holds: the call comes to an end all the same, and nothing is sent. */
    @Test
    void a_store_that_is_always_slow_is_not_asked_for_ever() throws Exception {
        answers.addAll(Collections.nCopies(50, Standing.STANDS));
        answering = Fence.FRESH.plusMillis(1);
        try (CapturedLog log = CapturedLog.open()) {
            for (int call = 0; call < 2; call++) {
                int before = asked;
                assertThatThrownBy(() -> request("RunTask").call())
                        .isInstanceOf(FencedException.class)
                        .hasMessageContaining("RunTask was not sent")
                        .hasMessageContaining("cannot be learnt");
                assertThat(asked - before).isEqualTo(4);
            }
            assertThat(sent).isZero();
            assertThat(log.lines())
                    .as("once")
                    .singleElement()
                    .asString()
                    .startsWith("ERROR")
                    .contains("takes longer than 1 s");

            answering = Duration.ZERO;
            request("RunTask").call();
            assertThat(sent).isEqualTo(1);
            assertThat(log.lines()).hasSize(2);
        }
    }
}
