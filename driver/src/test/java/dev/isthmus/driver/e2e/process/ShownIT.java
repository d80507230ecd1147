package dev.isthmus.driver.e2e.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.e2e.Child;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.master.reading.FlatJson;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The shaded jar in a framework's JVM shows what a master shows, where it is told to. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // It waits for a process of its own.
class ShownIT {

    private static final Pattern ADDRESS = Pattern.compile("at (http://127\\.0\\.0\\.1:\\d+)/");

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> answer(String url, String credential) throws IOException, InterruptedException {
        String encoded = Base64.getEncoder().encodeToString(credential.getBytes(UTF_8));
        return client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Basic " + encoded)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String get(String url) throws IOException, InterruptedException {
        HttpResponse<String> answer = answer(url, "reader:secret");
        assertThat(answer.statusCode()).as(url).isEqualTo(200);
        return answer.body();
    }

    @Test
    void a_framework_with_its_driver_inside_has_the_pages_of_a_master() throws Exception {
        FakeEcsConfig config = FakeEcsConfig.twoSmallInstances().toBuilder()
                .stopTimeout(Duration.ofSeconds(2))
                .build();
        try (FakeEcs ecs = FakeEcs.start(config)) {
            Map<String, String> environment = new HashMap<>(Clusters.environment(ecs));
            environment.put("ISTHMUS_HTTP", "127.0.0.1:0");
            Path readers = Files.writeString(
                    folder.resolve("readers.json"),
                    "{\"credentials\":[{\"principal\":\"reader\",\"secret\":\"secret\"}]}");
            environment.put("ISTHMUS_HTTP_CREDENTIALS", readers.toString());
            try (Child child = Child.start(environment, ShownProgram.class)) {
                Matcher address = ADDRESS.matcher(child.line("the driver shows its state"));
                assertThat(address.find()).isTrue();
                String pages = address.group(1);
                child.line("one is TASK_RUNNING");

                assertThat(answer(pages + "/state", "reader:guessed").statusCode())
                        .isEqualTo(401);
                FlatJson state = new FlatJson(get(pages + "/master/state"));
                assertThat(state.text("cluster")).isEqualTo("default");
                assertThat(state.size("slaves")).isEqualTo(2);
                assertThat(state.text("frameworks/0/name")).isEqualTo("sh\u00f6wn");
                assertThat(state.text("frameworks/0/tasks/0/id")).isEqualTo("one");
                assertThat(state.text("frameworks/0/tasks/0/state")).isEqualTo("TASK_RUNNING");
                assertThat(get(pages + "/metrics"))
                        .contains(
                                "isthmus_master_tasks{state=\"TASK_RUNNING\"} 1",
                                "isthmus_driver_tasks_launched_total 1")
                        .contains("isthmus_ecs_calls_total");

                child.say("");
                assertThat(child.exit()).isZero();
                assertThat(child.output()).contains("ended as DRIVER_STOPPED").doesNotContain(" WARN ", " ERROR ");
            }
        }
    }
}
