package dev.isthmus.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.ClassPath;
import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spark in client mode: the driver is a process beside the cluster, its executors are tasks. */
class SparkClientIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String EXECUTOR = "org.apache.spark.executor.CoarseGrainedExecutorBackend";

    @ParameterizedTest(name = "Spark {1}")
    @CsvSource({"spark-2.0, 2.0.2", "spark-2.2, 2.2.0"})
    void jobs_are_right_and_an_executor_that_is_killed_is_replaced(String module, String version) throws Exception {
        Trial trial = Trial.begin("Spark " + version, module + "-client", "bash");
        SparkHome home = SparkHome.in(trial.directory(), version, ClassPath.of(module));
        List<String> options = SparkHome.clientOptions("ecs://default", 2);
        options.addAll(SparkHome.conf("spark.mesos.executor.home", home.path().toString()));
        try (TrialCluster cluster = TrialCluster.start(trial.directory(), 2)) {
            Map<String, String> environment = cluster.environment();
            environment.put("SPARK_LOCAL_IP", "127.0.0.1");
            try (TrialProgram spark = TrialProgram.start(
                    trial.log("spark-submit"),
                    environment,
                    home.submit(options, SparkHome.JOBS.toString(), "pi", "shuffle", "replace"))) {
                spark.awaitText("READY executors", PATIENCE);
                List<ProcessHandle> executors = TrialCluster.processes(EXECUTOR);
                assertThat(executors).as(spark.tail()).hasSize(2);
                assertThat(executors.get(0).destroyForcibly()).isTrue();

                assertThat(spark.awaitEnd(PATIENCE)).as(spark.tail()).isZero();
                assertThat(spark.output())
                        .contains("RESULT Pi is roughly 3.1", "RESULT shuffle of", "in place of")
                        .doesNotContain("WRONG");
                assertThat(cluster.tasks()).as(cluster.describe()).hasSize(3);
                assertThat(cluster.running()).as("nothing is left behind").isEmpty();
                trial.done("client mode: Pi, a shuffle, an executor killed and replaced");
            }
        }
    }

    /** With {@code spark.mesos.network.name} an executor listens where its task is, and not at the host name of a slot, which leads nowhere. */
    @Test
    void jobs_are_right_on_slots_of_fargate_where_tasks_have_addresses_of_their_own() throws Exception {
        Trial trial = Trial.begin("Spark 2.2.0 on Fargate", "spark-2.2-fargate", "bash");
        SparkHome home = SparkHome.in(trial.directory(), "2.2.0", ClassPath.of("spark-2.2"));
        List<String> options = SparkHome.clientOptions("ecs://default", 2);
        options.addAll(SparkHome.conf("spark.mesos.executor.home", home.path().toString()));
        options.addAll(SparkHome.conf("spark.mesos.network.name", "fargate"));
        try (TrialCluster cluster = TrialCluster.onFargate(trial.directory(), 4)) {
            Map<String, String> environment = cluster.environment();
            environment.put("SPARK_LOCAL_IP", "127.0.0.1");
            try (TrialProgram spark = TrialProgram.start(
                    trial.log("spark-submit"),
                    environment,
                    home.submit(options, SparkHome.JOBS.toString(), "pi", "shuffle"))) {
                assertThat(spark.awaitEnd(PATIENCE)).as(spark.tail()).isZero();
                assertThat(spark.output())
                        .contains("RESULT Pi is roughly 3.1", "RESULT shuffle of")
                        .doesNotContain("WRONG");
                assertThat(cluster.tasks())
                        .as(cluster.describe())
                        .hasSize(2)
                        .allMatch(task -> task.launchTypeAsString().equals("FARGATE"));
                trial.done("client mode on slots of Fargate: Pi, a shuffle");
            }
        }
    }
}
