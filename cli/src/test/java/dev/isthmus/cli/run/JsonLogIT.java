package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What programs write to standard error with {@code --log-format json}, read line by line by somebody else's parser. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT) // Each waits for processes of its own.
class JsonLogIT {

    private static final ObjectMapper READER = new ObjectMapper();

    private static final String SUBSCRIBE =
            "{\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":\"u\",\"name\":\"\\\"odd\\\"\\n\"}}}";

    @TempDir
    private Path folder;

    @Test
    void a_master_and_its_fake_cluster_write_objects_alone() throws Exception {
        Process master = start("master", "--fake", "--port", "0", "--log-format", "json");
        try (BufferedReader lines = master.inputReader(StandardCharsets.UTF_8)) {
            String first = lines.readLine();
            assertThat(first).matches("Isthmus master on http://127\\.0\\.0\\.1:\\d+");
            subscribe(first.substring(first.indexOf("http")));
            master.toHandle().destroy();
            assertThat(lines.lines()).isEmpty();
            assertThat(master.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            master.destroyForcibly();
        }
        assertThat(logged())
                .anyMatch(entry -> text(entry, "message").startsWith("a fake ECS cluster is up at "))
                .anyMatch(entry -> text(entry, "message").matches("framework \\S+ is registered.*")
                        && text(entry, "level").equals("INFO"))
                .allSatisfy(entry ->
                        assertThat(text(entry, "time")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
    }

    /** Until there are offers: by then it has said who came. */
    private static void subscribe(String address) throws Exception {
        try (Stream<String> told = PlainFramework.call(address, SUBSCRIBE).body()) {
            assertThat(told.anyMatch(line -> line.contains("\"type\":\"OFFERS\"")))
                    .isTrue();
        }
    }

    @Test
    void why_a_program_does_not_start_is_an_object_too() throws Exception {
        String none = folder.resolve("none").toString();
        Process fake = start("fake", "--log-format=json", "--scenario", none);
        assertThat(fake.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(fake.exitValue()).isEqualTo(1);
        assertThat(logged()).singleElement().satisfies(entry -> {
            assertThat(text(entry, "level")).isEqualTo("ERROR");
            assertThat(text(entry, "message")).contains(none);
        });
    }

    private Process start(String... arguments) throws IOException {
        return CliProcess.command(CliProcess.MASTER_PROPERTY, Map.of(), arguments)
                .redirectError(folder.resolve("log").toFile())
                .start();
    }

    private List<JsonNode> logged() throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("log"))) {
            JsonNode entry = READER.readTree(line);
            assertThat(entry.isObject()).as(line).isTrue();
            entries.add(entry);
        }
        return entries;
    }

    private static String text(JsonNode entry, String member) {
        return entry.path(member).asText();
    }
}
