package dev.isthmus.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.ClassPath;
import dev.isthmus.frameworks.trial.Served;
import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spark whose tasks find no Spark where they run, and fetch it. */
class SparkFetchedIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern SUBMISSION = Pattern.compile("\"submissionId\" : \"(driver-[^\"]+)\"");

    @ParameterizedTest(name = "Spark {1}")
    @CsvSource({"spark-2.0, 2.0.2", "spark-2.2, 2.2.0"})
    void executors_run_from_the_archive_of_spark_executor_uri(String module, String version) throws Exception {
        Trial trial = Trial.begin("Spark " + version, module + "-executor-uri", "bash", "curl|wget", "tar", "gzip");
        SparkHome home = SparkHome.in(trial.directory(), version, ClassPath.of(module));
        Path archive = home.archive(trial);
        try (TrialCluster cluster = TrialCluster.start(trial.directory(), 1);
                Served served = Served.from(trial.directory())) {
            Map<String, String> environment = cluster.environment();
            environment.put("SPARK_LOCAL_IP", "127.0.0.1");
            List<String> options = SparkHome.clientOptions("ecs://default", 1);
            options.addAll(SparkHome.conf("spark.executor.uri", served.uri(archive)));
            // Not where it could be found without being fetched.
            options.addAll(SparkHome.conf("spark.mesos.executor.home", "/nonexistent"));
            try (TrialProgram spark = TrialProgram.start(
                    trial.log("spark-submit"), environment, home.submit(options, SparkHome.JOBS.toString(), "pi"))) {
                assertThat(spark.awaitEnd(PATIENCE))
                        .as(() -> spark.tail() + cluster.describe())
                        .isZero();
                assertThat(spark.output()).contains("RESULT Pi is roughly 3.1");
                assertThat(cluster.tasks()).as(cluster.describe()).hasSize(1);
                trial.done("client mode, executors from spark.executor.uri (.tgz over HTTP): Pi");
            }
        }
    }

    @ParameterizedTest(name = "Spark {1}")
    @CsvSource({"spark-2.0, 2.0.2", "spark-2.2, 2.2.0"})
    void an_application_runs_in_cluster_mode(String module, String version) throws Exception {
        Trial trial = Trial.begin("Spark " + version, module + "-cluster", "bash", "curl|wget", "tar", "gzip");
        SparkHome home = SparkHome.in(trial.directory(), version, ClassPath.of(module));
        Path archive = home.archive(trial);
        Files.copy(SparkHome.JOBS, trial.directory().resolve("jobs.jar"));
        int port = Served.freePort();
        try (TrialCluster cluster = TrialCluster.start(trial.directory(), 1);
                Served served = Served.from(trial.directory());
                TrialProgram dispatcher = TrialProgram.start(
                        trial.log("dispatcher"), dispatcherEnvironment(cluster), dispatcher(home, port))) {
            dispatcher.awaitText("is registered", PATIENCE);

            List<String> options = new ArrayList<>(List.of(
                    "--master", "mesos://localhost:" + port, "--deploy-mode", "cluster", "--driver-memory", "512m"));
            options.addAll(SparkHome.executorOptions(file(trial, "executor-options", SparkHome.OPENS), 1));
            options.addAll(SparkHome.conf("spark.executor.uri", served.uri(archive)));
            options.addAll(SparkHome.conf("spark.driver.host", "localhost"));
            options.addAll(SparkHome.conf(
                    "spark.driver.extraJavaOptions", file(trial, "driver-options", driverOptions(trial, cluster))));
            try (TrialProgram submit = TrialProgram.start(
                    trial.log("spark-submit"),
                    Map.of("SPARK_LOCAL_IP", "127.0.0.1"),
                    home.submit(options, served.uri(Path.of("jobs.jar")), "pi"))) {
                assertThat(submit.awaitEnd(PATIENCE)).as(submit.tail()).isZero();
                Matcher submission = SUBMISSION.matcher(submit.output());
                assertThat(submission.find()).as(submit.tail()).isTrue();

                URI status = URI.create("http://localhost:" + port + "/v1/submissions/status/" + submission.group(1));
                dispatcher.await(
                        "the end of " + submission.group(1),
                        PATIENCE,
                        () -> get(status).contains("\"FINISHED\""));
                assertThat(cluster.describe()).contains("RESULT Pi is roughly 3.1");
                assertThat(cluster.tasks()).as("the driver and one executor").hasSize(2);
                trial.done(
                        "cluster mode by MesosClusterDispatcher and the agent, Spark and the application's jar fetched: Pi");
            }
        }
    }

    /** The dispatcher's class path is its script's affair: the agent puts the driver under it. */
    private static Map<String, String> dispatcherEnvironment(TrialCluster cluster) {
        Map<String, String> environment = cluster.environment();
        environment.put("SPARK_LOCAL_IP", "127.0.0.1");
        environment.put("SPARK_DAEMON_JAVA_OPTS", "-javaagent:" + ClassPath.AGENT + " " + SparkHome.OPENS);
        return environment;
    }

    private static List<String> dispatcher(SparkHome home, int port) {
        return List.of(
                home.path().resolve("bin/spark-class").toString(),
                "org.apache.spark.deploy.mesos.MesosClusterDispatcher",
                "--host",
                "localhost",
                "--port",
                Integer.toString(port),
                "--webui-port",
                "0",
                "--master",
                "mesos://ecs://default");
    }

    /**
     * Options of Java, from a file: the dispatcher's quoting of a value that has spaces is such that they arrive as several, with Mesos as
     * without.
     */
    private static String file(Trial trial, String name, String options) throws Exception {
        return "@" + Files.writeString(trial.directory().resolve(name), options);
    }

    /** The driver is a task, which knows of the cluster what its options say. */
    private static String driverOptions(Trial trial, TrialCluster cluster) {
        return String.join(
                " ",
                "-javaagent:" + ClassPath.AGENT,
                SparkHome.OPENS,
                "-DAWS_ECS_ENDPOINT=" + cluster.endpoint(),
                "-DISTHMUS_DEFAULT_IMAGE=debian",
                "-DISTHMUS_JOURNAL_DIR=" + trial.directory().resolve("driver-journal"));
    }

    private static String get(URI uri) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
