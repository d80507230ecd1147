package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchOutcome.Launched;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.call.InstanceBinding.OnFargate;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.event.ScriptedQueue;
import dev.isthmus.ecs.fargate.SlotProvider;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.fargate.TaskSize;
import dev.isthmus.ecs.fetch.FetchPaths;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.plan.Sandboxes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Slots on Fargate: what is offered of them, what starts on them, and when they are free again. */
class FargateSlotsTest extends EcsEngineBench {

    private static final Resources NOTHING = Resources.none(Dialect.ECS);

    private String setting = "slots=2;cpus=4;mem=16384";
    private Sandboxes sandboxes = Sandboxes.NONE;

    @Override
    protected Defaults defaults() {
        return Defaults.builder()
                .image(Optional.of("busybox"))
                .network(Optional.of(new RunTaskOptions.Network(List.of("subnet-1"), List.of())))
                .sandboxes(sandboxes)
                .fargate(SlotSettings.parse(setting))
                .build();
    }

    /** One whose slots are settled. */
    private EngineRig settled() {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.advance(WINDOW);
        return engine;
    }

    private static LaunchedTask task(String name, String slot, String cpus, String mem) {
        TaskId id = new TaskId(name);
        return new LaunchedTask(
                LaunchId.of(FRAMEWORK, id, "o"),
                FRAMEWORK,
                id,
                new AgentId(slot),
                Resources.of(
                        Dialect.MESOS,
                        Map.of(ResourceName.CPUS, Amount.parse(cpus), ResourceName.MEM, Amount.parse(mem))));
    }

    private static Launch on(String slot, String name, String cpus, String mem) {
        long units = Amount.parse(cpus).thousandths() * 1024 / 1000;
        Resources taken = Resources.of(
                Dialect.ECS,
                Map.of(ResourceName.ECS_CPU, Amount.of(units), ResourceName.ECS_MEMORY, Amount.parse(mem)));
        return new Launch(
                task(name, slot, cpus, mem), "f", Taken.of(taken), TaskSpec.of(name, Command.ofShell("true")));
    }

    private Map<String, Agent> agents() {
        Map<String, Agent> agents = new LinkedHashMap<>();
        for (InventoryEvent event : inventory) {
            if (event instanceof InventoryEvent.AgentSeen seen) {
                agents.put(seen.agent().id().value(), seen.agent());
            }
            assertThat(event).as("a slot is never lost").isNotInstanceOf(InventoryEvent.AgentGone.class);
        }
        return agents;
    }

    private Agent agent(String slot) {
        return Objects.requireNonNull(agents().get(slot), slot);
    }

    /** What is free of a slot, which has to be a size; empty for nothing. */
    private Optional<TaskSize> free(String slot) {
        Resources free = agent(slot).free();
        return free.equals(NOTHING)
                ? Optional.empty()
                : Optional.of(
                        new TaskSize((int) free.amount(ResourceName.ECS_CPU).wholeDown(), (int)
                                free.amount(ResourceName.ECS_MEMORY).wholeDown()));
    }

    private static final Optional<TaskSize> WHOLE = Optional.of(new TaskSize(4096, 16_384));

    private StartRequest lastSent() {
        return ecs.sent.get(ecs.sent.size() - 1);
    }

    @Test
    void slots_are_agents_and_known_before_the_inventory_is_complete() {
        setting = "slots=2;spot=1;cpus=4;mem=16384;arch=arm64;disk=50";
        EngineRig engine = engine(LaunchMode.RUN_TASK);
        engine.startOffers();
        rig.advance(Duration.ofSeconds(1));
        assertThat(inventory).last().isInstanceOf(InventoryEvent.Complete.class);
        assertThat(agents()).containsOnlyKeys("fargate-0", "fargate-1", "fargate-spot-0");
        assertThat(agent("fargate-1").state()).isEqualTo(AgentState.READY);
        assertThat(agent("fargate-1").attributes())
                .isEqualTo(Map.of(
                        "provider",
                        "FARGATE",
                        "spot",
                        "false",
                        "arch",
                        "arm64",
                        "ecs.cpu-architecture",
                        "arm64",
                        "isthmus.disk",
                        "51200"));
        assertThat(agent("fargate-spot-0").attributes())
                .containsEntry("provider", "FARGATE_SPOT")
                .containsEntry("spot", "true");
    }

