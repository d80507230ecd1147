package dev.isthmus.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar isthmus-fake-ecs.jar}, as a user starts it, with nothing beside it. */
@Timeout(120)
class FakeEcsJarIT {
    private static final Path JAR = Path.of(System.getProperty("isthmus.fake-ecs.jar", "target/isthmus-fake-ecs.jar"));
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void runs_tasks_and_ends_with_their_processes(@TempDir Path directory) throws Exception {
        Process server = start(directory, "--cluster", "mine", "--instances", "1");
        try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
            List<String> announced = readUntil(lines, line -> line.startsWith("Ctrl-C stops it"));
            URI endpoint = announced.stream()
                    .filter(line -> line.contains("export AWS_ENDPOINT_URL_ECS="))
                    .map(line -> URI.create(line.substring(line.indexOf('=') + 1)))
                    .findFirst()
                    .orElseThrow();
            assertThat(announced)
                    .contains("  export AWS_ECS_CLUSTER=mine", "  export AWS_REGION=us-east-1")
                    .anyMatch(line -> line.contains("1 container instance (1 of 4096 CPU units, 8192 MiB)"));
            assertThat(call(endpoint, "ListClusters", "{}")).contains("cluster/mine");
            call(
                    endpoint,
                    "RegisterTaskDefinition",
                    "{\"family\":\"nap\",\"containerDefinitions\":[{\"name\":\"main\",\"image\":\"busybox\","
                            + "\"memory\":64,\"command\":[\"sleep\",\"600\"]}]}");
            call(endpoint, "RunTask", "{\"cluster\":\"mine\",\"taskDefinition\":\"nap\"}");

            List<String> table = readUntil(lines, line -> line.contains("RUNNING"));
            assertThat(table.get(0).replaceAll(" +", " ").strip()).isEqualTo("TIME TASK DEFINITION STATUS INSTANCE");
            assertThat(table.get(table.size() - 1)).contains("nap:1", "RUNNING");
            List<ProcessHandle> children = server.descendants().toList();
            assertThat(children).isNotEmpty();

            server.destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS))
                    .as("ends at SIGTERM")
                    .isTrue();
            for (ProcessHandle child : children) {
                child.onExit().get(30, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void reads_scenarios(@TempDir Path directory) throws Exception {
        String example = Path.of("..", "..", "docs", "reference", "scenario-example.yaml")
                .toAbsolutePath()
                .toString();
        Process check = start(directory, "--check", "--scenario", example);
        assertThat(output(check)).contains("cluster 'production' in eu-central-1", "faults under seed 42");
        assertThat(check.waitFor()).isZero();

        Process wrong = start(directory, "--scenaro", example);
        assertThat(output(wrong))
                .contains(
                        "Unknown options: '--scenaro', ",
                        "; did you mean '--scenario'?",
                        "Usage: java -jar isthmus-fake-ecs.jar");
        assertThat(wrong.waitFor()).isEqualTo(2);

        Process version = start(directory, "--version");
        assertThat(output(version)).matches("isthmus-fake-ecs \\d+\\.\\d+\\.\\d+.*\\s+");
    }

    @Test
    void holds_what_the_server_needs_and_the_licences_of_that() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            List<String> names = jar.stream().map(entry -> entry.getName()).toList();
            assertThat(names)
                    .contains(
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "META-INF/licenses/aws-sdk.txt",
                            "META-INF/licenses/slf4j.txt",
                            "META-INF/licenses/reactive-streams.txt",
                            "dev/isthmus/testkit/ecs/FakeEcs.class")
                    .noneMatch(name -> name.matches("(org/junit|net/jqwik|org/assertj|io/netty|org/apache/hc)/.*"))
                    .noneMatch(
                            name -> name.matches("dev/isthmus/testkit/(contract|generate|ecs/junit|ecs/generate)/.*"));
            assertThat(jar.stream()
                            .filter(entry -> entry.getName().matches("dev/isthmus/.*\\.class"))
                            .map(entry -> entry.getLastModifiedTime())
                            .distinct())
                    .as("the project's own time, not that of the build")
                    .hasSize(1);
        }
    }

    private Process start(Path directory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                JAR.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        processes.add(process);
        return process;
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static List<String> readUntil(BufferedReader lines, Predicate<String> last) throws IOException {
        List<String> read = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                read.add(line);
            }
            if (last.test(line)) {
                return read;
            }
        }
        throw new AssertionError("The output ended before what was awaited: " + read);
    }

    private static String call(URI endpoint, String operation, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/x-amz-json-1.1")
                        .header("X-Amz-Target", "AmazonEC2ContainerServiceV20141113." + operation)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
