package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What comes to light late, or in the wrong order: no task runs on after its end was told, and none is told of twice. */
class LateTruthTest extends EcsEngineBench {

    @Test
    void task_that_turns_up_after_it_was_told_as_vanished_is_stopped() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(30));
        String arn = ecs.only();
        ecs.run(arn);
        ecs.invisible.add(arn);
        rig.advance(WINDOW.plusSeconds(10));
        assertThat(end().ending()).isEqualTo(Ending.VANISHED);
        int tellings = told.size();
        ecs.invisible.clear();
        rig.advance(Duration.ofSeconds(10));
        assertThat(ecs.tasks.get(arn).stopped()).as("it must not run on unseen").isTrue();
        assertThat(told).as("its end was told once").hasSize(tellings);
        rig.begun.clear();
        rig.advance(Duration.ofSeconds(20));
        assertThat(rig.count(EcsOperation.STOP_TASK)).isZero();
    }

    /** In one search a task that has just ended may be in neither listing, the running or the stopped ones. */
    @Test
    void start_whose_answer_was_lost_is_given_up_after_two_searches_and_not_after_one() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(30));
        String arn = ecs.only();
        ecs.invisible.add(arn);
        rig.advance(WINDOW);
        rig.begun.clear();
        while (searches() < 1) {
            rig.advance(Duration.ofMillis(10));
        }
        rig.advance(Duration.ofMillis(100));
        assertThat(searches()).isEqualTo(1);
        assertThat(told).as("after one search").isEmpty();
        while (searches() < 2) {
            rig.advance(Duration.ofMillis(10));
        }
        rig.advance(Duration.ofMillis(100));
        assertThat(end().ending()).as("after two").isEqualTo(Ending.NOT_LAUNCHED);
    }

    private long searches() {
        return rig.begun.stream()
                .filter(call ->
                        call instanceof EcsCall.ListTasks list && list.filter().stopped())
                .count();
    }

    @Test
    void stop_while_a_conflict_is_settled_is_not_forgotten() {
        ecs.addInstance("a");
        EngineRig first = started(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        first.launch(launch, outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        String arn = ecs.only();
        first.close();
        told.clear();
        outcomes.clear();
        // The task exists, but is not to be seen yet; the token says that it does.
        ecs.invisible.add(arn);
        EngineRig second = started(LaunchMode.RUN_TASK);
        rig.refuse(EcsOperation.RUN_TASK, Category.CALLER, "ConflictException", "the token is taken");
        second.launch(launch, outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(outcomes).singleElement().isInstanceOf(LaunchOutcome.Unknown.class);
        second.stop(launch.task().launch(), "enough", stops::add);
        ecs.invisible.clear();
        rig.advance(Duration.ofSeconds(10));
        assertThat(stops).singleElement().isInstanceOf(StopOutcome.Accepted.class);
        assertThat(ecs.tasks.get(arn).stopped()).isTrue();
        assertThat(told.stream().filter(event -> event.phase() instanceof TaskPhase.Ended))
                .as("its end is told once, and last")
                .containsExactly(told.get(told.size() - 1));
    }

    @Test
    void start_that_was_refused_for_now_is_not_made_after_its_stop() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        rig.refuse(EcsOperation.RUN_TASK, Category.THROTTLED, "ThrottlingException", "too often");
        engine.launch(launch, outcomes::add);
        rig.advance(Duration.ofMillis(15));
        assertThat(rig.count(EcsOperation.RUN_TASK)).as("it is under way").isEqualTo(1);
        engine.stop(launch.task().launch(), "changed its mind", stops::add);
        rig.advance(Duration.ofSeconds(10));
        assertThat(ecs.tasks).as("nothing is started only to be stopped").isEmpty();
        assertThat(stops).singleElement().isInstanceOf(StopOutcome.Accepted.class);
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
    }

    @Test
    void agent_that_goes_while_the_definition_is_looked_for_is_gone_and_the_task_is_not_invalid() {
        String arn = ecs.addInstance("a");
        ecs.addInstance("b");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        ecs.instances.remove(arn);
        rig.refuse(EcsOperation.DESCRIBE_TASK_DEFINITION, Category.TRANSIENT, "", "not now");
        rig.refuse(EcsOperation.DESCRIBE_TASK_DEFINITION, Category.TRANSIENT, "", "not now");
        rig.refuse(EcsOperation.DESCRIBE_TASK_DEFINITION, Category.TRANSIENT, "", "not now");
        engine.launch(launch("t", "a"), outcomes::add);
        engine.lookAgain(new AgentId("a"));
        rig.advance(Duration.ofSeconds(10));
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.AGENT_GONE));
    }

    @Test
    void definition_that_somebody_deleted_is_looked_for_anew() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t1", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        rig.refuse(
                EcsOperation.RUN_TASK,
                Category.CALLER,
                "ClientException",
                "RunTask was refused by ECS: TaskDefinition not found.");
        engine.launch(launch("t2", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(outcomes)
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(LaunchOutcome.Launched.class));
    }

    @Test
    void cluster_without_an_instance_that_takes_tasks_makes_no_task_invalid() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.refuse(
                EcsOperation.RUN_TASK,
                Category.CALLER,
                "InvalidParameterException",
                "RunTask was refused by ECS: No Container Instances were found in your cluster.");
        rig.begun.clear();
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(200));
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.AGENT_DISCONNECTED));
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES))
                .as("the agent is looked at again")
                .isEqualTo(1);
    }

    @Test
    void launch_whose_task_ends_just_before_the_last_search_is_not_told_as_not_launched() {
        ecs.clock = rig::now;
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(15));
        String arn = ecs.only();
        for (int i = 0; i < 5_000; i++) {
            rig.loseCall(EcsOperation.LIST_TASKS);
        }
        rig.advance(WINDOW.plusSeconds(2));
        ecs.exit(arn, 3);
        // Of the next two listings the first shows what is, and the second, that of stopped tasks, what was.
        Iterator<Duration> lags = List.of(Duration.ZERO, Duration.ofSeconds(2)).iterator();
        ecs.lag = () -> lags.hasNext() ? lags.next() : Duration.ZERO;
        rig.clearFaults();
        rig.advance(Duration.ofSeconds(12));
        assertThat(end().ending()).isEqualTo(Ending.EXITED);
        assertThat(told.stream().filter(event -> event.phase() instanceof TaskPhase.Ended))
                .hasSize(1);
    }

    @Test
    void stopped_task_that_is_listed_before_it_can_be_described_is_asked_for_again() {
        ecs.clock = rig::now;
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.START_TASK);
        rig.loseAnswer(EcsOperation.START_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(15));
        ecs.exit(ecs.only(), 3);
        // The listing shows it; the first describe does not know it yet.
        long described = rig.count(EcsOperation.DESCRIBE_TASKS);
        ecs.lag = () -> rig.count(EcsOperation.DESCRIBE_TASKS) == described + 1
                        && rig.begun.get(rig.begun.size() - 1).operation() == EcsOperation.DESCRIBE_TASKS
                ? Duration.ofSeconds(30)
                : Duration.ZERO;
        rig.advance(WINDOW.plusSeconds(20));
        assertThat(end().ending()).isEqualTo(Ending.EXITED);
    }

    @Test
    void part_that_fails_does_not_end_the_rounds() {
        ecs.addInstance("a");
        started(LaunchMode.RUN_TASK);
        rig.garble(EcsOperation.LIST_CONTAINER_INSTANCES);
        assertThatThrownBy(() -> rig.advance(Duration.ofSeconds(10))).isInstanceOf(NullPointerException.class);
        ecs.addInstance("c");
        rig.advance(Duration.ofSeconds(10));
        assertThat(inventory)
                .as("the rounds go on")
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                InventoryEvent.AgentSeen.class,
                                seen -> assertThat(seen.agent().id()).isEqualTo(new AgentId("c"))));
    }

    @Test
    void short_task_is_found_to_have_ended_sooner_than_the_quiet_pace() {
        ecs.addInstance("a");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofMillis(100));
        ecs.run(ecs.only());
        rig.advance(Duration.ofMillis(3500));
        assertThat(told.get(told.size() - 1).phase()).isInstanceOf(TaskPhase.Running.class);
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofMillis(1200));
        assertThat(end().ending())
                .as("a task that ran 4 s is not waited for 5 s")
                .isEqualTo(Ending.EXITED);
    }
}
