package dev.isthmus.operator.reap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.operator.FakeFrameworkTasks;
import dev.isthmus.operator.cluster.AskedCluster;
import dev.isthmus.operator.cluster.Progress;
import dev.isthmus.operator.reap.verdict.JudgedTasks;
import dev.isthmus.operator.reap.verdict.Judgement;
import dev.isthmus.operator.reap.verdict.MarkedTasks;
import dev.isthmus.operator.reap.verdict.SortedTasks;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens between the look at a framework and the stops of its tasks. */
@Timeout(120)
class TaskReaperTest {

    @TempDir
    private Path directory;

    private FakeEcs ecs;
    private JournalsOnDisk journals;
    private AskedCluster cluster;
    private JournalWitness witness;

    @BeforeEach
    void start() throws Exception {
        ecs = FakeEcs.start(FakeEcsConfig.builder()
                .runtime(ScriptedRuntime.running())
                .instance(InstanceSpec.of(16_384, 65_536))
                .build());
        journals = new JournalsOnDisk(ecs, directory);
        cluster = AskedCluster.sparing(journals.settings());
        witness = JournalWitness.of(ecs.clusterName(), journals.settings());
    }

    @AfterEach
    void stop() {
        cluster.close();
        ecs.close();
    }

    private JudgedTasks judged() throws Exception {
        MarkedTasks tasks =
                SortedTasks.of(cluster.tasks(TaskFilter.RUNNING)).marked().get(0);
        return new JudgedTasks(
                tasks,
                Judgement.of(witness.evidence(tasks), InstantSource.system().instant()));
    }

    private ReapOutcome reap(JudgedTasks judged) throws Exception {
        return new TaskReaper(cluster, witness, InstantSource.system(), Progress.NONE).stop(judged);
    }

    @Test
    void nothing_is_stopped_of_one_whose_driver_has_come_since() throws Exception {
        FakeFrameworkTasks.start(ecs, "web", "web.1");
        journals.left("web", JournalsOnDisk.tornDown());
        JudgedTasks judged = judged();
        assertThat(judged.verdict().isGone()).isTrue();
        try (Journal held = journals.driver("web", JournalsOnDisk.lease(Duration.ZERO))) {
            ReapOutcome outcome = reap(judged);

            assertThat(outcome.spared())
                    .hasValueSatisfying(
                            why -> assertThat(why).contains("it is living now: a driver has its journal open"));
            assertThat(outcome.isDone()).isFalse();
            assertThat(ecs.callCount("StopTask")).isZero();
            assertThat(held.epoch().number()).isPositive();
        }
    }

    /** Its journal may be on another machine. */
    @Test
    void nothing_is_stopped_of_one_that_has_started_a_task_since() throws Exception {
        FakeFrameworkTasks.start(ecs, "web", "web.1");
        JudgedTasks judged = judged();
        assertThat(judged.verdict().word()).isEqualTo("unknown");
        String newer = FakeFrameworkTasks.start(ecs, "web", "web.2");

        ReapOutcome outcome = reap(judged);

        assertThat(outcome.spared())
                .hasValueSatisfying(why -> assertThat(why).contains("somebody serves it now: task " + newer));
        assertThat(ReapOutcome.exitCode(List.of(outcome))).isEqualTo(1);
        assertThat(ecs.callCount("StopTask")).isZero();
    }

    /** Of many tasks it looks again and again. */
    @Test
    void the_rest_is_left_alone_of_one_that_comes_while_its_tasks_are_stopped() throws Exception {
        for (int i = 0; i < 25; i++) {
            FakeFrameworkTasks.start(ecs, "web", "web." + i);
        }
        JudgedTasks judged = judged();
        Progress comes = (done, all) -> {
            if (done == 3) {
                FakeFrameworkTasks.start(ecs, "web", "web.new");
            }
        };

        ReapOutcome outcome = new TaskReaper(cluster, witness, InstantSource.system(), comes).stop(judged);

        assertThat(outcome.stopped()).isEqualTo(20);
        assertThat(outcome.spared()).isPresent();
        assertThat(ecs.callCount("StopTask")).isEqualTo(20);
    }

    /** An operator may come late. */
    @Test
    void one_that_has_ended_by_itself_is_as_good_as_stopped() throws Exception {
        String arn = FakeFrameworkTasks.start(ecs, "web", "web.1");
        ecs.awaitStatus(arn, "RUNNING", Duration.ofSeconds(30));
        journals.left("web", JournalsOnDisk.tornDown());
        JudgedTasks judged = judged();
        ecs.client().stopTask(request -> request.cluster(ecs.clusterName()).task(arn));
        ecs.awaitStatus(arn, "STOPPED", Duration.ofSeconds(30));

        ReapOutcome outcome = reap(judged);

        assertThat(outcome.isDone()).isTrue();
        assertThat(outcome.stopped()).isEqualTo(1);
    }

    /** ECS's own words for a task that ended an hour ago and more. */
    @Test
    void so_is_one_that_ended_so_long_ago_that_ecs_has_forgotten_it() throws Exception {
        FakeFrameworkTasks.start(ecs, "web", "web.1");
        journals.left("web", JournalsOnDisk.tornDown());
        JudgedTasks judged = judged();
        ecs.injectNext(
                "StopTask", 1, Fault.refuse("InvalidParameterException", 400, "The referenced task was not found."));

        ReapOutcome outcome = reap(judged);

        assertThat(outcome.isDone()).isTrue();
        assertThat(outcome.stopped()).isEqualTo(1);
    }
}
