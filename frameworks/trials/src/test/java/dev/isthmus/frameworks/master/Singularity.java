package dev.isthmus.frameworks.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.ClassPath;
import dev.isthmus.frameworks.trial.Served;
import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialProgram;
import dev.isthmus.frameworks.trial.TrialZooKeeper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Singularity in a process of its own, and its REST API. */
final class Singularity implements AutoCloseable {

    private static final Duration CALL = Duration.ofSeconds(20);
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);

    private final TrialProgram program;
    private final URI rest;
    private final HttpClient client = HttpClient.newHttpClient();

    private Singularity(TrialProgram program, URI rest) {
        this.program = program;
        this.rest = rest;
    }

    /** Starts it over a master; returns once it has subscribed and answers. Without a database, it keeps everything in ZooKeeper. */
    static Singularity start(Trial trial, TrialMaster master, TrialZooKeeper zooKeeper) throws Exception {
        int port = Served.freePort();
        // What it does every five seconds or more by itself it does each second here.
        Path configuration = Files.writeString(trial.directory().resolve("singularity.yaml"), """
                mesos:
                  master: %s
                  frameworkId: Singularity
                  frameworkName: Singularity
                  frameworkFailoverTimeout: 60
                  defaultCpus: 1
                  defaultMemory: 64
                zookeeper:
                  quorum: %s
                  zkNamespace: singularity
                  sessionTimeoutMillis: 60000
                  connectTimeoutMillis: 30000
                checkDeploysEverySeconds: 1
                checkNewTasksEverySeconds: 1
                checkSchedulerEverySeconds: 1
                cleanupEverySeconds: 1
                considerTaskHealthyAfterRunningForSeconds: 1
                server:
                  type: simple
                  applicationContextPath: /singularity
                  connector:
                    type: http
                    bindHost: 127.0.0.1
                    port: %s
                ui:
                  baseUrl: http://127.0.0.1:%s/singularity
                logging:
                  level: INFO
                """.formatted(
                        master.scheduler(), zooKeeper.address(), port, port));
        TrialProgram program = TrialProgram.start(
                trial.log("singularity"),
                Map.of(),
                List.of(
                        TrialProgram.java(),
                        "-Xmx700m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dzookeeper.sasl.client=false",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.util=ALL-UNNAMED",
                        "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
                        "-cp",
                        ClassPath.of("singularity-1.5").text(),
                        "com.hubspot.singularity.SingularityService",
                        "server",
                        configuration.toString()));
        Singularity singularity =
                new Singularity(program, URI.create("http://127.0.0.1:" + port + "/singularity/api/"));
        try {
            program.await("that it answers", START_PATIENCE, singularity::answers);
            singularity.await(
                    "that it has an agent", () -> singularity.get("agents").contains("ACTIVE"));
            return singularity;
        } catch (Exception | AssertionError e) {
            program.close();
            throw e;
        }
    }

    private boolean answers() throws Exception {
        try {
            get("state");
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    /** Waits for a condition while it runs. */
    void await(String what, Callable<Boolean> condition) throws Exception {
        program.await(what, START_PATIENCE, condition);
    }

    /** What a resource of its API reads. */
    String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(rest.resolve(path)));
    }

    /** Posts JSON to a resource of its API. */
    void post(String path, String json) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(rest.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** Deletes a resource of its API. */
    void delete(String path) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(rest.resolve(path)).DELETE());
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(request.timeout(CALL).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode())
                .as(response.uri() + " " + response.body())
                .isBetween(200, 299);
        return response.body();
    }

    /** The end of what it has printed, for the message of a failed test. */
    String tail() {
        return program.tail();
    }

    @Override
    public void close() {
        program.close();
    }
}
