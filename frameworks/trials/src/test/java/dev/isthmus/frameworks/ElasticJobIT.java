package dev.isthmus.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.ClassPath;
import dev.isthmus.frameworks.trial.FrameworkArchive;
import dev.isthmus.frameworks.trial.Served;
import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import dev.isthmus.frameworks.trial.TrialZooKeeper;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** elastic-job cloud with a job of type SCRIPT, which is the one that runs without an executor of its own. */
class ElasticJobIT {

    private static final String VERSION = "2.1.5";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration CALL = Duration.ofSeconds(10);
    private static final int ITEMS = 2;

    /** A second round of an item shows that the end of the first has been taken. */
    private static final int ROUNDS = 2;

    @ParameterizedTest
    @EnumSource(TrialCluster.Place.class)
    void a_script_job_runs_again_and_again_from_the_archive_that_its_app_url_names(TrialCluster.Place place)
            throws Exception {
        Trial trial = Trial.begin(
                place.name("elastic-job cloud " + VERSION),
                place.directory("elastic-job-2.1"),
                "curl|wget",
                "tar",
                "gzip");
        Path runs = trial.directory().resolve("runs.txt");
        Path app = app(trial, runs);
        int restPort = Served.freePort();
        try (TrialCluster cluster = place.start(trial.directory());
                Served served = Served.from(trial.directory());
                TrialZooKeeper zooKeeper = TrialZooKeeper.start(trial);
                TrialProgram scheduler = scheduler(trial, cluster, zooKeeper, restPort)) {
            scheduler.awaitText("is registered", PATIENCE);
            scheduler.awaitText("Started SelectChannelConnector", PATIENCE);
            URI rest = URI.create("http://localhost:" + restPort + "/api/");
            post(rest.resolve("app"), """
                    {"appName": "trial", "appURL": "%s", "bootstrapScript": "bin/run.sh", "appCacheEnable": false,
                     "cpuCount": 0.1, "memoryMB": 32}
                    """.formatted(served.uri(app)));
            post(rest.resolve("job/register"), """
                    {"jobName": "trial-job", "appName": "trial", "jobType": "SCRIPT", "jobExecutionType": "TRANSIENT",
                     "cron": "0/2 * * * * ?", "shardingTotalCount": %s, "scriptCommandLine": "bin/run.sh", "cpuCount": 0.5,
                     "memoryMB": 64, "failover": false, "misfire": false}
                    """.formatted(ITEMS));

            scheduler.await(
                    "each item twice; " + zooKeeper.tail(),
                    PATIENCE,
                    () -> rounds(runs).size() == ITEMS
                            && rounds(runs).values().stream().allMatch(count -> count >= ROUNDS));
            assertThat(scheduler.output())
                    .contains("is TASK_FINISHED")
                    .doesNotContain("is TASK_FAILED", "is TASK_ERROR");
            trial.done("a transient SCRIPT job of " + ITEMS + " items, its appURL a .tar.gz over HTTP, run " + ROUNDS
                    + " times over");
        }
    }

    /** An archive with a script that notes what it is given. */
    private static Path app(Trial trial, Path runs) throws Exception {
        Path script =
                Files.createDirectories(trial.directory().resolve("app/bin")).resolve("run.sh");
        Files.write(script, List.of("#!/bin/sh", "echo \"$*\" >>'" + runs + "'"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return FrameworkArchive.of(trial, "app.tar.gz", trial.directory().resolve("app"), "bin");
    }

    /** How often each item of the job has run. */
    private static Map<String, Long> rounds(Path runs) throws Exception {
        if (!Files.exists(runs)) {
            return Map.of();
        }
        try (Stream<String> lines = Files.lines(runs)) {
            return lines.map(line -> line.replaceFirst(".*shardingItemParameters:\\{(\\d+).*", "$1"))
                    .collect(Collectors.groupingBy(item -> item, Collectors.counting()));
        }
    }

    private static TrialProgram scheduler(Trial trial, TrialCluster cluster, TrialZooKeeper zooKeeper, int restPort)
            throws Exception {
        Files.write(
                Files.createDirectories(trial.directory().resolve("conf"))
                        .resolve("elastic-job-cloud-scheduler.properties"),
                List.of(
                        "hostname=localhost",
                        "mesos_url=ecs://default",
                        "user=",
                        "zk_servers=" + zooKeeper.address(),
                        "zk_namespace=elastic-job-cloud",
                        "http_port=" + restPort));
        return TrialProgram.start(trial.log("scheduler"), cluster.environment(), command());
    }

    /** Its scheduler, with the bundle in front of all, and a client of ZooKeeper that knows Java 17. */
    private static List<String> command() throws Exception {
        ClassPath zooKeeper = ClassPath.of("zookeeper");
        return List.of(
                TrialProgram.java(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                Stream.of(
                                ClassPath.BUNDLE.toString(),
                                zooKeeper.jar("zookeeper-3").toString(),
                                zooKeeper.jar("zookeeper-jute").toString(),
                                ClassPath.of("elastic-job-2.1").text())
                        .collect(Collectors.joining(File.pathSeparator)),
                "com.dangdang.ddframe.job.cloud.scheduler.Bootstrap");
    }

    private static void post(URI uri, String json) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .timeout(CALL)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(uri + " " + response.body()).isBetween(200, 299);
    }
}
