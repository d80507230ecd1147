package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome.Launched;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.launch.LaunchOutcome.Unknown;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.InstanceBinding.ByConstraint;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What runs on an instance of a capacity provider counts for that, and so holds its instance when the provider scales in (ADR 56). */
class CountedForProviderTest extends EcsEngineBench {

    private final String a = ecs.addInstance("a");

    CountedForProviderTest() {
        ecs.providers.put(a, "workers");
    }

    private List<InstanceBinding> bindings() {
        return rig.begun.stream()
                .filter(EcsCall.Start.class::isInstance)
                .map(call -> ((EcsCall.Start) call).request().pin())
                .toList();
    }

    private void pass(long seconds) {
        rig.advance(Duration.ofSeconds(seconds));
    }

    private EngineRig launched(Launch launch) {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch, outcomes::add);
        return engine;
    }

    /** One whose room others have taken since it was offered. */
    private EngineRig crowdedOut(Launch launch) {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        ecs.full.add(a);
        engine.launch(launch, outcomes::add);
        return engine;
    }

    private List<LaunchId> held() {
        return lastSeen().holdings().stream().map(Holding::launch).toList();
    }

    @Test
    void required_GR01_it_is_started_by_the_strategy_of_the_provider_and_bound_to_the_instance() {
        launched(launch("t", "a"));
        pass(1);
        assertThat(bindings()).containsExactly(new ByConstraint("i-a", Optional.of("workers")));
        assertThat(outcomes).singleElement().isInstanceOf(Launched.class);
    }

    @Test
    void required_GR01_an_instance_without_a_provider_is_asked_for_by_launch_type() {
        ecs.providers.clear();
        launched(launch("t", "a"));
        pass(1);
        assertThat(bindings()).containsExactly(new ByConstraint("i-a"));
    }

    @Test
    void by_setting_launch_type_is_asked_for_whatever_the_provider() {
        EngineRig engine = started(LaunchMode.RUN_TASK_BY_TYPE);
        engine.launch(launch("t", "a"), outcomes::add);
        pass(1);
        assertThat(bindings()).containsExactly(new ByConstraint("i-a"));
    }

    /** An instance names its provider as long as it lives, whatever has become of that. */
    @Test
    void required_GR01_a_provider_that_ECS_does_not_take_is_done_without_for_a_while() {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.refuse(
                EcsOperation.RUN_TASK,
                Category.CALLER,
                "InvalidParameterException",
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.");
        engine.launch(launch("t", "a"), outcomes::add);
        pass(1);
        engine.launch(launch("u", "a"), outcomes::add);
        pass(1);
        assertThat(bindings())
                .containsExactly(
                        new ByConstraint("i-a", Optional.of("workers")),
                        new ByConstraint("i-a"),
                        new ByConstraint("i-a"));
        assertThat(outcomes).hasSize(2).allMatch(Launched.class::isInstance);
        pass(600);
        engine.launch(launch("v", "a"), outcomes::add);
        pass(1);
        assertThat(bindings()).last().isEqualTo(new ByConstraint("i-a", Optional.of("workers")));
    }

    @Test
    void required_GR02_what_finds_no_room_in_time_is_stopped_and_told_as_without_room() {
        crowdedOut(launch("t", "a"));
        pass(59);
        assertThat(outcomes).singleElement().isInstanceOf(Launched.class);
        assertThat(told)
                .singleElement()
                .satisfies(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Staging.class));
        pass(4);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
        assertThat(end().message()).contains("no instance: agent a had no room for 6", "ISTHMUS_LAUNCH_PATIENCE");
        assertThat(ecs.tasks.get(ecs.only()).stopped()).isTrue();
    }

    /** ECS may take a moment to place a task, where there is room, too. */
    @Test
    void required_GR02_without_patience_it_waits_ten_seconds() {
        patience = Duration.ZERO;
        crowdedOut(launch("t", "a"));
        pass(9);
        assertThat(told).hasSize(1);
        pass(4);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
    }

    @Test
    void required_GR02_an_agent_that_takes_no_tasks_any_more_is_not_waited_for() {
        EngineRig engine = crowdedOut(launch("t", "a"));
        ecs.setInstanceState(a, true);
        engine.lookAgain(launch("t", "a").task().agent());
        pass(14);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
        assertThat(end().message()).contains("agent a is DRAINING");
    }

    @Test
    void required_GR02_the_next_process_stops_it_too() {
        EngineRig first = crowdedOut(launch("t", "a"));
        pass(2);
        first.kill();
        told.clear();
        started(LaunchMode.RUN_TASK);
        pass(63);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
    }

    @Test
    void it_runs_when_there_is_room_in_time() {
        crowdedOut(launch("t", "a"));
        pass(30);
        ecs.full.clear();
        ecs.place(ecs.only(), a);
        pass(60);
        ecs.run(ecs.only());
        pass(3);
        assertThat(told).last().satisfies(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Running.class));
    }

    @Test
    void a_kill_of_what_waits_is_a_kill() {
        EngineRig engine = crowdedOut(launch("t", "a"));
        pass(5);
        engine.stop(launch("t", "a").task().launch(), "enough", stops::add);
        pass(3);
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
    }

    @Test
    void required_GR03_what_waits_for_its_instance_holds_nothing_of_it_until_it_is_there() {
        crowdedOut(launch("t", "a"));
        pass(8);
        assertThat(held()).isEmpty();
        ecs.full.clear();
        ecs.place(ecs.only(), a);
        pass(8);
        assertThat(held()).containsExactly(launch("t", "a").task().launch());
        ecs.run(ecs.only());
        pass(8);
        ecs.exit(ecs.only(), 0);
        pass(8);
        assertThat(held()).isEmpty();
    }

    @Test
    void required_GR03_that_of_another_driver_too() {
        FrameworkId other = new FrameworkId("f-2");
        EngineRig engine = started(LaunchMode.RUN_TASK);
        engine.watch(other);
        pass(2);
        ecs.full.add(a);
        engine.launch(launch(other, "t", "a"), outcomes::add);
        pass(2);
        engine.kill();
        inventory.clear();
        started(LaunchMode.RUN_TASK);
        pass(8);
        assertThat(held()).isEmpty();
        ecs.full.clear();
        ecs.place(ecs.only(), a);
        pass(8);
        assertThat(held()).containsExactly(LaunchId.of(other, new TaskId("t"), "o"));
        ecs.run(ecs.only());
        pass(2);
        ecs.exit(ecs.only(), 0);
        pass(12);
        assertThat(held()).isEmpty();
    }

    /** Such a provider refuses at once, as an instance does that is asked for by launch type; the reason is told of the provider. */
    @Test
    void without_managed_scaling_it_waits_as_by_launch_type() {
        ecs.scales = false;
        crowdedOut(launch("t", "a"));
        pass(5);
        assertThat(outcomes).singleElement().isInstanceOf(Unknown.class);
        ecs.full.clear();
        pass(10);
        assertThat(told).last().satisfies(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Staging.class));
        assertThat(bindings()).hasSizeGreaterThan(1);
    }

    @Test
    void without_managed_scaling_and_patience_it_is_refused() {
        ecs.scales = false;
        patience = Duration.ZERO;
        crowdedOut(launch("t", "a"));
        pass(5);
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RESOURCES));
    }
}
