package dev.isthmus.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Flink's session cluster: the job manager is a process beside the cluster, its TaskManagers are tasks, which fetch Flink itself from the job
 * manager.
 */
class FlinkSessionIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TASK_MANAGER = "org.apache.flink.mesos.entrypoint.MesosTaskExecutorRunner";
    private static final Pattern REST = Pattern.compile("Rest endpoint listening at (\\S+:\\d+)");

    /** So many that a TaskManager can be killed while it counts. */
    private static final int MANY_LINES = 2_000_000;

    @ParameterizedTest
    @EnumSource(TrialCluster.Place.class)
    void words_are_counted_and_a_task_manager_that_is_killed_is_replaced(TrialCluster.Place place) throws Exception {
        Trial trial = Trial.begin(
                place.name("Flink " + FlinkHome.VERSION), place.directory("flink-1.12-session"), "bash", "curl|wget");
        FlinkHome home = FlinkHome.in(trial.directory());
        try (TrialCluster cluster = place.start(trial.directory())) {
            Map<String, String> environment = home.environment();
            environment.putAll(cluster.environment());
            try (TrialProgram session = TrialProgram.start(trial.log("job-manager"), environment, home.jobManager())) {
                session.awaitText("is registered", PATIENCE);
                session.awaitText("Rest endpoint listening at ", PATIENCE);
                Matcher rest = REST.matcher(session.output());
                assertThat(rest.find()).isTrue();

                Path few =
                        Files.write(trial.directory().resolve("few.txt"), Collections.nCopies(3, "to be or not to be"));
                try (TrialProgram client = TrialProgram.start(
                        trial.log("client-few"), home.environment(), home.wordCount(rest.group(1), few))) {
                    session.await("few words counted", PATIENCE, client::ended);
                    assertThat(client.awaitEnd(PATIENCE)).as(client.tail()).isZero();
                    assertThat(client.output()).contains("(be,6)", "(not,3)", "(or,3)", "(to,6)");
                }

                Path many = Files.write(
                        trial.directory().resolve("many.txt"),
                        Collections.nCopies(MANY_LINES, "a rose is a rose is a rose"));
                try (TrialProgram client = TrialProgram.start(
                        trial.log("client-many"), home.environment(), home.wordCount(rest.group(1), many))) {
                    session.await(
                            "a second job that runs", PATIENCE, () -> client.ended() || reading(session.output()) == 2);
                    List<ProcessHandle> workers = TrialCluster.processes(TASK_MANAGER);
                    assertThat(workers).as(client.tail()).hasSize(1);
                    assertThat(workers.get(0).destroyForcibly()).isTrue();

                    session.await("many words counted", PATIENCE, client::ended);
                    assertThat(client.awaitEnd(PATIENCE))
                            .as(client.tail() + session.tail())
                            .isZero();
                    assertThat(client.output()).contains("(a,6000000)", "(is,4000000)", "(rose,6000000)");
                    assertThat(TrialCluster.processes(TASK_MANAGER))
                            .as("another one")
                            .doesNotContainAnyElementsOf(workers);
                }
                assertThat(cluster.tasks()).as(cluster.describe()).hasSize(2);
                trial.done("session cluster, its uris over HTTP: WordCount, a TaskManager killed and replaced");
            }
        }
    }

    /** How many jobs have begun to read. */
    private static long reading(String output) {
        return output.lines()
                .filter(line -> line.contains("DataSource") && line.contains("from DEPLOYING to RUNNING"))
                .count();
    }
}