    @Test
    void without_the_setting_there_are_no_slots() {
        setting = "";
        ecs.addInstance("a");
        settled();
        assertThat(agents()).containsOnlyKeys("a");
    }

    /** A task that an earlier process started last may show only now, and its slot would be promised twice. */
    @Test
    void required_FG09_nothing_is_offered_before_what_was_started_last_must_have_shown() {
        EngineRig first = settled();
        first.launch(on("fargate-0", "t", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofMillis(500));
        ecs.invisible.add(ecs.only());
        first.kill();
        inventory.clear();
        started(LaunchMode.RUN_TASK);
        rig.advance(WINDOW.minusSeconds(10));
        assertThat(free("fargate-0")).isEmpty();
        ecs.invisible.clear();
        rig.advance(Duration.ofSeconds(20));
        assertThat(free("fargate-0")).as("its task has shown").isEmpty();
        assertThat(agent("fargate-0").holdings()).hasSize(1);
        assertThat(free("fargate-1")).isEqualTo(WHOLE);
    }

    @Test
    void required_FG09_a_task_that_is_stopping_holds_its_slot_through_a_restart() {
        ecs.gracefulStops = true;
        EngineRig first = settled();
        first.launch(on("fargate-1", "t", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        ecs.run(ecs.only());
        rig.advance(Duration.ofSeconds(2));
        first.stop(LaunchId.of(FRAMEWORK, new TaskId("t"), "o"), "enough", stops::add);
        rig.advance(Duration.ofSeconds(1));
        first.kill();
        inventory.clear();
        // Nobody is watched, so that nothing is recovered.
        engine(LaunchMode.RUN_TASK).startOffers();
        rig.advance(WINDOW.plusSeconds(10));
        assertThat(free("fargate-1")).isEmpty();
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        ecs.finishStop(ecs.only());
        rig.advance(Duration.ofSeconds(30));
        assertThat(free("fargate-1")).isEqualTo(WHOLE);
    }

    @Test
    void required_FG10_a_slot_is_free_again_when_its_task_has_stopped_and_not_before() {
        ecs.gracefulStops = true;
        EngineRig engine = settled();
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        engine.launch(on("fargate-0", "t", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(outcomes).singleElement().isInstanceOf(Launched.class);
        assertThat(free("fargate-0")).isEmpty();
        assertThat(agent("fargate-0").holdings()).hasSize(1);
        ecs.run(ecs.only());
        rig.advance(Duration.ofSeconds(5));
        engine.stop(LaunchId.of(FRAMEWORK, new TaskId("t"), "o"), "enough", stops::add);
        rig.advance(Duration.ofSeconds(20));
        assertThat(free("fargate-0")).as("still stopping").isEmpty();
        ecs.finishStop(ecs.only());
        rig.advance(Duration.ofSeconds(2));
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        assertThat(agent("fargate-0").holdings()).isEmpty();
    }

    /** On an instance its files stay for hours. */
    @Test
    void required_FG10_a_sandbox_takes_no_disk_of_a_slot_when_its_task_has_stopped() {
        sandboxes = new Sandboxes(true, Optional.empty(), FetchPaths.none(), Duration.ofHours(3));
        EngineRig engine = settled();
        Launch plain = on("fargate-0", "t", "1", "2048");
        Launch withDisk = new Launch(
                new LaunchedTask(
                        plain.task().launch(),
                        FRAMEWORK,
                        plain.task().task(),
                        plain.task().agent(),
                        plain.task().demand().with(ResourceName.DISK, Amount.of(100))),
                "f",
                plain.taken(),
                plain.spec());
        engine.launch(withDisk, outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(3));
        assertThat(agent("fargate-0").holdings()).isEmpty();
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
    }

    @Test
    void required_FG11_a_second_task_on_a_slot_is_refused_while_the_first_starts_and_lives() {
        EngineRig engine = settled();
        engine.launch(on("fargate-0", "one", "1", "2048"), outcomes::add);
        engine.launch(on("fargate-0", "two", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        engine.launch(on("fargate-0", "three", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        assertThat(ecs.tasks).hasSize(1);
        assertThat(outcomes)
                .filteredOn(Refused.class::isInstance)
                .hasSize(2)
                .allSatisfy(refused -> assertThat(((Refused) refused).message())
                        .startsWith("slot fargate-0 on Fargate is for one task, or one group, at a time"));
    }

    @Test
    void required_FG11_a_start_whose_answer_is_lost_is_one_task_and_its_slot_is_not_offered() {
        EngineRig engine = settled();
        rig.loseAnswer(EcsOperation.RUN_TASK);
        rig.loseCall(EcsOperation.RUN_TASK);
        engine.launch(on("fargate-0", "t", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(5));
        assertThat(outcomes).singleElement().isInstanceOf(Launched.class);
        assertThat(ecs.tasks).hasSize(1);
        assertThat(free("fargate-0")).isEmpty();
    }

    @Test
    void required_FG11_a_start_that_nobody_waits_for_any_more_keeps_its_slot_until_it_must_have_shown() {
        EngineRig engine = settled();
        rig.slow.put(EcsOperation.RUN_TASK, Duration.ofSeconds(1));
        engine.launch(on("fargate-0", "t", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofMillis(500));
        engine.forget(FRAMEWORK);
        ecs.invisible.add(ecs.only());
        engine.watch(new FrameworkId("f-2"));
        assertThat(free("fargate-0")).isEmpty();
        rig.advance(WINDOW.minusSeconds(5));
        assertThat(free("fargate-0")).isEmpty();
        assertThat(free("fargate-1")).isEqualTo(WHOLE);
        ecs.invisible.clear();
        rig.advance(Duration.ofSeconds(20));
        assertThat(free("fargate-0")).as("its task has shown").isEmpty();
        assertThat(agent("fargate-0").holdings()).hasSize(1);
    }

    /** Nothing is listed by a container instance that is none. */
    @Test
    void a_start_that_is_never_answered_is_searched_for_among_all_tasks() {
        EngineRig engine = settled();
        for (int i = 0; i < 30; i++) {
            rig.loseCall(EcsOperation.RUN_TASK);
        }
        engine.launch(on("fargate-0", "t", "1", "2048"), outcomes::add);
        rig.advance(WINDOW.multipliedBy(3));
        assertThat(outcomes).singleElement().isInstanceOf(LaunchOutcome.Unknown.class);
        assertThat(end().ending()).isEqualTo(Ending.NOT_LAUNCHED);
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        assertThat(rig.begun)
                .filteredOn(EcsCall.ListTasks.class::isInstance)
                .noneMatch(
                        call -> ((EcsCall.ListTasks) call).filter().instance().isPresent());
    }

    @Test
    void a_task_runs_in_the_least_size_that_holds_it() {
        EngineRig engine = settled();
        engine.launch(on("fargate-0", "t", "1.1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(lastSent().pin())
                .isEqualTo(new OnFargate(
                        SlotProvider.FARGATE, new TaskSize(2048, 4096), OptionalInt.empty(), Optional.empty(), false));
        assertThat(lastSent().parts()).singleElement().satisfies(part -> {
            assertThat(part.sizes().memory()).as("all of the task's").hasValue(4096);
            assertThat(part.sizes().memoryReservation()).isEmpty();
            assertThat(part.sizes().cpu()).hasValue(1126);
        });
    }

    @Test
    void a_group_is_one_task_of_one_size() {
        EngineRig engine = settled();
        GroupLaunch group =
                new GroupLaunch(List.of(on("fargate-0", "one", "0.1", "300"), on("fargate-0", "two", "0.1", "300")));
        engine.launchGroup(group, outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(outcomes).singleElement().isInstanceOf(Launched.class);
        assertThat(((OnFargate) lastSent().pin()).size()).isEqualTo(new TaskSize(256, 1024));
        assertThat(lastSent().parts())
                .extracting(part -> part.sizes().memory())
                .containsExactly(OptionalInt.of(300), OptionalInt.of(300));
        assertThat(free("fargate-0")).isEmpty();
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(3));
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
    }

    @Test
    void more_than_Fargate_has_is_refused_with_the_bound() {
        EngineRig engine = settled();
        engine.launch(on("fargate-0", "t", "17", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(outcomes).singleElement().satisfies(refused -> {
            assertThat(((Refused) refused).refusal()).isEqualTo(Refusal.UNSUITABLE_AGENT);
            assertThat(((Refused) refused).message()).contains("at most 16384 CPU units (16 vCPUs), and 17408");
        });
        assertThat(ecs.sent).isEmpty();
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
    }

    private int offeredAndHeld(String... held) {
        int units = 0;
        for (String slot : agents().keySet()) {
            units += free(slot).map(TaskSize::cpu).orElse(0);
        }
        for (String cpus : held) {
            units += Integer.parseInt(cpus) * 1024;
        }
        return units;
    }

    @Test
    void required_FG12_offers_and_tasks_are_within_the_quota_by_the_sizes_of_tasks() {
        setting = "slots=5;cpus=4;mem=16384;quota=6";
        EngineRig engine = settled();
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        assertThat(free("fargate-1")).contains(new TaskSize(2048, 16_384));
        assertThat(free("fargate-2")).isEmpty();
        engine.launch(on("fargate-0", "t", "0.9", "1024"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        assertThat(offeredAndHeld("1")).isEqualTo(6 * 1024);
        // Small offers are gathered into larger ones, which are told after those were withdrawn.
        rig.advance(Duration.ofSeconds(40));
        assertThat(free("fargate-1")).isEqualTo(WHOLE);
        assertThat(offeredAndHeld("1")).isEqualTo(6 * 1024);
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(40));
        assertThat(offeredAndHeld()).isEqualTo(6 * 1024);
    }

    /** Else a framework would be offered the difference, beside the offer that is out: a second task on the slot. */
    @Test
    void an_offer_never_grows_or_shrinks_while_it_is_out() {
        setting = "slots=5;cpus=4;mem=16384;quota=6";
        EngineRig engine = settled();
        engine.launch(on("fargate-0", "t", "0.9", "1024"), outcomes::add);
        rig.advance(Duration.ofSeconds(60));
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofSeconds(60));
        Map<String, Resources> out = new LinkedHashMap<>();
        for (InventoryEvent event : inventory) {
            if (event instanceof InventoryEvent.AgentSeen seen) {
                String slot = seen.agent().id().value();
                Resources before = out.getOrDefault(slot, NOTHING);
                Resources free = seen.agent().free();
                assertThat(before.equals(NOTHING) || free.equals(NOTHING) || free.equals(before))
                        .as("%s: from %s to %s", slot, before, free)
                        .isTrue();
                out.put(slot, free);
            }
        }
    }

    @Test
    void required_FG12_a_cap_leaves_a_slot_whole_or_leaves_nothing_of_it() {
        setting = "slots=3;cpus=4;mem=16384";
        cap = CapacityCap.parse("cpus=6");
        settled();
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        assertThat(free("fargate-1")).isEmpty();
        assertThat(free("fargate-2")).isEmpty();
    }

    @Test
    void required_FG13_a_refusal_for_quota_keeps_that_size_back_for_a_minute() {
        EngineRig engine = settled();
        ecs.shortage = Optional.of("You\u2019ve reached the limit on the number of vCPUs you can run concurrently");
        engine.launch(on("fargate-0", "t", "3", "8192"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        assertThat(outcomes).singleElement().satisfies(refused -> {
            assertThat(((Refused) refused).refusal()).isEqualTo(Refusal.RESOURCES);
            assertThat(((Refused) refused).message()).contains("say quota=... in ISTHMUS_FARGATE");
        });
        assertThat(free("fargate-0")).contains(new TaskSize(2048, 16_384));
        assertThat(free("fargate-1")).contains(new TaskSize(2048, 16_384));
        rig.advance(Duration.ofSeconds(55));
        assertThat(free("fargate-0")).contains(new TaskSize(2048, 16_384));
        rig.advance(Duration.ofSeconds(40));
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
    }

    @Test
    void required_FG13_a_size_above_the_quota_is_not_offered_again() {
        EngineRig engine = settled();
        ecs.shortage = Optional.of("The requested CPU configuration is above your limit");
        engine.launch(on("fargate-0", "t", "3", "8192"), outcomes::add);
        rig.advance(Duration.ofMinutes(10));
        assertThat(free("fargate-0")).contains(new TaskSize(2048, 16_384));
    }

    @Test
    void without_capacity_nothing_is_offered_for_a_while() {
        setting = "slots=2;spot=1;cpus=4;mem=16384";
        EngineRig engine = settled();
        ecs.shortage = Optional.of(
                "Capacity is unavailable at this time. Please try again later or in a different availability zone");
        engine.launch(on("fargate-0", "t", "3", "8192"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        assertThat(((Refused) outcomes.get(0)).refusal()).isEqualTo(Refusal.RESOURCES);
        assertThat(free("fargate-0")).isEmpty();
        assertThat(free("fargate-1")).isEmpty();
        assertThat(free("fargate-spot-0")).as("another provider").isEqualTo(WHOLE);
        rig.advance(Duration.ofSeconds(30));
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
    }

    @Test
    void spot_without_its_provider_on_the_cluster_is_refused_with_what_to_do() {
        setting = "spot=1;cpus=4;mem=16384;platform=1.4.0;public-ip=true";
        EngineRig engine = settled();
        rig.refuse(
                EcsOperation.RUN_TASK,
                Category.CALLER,
                "InvalidParameterException",
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.");
        engine.launch(on("fargate-spot-0", "t", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        assertThat(((Refused) outcomes.get(0)).refusal()).isEqualTo(Refusal.UNSUITABLE_AGENT);
        assertThat(((Refused) outcomes.get(0)).message()).contains("FARGATE_SPOT on the cluster");
        assertThat(free("fargate-spot-0")).isEmpty();
        rig.advance(Duration.ofMinutes(10));
        engine.launch(on("fargate-spot-0", "again", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(2));
        assertThat(lastSent().pin())
                .isEqualTo(new OnFargate(
                        SlotProvider.FARGATE_SPOT,
                        new TaskSize(1024, 2048),
                        OptionalInt.empty(),
                        Optional.of("1.4.0"),
                        true));
    }

    @Test
    void a_slot_that_is_no_longer_set_takes_nothing_and_its_task_goes_on() {
        EngineRig first = settled();
        first.launch(on("fargate-1", "t", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        ecs.run(ecs.only());
        first.kill();
        inventory.clear();
        setting = "slots=1;cpus=4;mem=16384";
        EngineRig second = settled();
        assertThat(agent("fargate-1").state()).isEqualTo(AgentState.DRAINING);
        assertThat(agent("fargate-1").holdings()).hasSize(1);
        assertThat(told).last().satisfies(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Running.class));
        second.launch(on("fargate-1", "two", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        assertThat(((Refused) outcomes.get(1)).refusal()).isEqualTo(Refusal.AGENT_GONE);
    }

    /** Twenty a second, and never more than the budget of the cluster allows. */
    @Test
    void a_hundred_starts_take_half_as_long_again_as_the_budget_of_Fargate_says() {
        setting = "slots=100;cpus=0.25;mem=512";
        EngineRig engine = settled();
        for (int i = 0; i < 100; i++) {
            engine.launch(on("fargate-" + i, "t" + i, "0.1", "64"), outcomes::add);
        }
        rig.advance(Duration.ofMillis(1500));
        assertThat(ecs.tasks.size()).isBetween(20, 48);
        rig.advance(Duration.ofMillis(3500));
        assertThat(ecs.tasks).hasSize(100);
    }

    @Test
    void tasks_of_a_framework_that_nobody_watches_hold_their_slots() {
        EngineRig other = settled();
        other.launch(on("fargate-0", "theirs", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        inventory.clear();
        EngineRig engine = engine(LaunchMode.RUN_TASK);
        engine.startOffers();
        engine.watch(new FrameworkId("f-2"));
        rig.advance(WINDOW.plusSeconds(2));
        assertThat(free("fargate-0")).isEmpty();
        assertThat(free("fargate-1")).isEqualTo(WHOLE);
    }

    /** Nobody else knows of its task: on an instance, what ECS says is free tells of it. */
    @Test
    void required_FG10_a_slot_stays_held_while_the_tasks_of_a_framework_that_comes_are_read_again() {
        EngineRig first = settled();
        first.launch(on("fargate-0", "t", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        ecs.run(ecs.only());
        first.kill();
        inventory.clear();
        EngineRig engine = engine(LaunchMode.RUN_TASK);
        engine.startOffers();
        rig.advance(WINDOW.plusSeconds(2));
        rig.slow.put(EcsOperation.LIST_TASKS, Duration.ofSeconds(30));
        told.clear();
        engine.watch(FRAMEWORK);
        engine.lookAgain(new AgentId("fargate-1"));
        assertThat(told).as("its task was not read yet").isEmpty();
        assertThat(free("fargate-0")).isEmpty();
        assertThat(agent("fargate-0").holdings()).hasSize(1);
        rig.advance(Duration.ofMinutes(2));
        assertThat(told).as("its task was read").isNotEmpty();
        assertThat(agent("fargate-0").holdings()).hasSize(1);
        ecs.exit(ecs.only(), 0);
        rig.advance(Duration.ofMinutes(2));
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        assertThat(agent("fargate-0").holdings()).isEmpty();
    }

    /** A framework that took a part of it would have others be offered the rest, and their launches refused. */
    @Test
    void required_FG11_nothing_of_a_slot_is_offered_while_ecs_does_not_say_whether_its_task_was_started() {
        setting = "slots=2;cpus=4;mem=16384;quota=4";
        EngineRig engine = settled();
        rig.slow.put(EcsOperation.RUN_TASK, Duration.ofSeconds(30));
        engine.launch(on("fargate-0", "t", "1", "2048"), outcomes::add);
        assertThat(free("fargate-0")).as("in the same step").isEmpty();
        assertThat(agent("fargate-0").holdings()).hasSize(1);
        rig.advance(Duration.ofMillis(100));
        ecs.invisible.add(ecs.only());
        rig.advance(Duration.ofSeconds(20));
        assertThat(outcomes).isEmpty();
        assertThat(free("fargate-0")).isEmpty();
        assertThat(agent("fargate-0").holdings()).hasSize(1);
        assertThat(offeredAndHeld("1")).isLessThanOrEqualTo(4 * 1024);
        rig.advance(Duration.ofSeconds(20));
        assertThat(outcomes).singleElement().isInstanceOf(Launched.class);
        assertThat(agent("fargate-0").holdings()).hasSize(1);
    }

    @Test
    void a_slot_is_free_again_at_once_when_its_start_is_refused_for_whatever_reason() {
        EngineRig engine = settled();
        rig.refuse(EcsOperation.RUN_TASK, Category.DENIED, "AccessDeniedException", "not authorized");
        engine.launch(on("fargate-0", "t", "1", "2048"), outcomes::add);
        assertThat(free("fargate-0")).isEmpty();
        rig.advance(Duration.ofMillis(200));
        assertThat(((Refused) outcomes.get(0)).refusal()).isEqualTo(Refusal.DENIED);
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        assertThat(agent("fargate-0").holdings()).isEmpty();
    }

    @Test
    void a_slot_is_free_again_at_once_when_its_start_was_let_go_of_before_it_was_asked_for() {
        EngineRig engine = settled();
        rig.slow.put(EcsOperation.DESCRIBE_TASK_DEFINITION, Duration.ofSeconds(5));
        engine.launch(on("fargate-0", "t", "1", "2048"), outcomes::add);
        assertThat(free("fargate-0")).isEmpty();
        engine.forget(FRAMEWORK);
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        assertThat(agent("fargate-0").holdings()).isEmpty();
    }

    /** Its own tasks tell of themselves; those of others do so by events alone. */
    @Test
    void required_FG10_what_others_start_and_end_on_slots_shows_as_soon_as_its_events_come() {
        EngineRig other = settled();
        other.launch(on("fargate-0", "one", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        String one = ecs.only();
        ecs.run(one);
        ScriptedQueue events = new ScriptedQueue(rig);
        ecs.changes = task -> events.send(ScriptedQueue.event(task));
        queue = Optional.of(events);
        idle = Duration.ofMinutes(10);
        EngineRig engine = engine(LaunchMode.RUN_TASK);
        engine.startOffers();
        engine.watch(new FrameworkId("f-2"));
        rig.advance(WINDOW.plusSeconds(5));
        other.launch(on("fargate-1", "two", "1", "2048"), outcomes::add);
        rig.advance(Duration.ofMillis(30));
        other.kill();
        inventory.clear();
        rig.begun.clear();
        rig.advance(Duration.ofSeconds(1));
        assertThat(free("fargate-1")).isEmpty();
        assertThat(agent("fargate-1").holdings()).hasSize(1);
        ecs.exit(one, 0);
        rig.advance(Duration.ofSeconds(1));
        assertThat(free("fargate-0")).isEqualTo(WHOLE);
        assertThat(agent("fargate-0").holdings()).isEmpty();
        assertThat(rig.count(EcsOperation.LIST_TASKS)).isZero();
    }
}
