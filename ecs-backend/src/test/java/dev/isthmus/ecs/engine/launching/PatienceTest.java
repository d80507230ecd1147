package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.launch.LaunchOutcome.Unknown;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A launch that is refused for what others took of its agent waits there, is asked for again when there is room, and not for ever. */
class PatienceTest extends EcsEngineBench {

    private final String a = ecs.addInstance("a");

    /** An engine, and an agent that somebody has filled since it was looked at. */
    private EngineRig crowded(LaunchMode mode) {
        EngineRig engine = started(mode);
        ecs.full.add(a);
        return engine;
    }

    private List<String> tokens() {
        return rig.begun.stream()
                .filter(EcsCall.Start.class::isInstance)
                .map(call -> ((EcsCall.Start) call).request().token())
                .toList();
    }

    private static String id(Launch launch) {
        return launch.task().launch().value();
    }

    private void pass(long seconds) {
        rig.advance(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @EnumSource(LaunchMode.class)
    void it_is_asked_for_again_when_there_is_room_under_another_token_and_the_same_id(LaunchMode mode) {
        EngineRig engine = crowded(mode);
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        pass(30);
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Unknown.class,
                        waits -> assertThat(waits.message())
                                .contains("RESOURCE:MEMORY")
                                .contains("60 s"));
        assertThat(tokens()).as("ECS is not asked while there is no room").containsExactly(id(launch));
        assertThat(told).as("it is staging").isEmpty();
        ecs.full.clear();
        pass(3);
        assertThat(tokens()).containsExactly(id(launch), id(launch) + "-2");
        assertThat(ecs.tasks.values())
                .singleElement()
                .satisfies(task -> assertThat(task.identity()).containsEntry("ISTHMUS_LAUNCH_ID", id(launch)));
        assertThat(told).isNotEmpty().allMatch(event -> !(event.phase() instanceof TaskPhase.Ended));
        engine.launch(launch, outcomes::add);
        assertThat(outcomes.get(1)).isInstanceOf(LaunchOutcome.Launched.class);
        pass(300);
        assertThat(ecs.tasks).hasSize(1);
    }

    /** A port of both protocols is held of both, though what was asked for was a port of none. */
    @Test
    void a_port_of_both_protocols_is_waited_for_until_it_is_free_of_both() {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        ecs.alsoFull.add(a);
        ecs.reason = "RESOURCE:PORTS_UDP";
        ecs.udpHeld = PortRanges.of(31000, 31000);
        Launch plain = launch("dns", "a");
        Container container = new Container(
                Optional.of("dns"),
                Optional.of(Container.Network.BRIDGE),
                List.of(
                        new PortMapping(31000, 53, PortMapping.Protocol.TCP),
                        new PortMapping(31000, 53, PortMapping.Protocol.UDP)),
                List.of(),
                List.of(),
                false,
                false);
        Launch launch = new Launch(
                plain.task(),
                "f",
                Taken.of(plain.taken().accounted().with(ResourceName.ECS_PORTS, PortRanges.of(31000, 31000))),
                new TaskSpec(
                        "dns",
                        Command.ofShell("true"),
                        container,
                        new TreeMap<>(),
                        Optional.empty(),
                        Optional.empty()));
        engine.launch(launch, outcomes::add);
        pass(30);
        assertThat(tokens()).as("ECS is not asked while the port is held").containsExactly(id(launch));
        ecs.udpHeld = PortRanges.NONE;
        ecs.alsoFull.clear();
        pass(3);
        assertThat(tokens()).containsExactly(id(launch), id(launch) + "-2");
        assertThat(ecs.tasks).hasSize(1);
    }

    @Test
    void it_is_told_when_it_has_waited_long_enough_and_not_started_after_that() {
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        pass(58);
        assertThat(told).isEmpty();
        pass(4);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
        assertThat(end().ran()).isFalse();
        assertThat(end().message()).contains("RESOURCE:MEMORY");
        ecs.full.clear();
        engine.launch(launch, outcomes::add);
        pass(60);
        assertThat(outcomes).hasSize(2).allMatch(Unknown.class::isInstance);
        assertThat(ecs.tasks).isEmpty();
        assertThat(told).hasSize(1);
    }

    @Test
    void without_patience_it_is_refused_at_once() {
        patience = Duration.ZERO;
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        pass(1);
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.RESOURCES));
        ecs.full.clear();
        pass(60);
        assertThat(tokens()).hasSize(1);
        assertThat(told).isEmpty();
    }

    @Test
    void what_the_agent_never_has_is_refused_at_once() {
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        Resources tooMuch = Resources.of(Dialect.ECS, ResourceName.ECS_MEMORY, Amount.of(2048));
        engine.launch(new Launch(launch.task(), "f", Taken.of(tooMuch), launch.spec()), outcomes::add);
        pass(1);
        assertThat(outcomes).singleElement().isInstanceOf(Refused.class);
    }

    @Test
    void what_the_task_did_not_ask_for_is_not_waited_for() {
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        for (String word : List.of("RESOURCE:PORTS", "RESOURCE:ENI", "AGENT", "ATTRIBUTE", "INACTIVE", "MISSING")) {
            ecs.reason = word;
            engine.launch(launch(word, "a"), outcomes::add);
            pass(1);
        }
        assertThat(outcomes).hasSize(6).allMatch(Refused.class::isInstance);
    }

    @Test
    void a_stop_meanwhile_ends_it_at_once() {
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        pass(10);
        engine.stop(launch.task().launch(), "not wanted any more", stops::add);
        assertThat(stops).singleElement().isInstanceOf(StopOutcome.Accepted.class);
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
        assertThat(end().message()).contains("not wanted any more");
        ecs.full.clear();
        engine.launch(launch, outcomes::add);
        pass(120);
        assertThat(ecs.tasks).isEmpty();
        assertThat(told).hasSize(1);
        assertThat(rig.count(EcsOperation.STOP_TASK)).isZero();
    }

    @Test
    void a_stop_while_it_is_being_asked_for_again_ends_it_however_that_comes_out() {
        for (boolean room : List.of(true, false)) {
            ecs.full.clear();
            told.clear();
            EngineRig engine = crowded(LaunchMode.RUN_TASK);
            Launch launch = launch("room " + room, "a");
            engine.launch(launch, outcomes::add);
            pass(3);
            long asked = tokens().size();
            ecs.full.clear();
            if (!room) {
                ecs.alsoFull.add(a);
            }
            while (tokens().size() == asked) {
                rig.advance(Duration.ofMillis(5));
            }
            engine.stop(launch.task().launch(), "enough", stops::add);
            pass(5);
            assertThat(end().ending()).isEqualTo(Ending.STOPPED);
            assertThat(ecs.tasks).hasSize(1);
            engine.close();
        }
    }

    @Test
    void an_agent_that_drains_or_is_cut_off_or_goes_is_not_waited_for() {
        for (Runnable happens : List.<Runnable>of(
                () -> ecs.connect(a, false),
                () -> ecs.instances.put(a, ecs.instances.get(a).draining()),
                () -> ecs.instances.remove(a))) {
            EngineRig engine = crowded(LaunchMode.RUN_TASK);
            engine.launch(launch("t" + told.size(), "a"), outcomes::add);
            pass(5);
            int before = told.size();
            happens.run();
            pass(2);
            assertThat(told).hasSize(before + 1);
            assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
            assertThat(end().message()).contains("agent a");
            engine.close();
            ecs.addInstance("a");
        }
    }

    @Test
    void a_lost_answer_is_asked_for_with_the_token_of_its_own_attempt() {
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        pass(5);
        rig.loseAnswer(EcsOperation.RUN_TASK);
        ecs.full.clear();
        pass(10);
        assertThat(tokens()).containsExactly(id(launch), id(launch) + "-2", id(launch) + "-2");
        assertThat(ecs.tasks).hasSize(1);
        assertThat(told).isNotEmpty().noneMatch(event -> event.phase() instanceof TaskPhase.Ended);
    }

    @Test
    void start_task_whose_answer_is_lost_while_it_waits_is_settled_by_looking() {
        EngineRig engine = crowded(LaunchMode.START_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        pass(5);
        rig.loseCall(EcsOperation.START_TASK);
        ecs.full.clear();
        pass(200);
        assertThat(rig.count(EcsOperation.START_TASK)).isEqualTo(2);
        assertThat(end().ending()).isEqualTo(Ending.NOT_LAUNCHED);
        assertThat(told).hasSize(1);
    }

    @Test
    void they_are_asked_for_in_the_order_in_which_they_came() {
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        List<Launch> launches = List.of(launch("z", "a"), launch("y", "a"), launch("x", "a"));
        launches.forEach(launch -> engine.launch(launch, outcomes::add));
        pass(10);
        ecs.full.clear();
        pass(3);
        assertThat(tokens().subList(3, 6))
                .containsExactlyElementsOf(
                        launches.stream().map(launch -> id(launch) + "-2").toList());
        assertThat(ecs.tasks).hasSize(3);
    }

    @Test
    void a_group_waits_as_one() {
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        engine.launchGroup(new GroupLaunch(List.of(launch("t1", "a"), launch("t2", "a"))), outcomes::add);
        pass(10);
        assertThat(outcomes).singleElement().isInstanceOf(Unknown.class);
        engine.launchGroup(new GroupLaunch(List.of(launch("u1", "a"), launch("u2", "a"))), outcomes::add);
        pass(1);
        engine.stop(launch("u2", "a").task().launch(), "enough", stops::add);
        assertThat(told)
                .hasSize(2)
                .allMatch(event -> event.phase() instanceof TaskPhase.Ended ended && ended.ending() == Ending.STOPPED);
        ecs.full.clear();
        pass(5);
        assertThat(ecs.tasks).hasSize(1);
        assertThat(ecs.tasks.values().iterator().next().members()).hasSize(2);
    }

    @Test
    void one_call_looks_at_all_agents_on_which_something_waits() {
        for (int i = 0; i < 50; i++) {
            ecs.full.add(ecs.addInstance("b" + i));
        }
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        for (int i = 0; i < 50; i++) {
            engine.launch(launch("t" + i, "b" + i), outcomes::add);
        }
        pass(5);
        rig.begun.clear();
        pass(20);
        assertThat(rig.count(EcsOperation.DESCRIBE_CONTAINER_INSTANCES))
                .as("one a second, and the rounds'")
                .isBetween(19L, 30L);
        assertThat(rig.count(EcsOperation.LIST_TASKS)).as("nothing is changing").isLessThan(7);
        assertThat(tokens()).isEmpty();
        engine.close();
        rig.begun.clear();
        pass(20);
        assertThat(rig.begun).hasSizeLessThan(2);
    }

    @Test
    void what_a_look_shows_and_ecs_denies_is_asked_for_less_and_less() {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        ecs.alsoFull.add(a);
        engine.launch(launch("t", "a"), outcomes::add);
        pass(58);
        assertThat(tokens()).doesNotHaveDuplicates().hasSizeBetween(6, 12);
        assertThat(told).isEmpty();
        pass(10);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
    }

    @Test
    void what_waits_is_taken_off_the_cap() {
        cap = CapacityCap.parse("mem=256");
        EngineRig engine = crowded(LaunchMode.RUN_TASK);
        assertThat(lastSeen().free().amount(ResourceName.ECS_MEMORY)).isEqualTo(Amount.of(256));
        Launch launch = launch("t", "a");
        Resources demand = Resources.of(Dialect.MESOS, ResourceName.MEM, Amount.of(200));
        engine.launch(
                new Launch(
                        new LaunchedTask(
                                launch.task().launch(),
                                FRAMEWORK,
                                launch.task().task(),
                                launch.task().agent(),
                                demand),
                        "f",
                        launch.taken(),
                        launch.spec()),
                outcomes::add);
        pass(5);
        ecs.addInstance("b");
        pass(6);
        assertThat(lastSeen().free().amount(ResourceName.ECS_MEMORY)).isEqualTo(Amount.of(56));
    }
}
