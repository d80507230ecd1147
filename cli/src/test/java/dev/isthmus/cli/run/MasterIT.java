package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code ./isthmus master} in processes of its own, as the script starts it. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT) // Each waits for processes of its own.
class MasterIT {

    private static final Pattern SERVES = Pattern.compile("Isthmus master on (http://127\\.0\\.0\\.1:\\d+)");

    private static final Pattern LOGGED =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ INFO +framework \\S+ is registered");

    private static final String SUBSCRIBE =
            "{\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":\"u\",\"name\":\"n\"}}}";

    /** The program whole: a framework that speaks plain HTTP is offered what the fake cluster has. */
    @Test
    void a_framework_is_offered_what_a_fake_cluster_has() throws Exception {
        Process master = start("master", "--fake", "--port", "0", "--heartbeat", "1s");
        try (BufferedReader lines = master.inputReader(StandardCharsets.UTF_8)) {
            String address = lines.lines()
                    .map(SERVES::matcher)
                    .filter(Matcher::matches)
                    .map(serves -> serves.group(1))
                    .findFirst()
                    .orElseThrow();
            HttpResponse<Stream<String>> events = PlainFramework.call(address, SUBSCRIBE);
            assertThat(events.statusCode()).isEqualTo(200);
            try (Stream<String> told = events.body()) {
                assertThat(told.filter(line -> line.contains("\"type\":\"OFFERS\""))
                                .findFirst())
                        .hasValueSatisfying(line -> assertThat(line).contains("\"hostname\":\"127.0.0."));
            }
            master.toHandle().destroy();
            assertThat(lines.lines().toList())
                    .anyMatch(line -> LOGGED.matcher(line).matches())
                    .noneMatch(line -> line.contains("Exception"));
            assertThat(master.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            master.destroyForcibly();
        }
    }

    @Test
    void its_options_are_those_of_its_own_jar() throws Exception {
        // Whoever asks how it is started has no fake started.
        Process help = start("master", "--fake", "--help");
        assertThat(output(help))
                .contains("Usage: isthmus master [", "--credentials=FILE", "--insecure", "--fake ")
                .doesNotContain("a fake ECS cluster is up");
        assertThat(help.exitValue()).isZero();
        Process open = start("master", "--host", "0.0.0.0");
        assertThat(output(open)).contains("Without credentials the master listens on this machine alone");
        assertThat(open.exitValue()).isEqualTo(2);
    }

    private static String output(Process process) throws IOException, InterruptedException {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String output = String.join("\n", lines.lines().toList());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whoever starts it need not wait for a framework to learn that it cannot serve one. */
    @Test
    void what_is_wrong_with_the_cluster_is_said_at_once() throws Exception {
        Process master = start(
                Map.of(
                        "AWS_ECS_ENDPOINT", "http://127.0.0.1:1",
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", "fake",
                        "AWS_SECRET_ACCESS_KEY", "fake",
                        "ISTHMUS_JOURNAL", "none"),
                "master",
                "--cluster",
                "c",
                "--port",
                "0");
        try (BufferedReader lines = master.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.lines()
                            .filter(line -> line.contains("cannot be reached"))
                            .findFirst())
                    .hasValueSatisfying(line -> assertThat(line)
                            .contains("SEVERE", "cannot reach ECS at http://127.0.0.1:1", "check the network"));
        } finally {
            // Whoever is killed leaves the master behind.
            master.destroy();
            assertThat(master.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Process start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private static Process start(Map<String, String> environment, String... arguments) throws IOException {
        return CliProcess.start(CliProcess.MASTER_PROPERTY, environment, arguments);
    }
}
