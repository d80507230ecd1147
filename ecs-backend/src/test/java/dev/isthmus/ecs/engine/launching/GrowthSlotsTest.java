package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome.Launched;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.call.InstanceBinding.ByProvider;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.engine.growing.GrowingDefaults;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.plan.Sandboxes;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Slots that stand for instances which a capacity provider may add: what is offered of them, what starts on them, and where that is booked. */
class GrowthSlotsTest extends EcsEngineBench {

    private static final Resources NOTHING = Resources.none(Dialect.ECS);

    private static final String SLOT = "growth-workers-0";

    private String setting = "provider=workers;slots=2;max=3;cpus=1;mem=1024;disk=30;arch=arm64;wait=120s";

    @Override
    protected Defaults defaults() {
        return GrowingDefaults.of(Sandboxes.NONE, setting);
    }

    /** One whose slots are settled. */
    private EngineRig settled() {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        rig.advance(WINDOW);
        return engine;
    }

    private void pass(long seconds) {
        rig.advance(Duration.ofSeconds(seconds));
    }

    private Map<String, Agent> agents() {
        Map<String, Agent> agents = new LinkedHashMap<>();
        for (InventoryEvent event : inventory) {
            if (event instanceof InventoryEvent.AgentSeen seen) {
                agents.put(seen.agent().id().value(), seen.agent());
            }
        }
        return agents;
    }

    private Agent agent(String id) {
        return Objects.requireNonNull(agents().get(id), id);
    }

    /** The slots that are offered. */
    private List<String> offered() {
        return agents().values().stream()
                .filter(agent -> agent.id().value().startsWith("growth-"))
                .filter(agent -> !agent.free().equals(NOTHING))
                .peek(agent -> assertThat(agent.free()).as("the whole slot").isEqualTo(agent.total()))
                .map(agent -> agent.id().value())
                .toList();
    }

    private List<LaunchId> held(String agent) {
        return agent(agent).holdings().stream().map(Holding::launch).toList();
    }

    private static LaunchId id(String task) {
        return launch(task, SLOT).task().launch();
    }

    private String arnOf(String task) {
        return ecs.tasks.values().stream()
                .filter(view -> id(task).value().equals(view.identity().get("ISTHMUS_LAUNCH_ID")))
                .findFirst()
                .orElseThrow()
                .arn();
    }

    private void launched(EngineRig engine, String slot, String... tasks) {
        for (String task : tasks) {
            engine.launch(launch(task, slot), outcomes::add);
        }
        pass(2);
    }

    /** An instance of the provider on which less than a slot is left. */
    private String halfFull(EngineRig engine) {
        String arn = ecs.addInstance("a");
        ecs.providers.put(arn, "workers");
        pass(6);
        launched(engine, "a", "p");
        pass(6);
        return arn;
    }

    @Test
    void a_slot_is_an_agent_as_large_as_the_smallest_instance() {
        settled();
        assertThat(offered()).containsExactly(SLOT, "growth-workers-1");
        Agent slot = agent(SLOT);
        assertThat(slot.state()).isEqualTo(AgentState.READY);
        assertThat(slot.free().amount(ResourceName.ECS_CPU).wholeDown()).isEqualTo(1024);
        assertThat(slot.free().amount(ResourceName.ECS_MEMORY).wholeDown()).isEqualTo(1024);
        assertThat(slot.free().ports(ResourceName.ECS_PORTS).contains(2375)).isFalse();
        assertThat(slot.free().ports(ResourceName.ECS_PORTS).contains(31_000)).isTrue();
        assertThat(slot.attributes())
                .isEqualTo(Map.of(
                        "provider",
                        "workers",
                        "growth",
                        "true",
                        "arch",
                        "arm64",
                        "ecs.cpu-architecture",
                        "arm64",
                        "isthmus.disk",
                        "30720"));
    }

    @Test
    void without_the_setting_there_are_none() {
        setting = "";
        settled();
        assertThat(agents()).isEmpty();
    }

    /** A task that an earlier process started last may show only now, and its slot would be promised twice. */
    @Test
    void required_GR04_nothing_is_offered_before_what_was_started_last_must_have_shown() {
        EngineRig first = settled();
        launched(first, SLOT, "t");
        ecs.invisible.add(ecs.only());
        first.kill();
        inventory.clear();
        started(LaunchMode.RUN_TASK);
        pass(50);
        assertThat(offered()).isEmpty();
        ecs.invisible.clear();
        pass(20);
        assertThat(held(SLOT)).containsExactly(id("t"));
        assertThat(offered()).as("one is asked for").containsExactly("growth-workers-1");
    }

    @Test
    void required_GR05_it_is_offered_only_while_no_instance_that_takes_tasks_has_free_what_it_has() {
        EngineRig engine = settled();
        assertThat(offered()).hasSize(2);
        String a = ecs.addInstance("a");
        pass(6);
        assertThat(offered()).as("there is room").isEmpty();
        launched(engine, "a", "t");
        pass(6);
        assertThat(offered()).as("less than a slot is left").hasSize(2);
        ecs.exit(arnOf("t"), 0);
        pass(12);
        assertThat(offered()).isEmpty();
        ecs.setInstanceState(a, true);
        pass(12);
        assertThat(offered()).as("what drains takes no tasks").hasSize(2);
    }

    @Test
    void required_GR06_no_more_are_asked_for_at_once_than_slots() {
        EngineRig engine = settled();
        launched(engine, SLOT, "t");
        assertThat(offered()).as("one waits").containsExactly("growth-workers-1");
        launched(engine, "growth-workers-1", "u");
        assertThat(offered()).as("two wait").isEmpty();
        String a = ecs.addInstance("a");
        ecs.place(arnOf("t"), a);
        pass(6);
        assertThat(offered()).as("one has its instance").containsExactly("growth-workers-2");
        ecs.place(arnOf("u"), a);
        pass(6);
        assertThat(offered()).as("there are three in all").containsExactly("growth-workers-2");
        ecs.exit(arnOf("t"), 0);
        pass(12);
        assertThat(offered()).containsExactlyInAnyOrder("growth-workers-2", SLOT);
    }

    @Test
    void required_GR06_a_cap_leaves_a_slot_whole_or_leaves_nothing_of_it() {
        cap = CapacityCap.parse("cpus=1.5");
        settled();
        assertThat(offered()).containsExactly(SLOT);
    }

    @Test
    void required_GR06_no_more_wait_on_a_cluster_than_ECS_lets() {
        setting = "provider=workers;slots=20;max=20;cpus=100;mem=1024";
        EngineRig engine = settled();
        for (int i = 0; i < 497; i++) {
            engine.launch(launch("t" + i, SLOT), outcomes::add);
        }
        assertThat(offered()).as("beside 497 that are being started").hasSize(3);
    }

    @Test
    void required_GR07_what_is_launched_on_one_offer_starts_each_by_itself_and_holds_the_slot_until_all_has_ended() {
        setting = "provider=workers;slots=3;max=3;cpus=1;mem=1024";
        EngineRig engine = settled();
        launched(engine, SLOT, "t", "u");
        assertThat(outcomes).hasSize(2).allMatch(Launched.class::isInstance);
        assertThat(ecs.sent).extracting(StartRequest::pin).containsOnly(new ByProvider("workers"));
        assertThat(held(SLOT)).containsExactlyInAnyOrder(id("t"), id("u"));
        String a = ecs.addInstance("a");
        ecs.place(arnOf("t"), a);
        ecs.place(arnOf("u"), a);
        ecs.run(arnOf("t"));
        ecs.run(arnOf("u"));
        pass(8);
        ecs.exit(arnOf("t"), 0);
        pass(12);
        assertThat(offered()).doesNotContain(SLOT);
        assertThat(held(SLOT)).containsExactly(id("u"));
        ecs.exit(arnOf("u"), 0);
        ecs.full.add(a);
        pass(12);
        assertThat(offered()).contains(SLOT);
    }

    @Test
    void required_GR08_it_is_on_its_slot_for_its_framework_and_holds_the_instance_where_it_is() {
        EngineRig engine = settled();
        launched(engine, SLOT, "t");
        String a = ecs.addInstance("a");
        pass(6);
        assertThat(held("a")).as("it waits").isEmpty();
        ecs.place(arnOf("t"), a);
        pass(6);
        assertThat(held("a")).containsExactly(id("t"));
        assertThat(held(SLOT)).containsExactly(id("t"));
        ecs.run(arnOf("t"));
        pass(2);
        assertThat(told).extracting(event -> event.task().agent()).containsOnly(new AgentId(SLOT));

        engine.kill();
        inventory.clear();
        told.clear();
        settled();
        assertThat(held("a")).containsExactly(id("t"));
        assertThat(held(SLOT)).containsExactly(id("t"));
        assertThat(told).extracting(event -> event.task().agent()).containsOnly(new AgentId(SLOT));
        ecs.exit(arnOf("t"), 0);
        pass(12);
        assertThat(held("a")).isEmpty();
        assertThat(held(SLOT)).isEmpty();
    }

    /** On a large cluster instances are read seldom, and what is free of one would be promised meanwhile. */
    @Test
    void required_GR08_the_instance_is_looked_at_when_it_is_known_that_the_task_is_there() {
        budgetPercent = 2;
        EngineRig engine = settled();
        launched(engine, SLOT, "t");
        String a = ecs.addInstance("a");
        pass(60);
        assertThat(held("a")).isEmpty();
        ecs.place(arnOf("t"), a);
        int seconds = 0;
        while (held("a").isEmpty() && seconds < 100) {
            pass(1);
            seconds++;
        }
        assertThat(seconds).as("11 by the rounds alone").isLessThan(8);
    }

    @Test
    void required_GR08_also_when_ECS_has_placed_it_at_once() {
        budgetPercent = 2;
        EngineRig engine = settled();
        String a = ecs.addInstance("a");
        pass(60);
        ecs.placesAtOnce = Optional.of(a);
        ecs.full.add(a);
        pass(60);
        launched(engine, SLOT, "t");
        assertThat(held(SLOT)).containsExactly(id("t"));
        assertThat(held("a")).containsExactly(id("t"));
    }

    @Test
    void required_GR08_that_of_another_driver_too() {
        FrameworkId other = new FrameworkId("f-2");
        EngineRig first = started(LaunchMode.RUN_TASK);
        first.watch(other);
        pass(62);
        first.launch(launch(other, "t", SLOT), outcomes::add);
        pass(2);
        first.kill();
        inventory.clear();
        settled();
        assertThat(held(SLOT)).hasSize(1);
        assertThat(offered()).as("one is asked for").containsExactly("growth-workers-1");
        String a = ecs.addInstance("a");
        ecs.place(ecs.only(), a);
        pass(12);
        assertThat(held("a")).hasSize(1);
        assertThat(held(SLOT)).hasSize(1);
        assertThat(offered()).hasSize(2);
    }

    /** ECS places what waits wherever there is room for it, of the provider; who was offered that would be too late. */
    @Test
    void required_GR12_room_that_is_about_to_go_to_a_task_that_waits_is_not_offered() {
        EngineRig engine = settled();
        String a = ecs.addInstance("a");
        ecs.providers.put(a, "workers");
        ecs.addInstance("b");
        pass(6);
        launched(engine, "a", "p");
        launched(engine, "b", "q");
        pass(6);
        assertThat(offered()).as("less than a slot is left of each").hasSize(2);
        assertThat(agent("a").free()).isNotEqualTo(NOTHING);
        launched(engine, SLOT, "t");
        assertThat(agent("a").free()).isEqualTo(NOTHING);
        assertThat(agent("b").free()).as("of no provider").isNotEqualTo(NOTHING);
        ecs.place(arnOf("t"), a);
        pass(6);
        assertThat(agent("a").free()).isNotEqualTo(NOTHING);
    }

    /** That the task is there is known before what is free there is read again. */
    @Test
    void required_GR12_nor_is_it_offered_before_what_is_left_of_it_is_known() {
        EngineRig engine = settled();
        String a = halfFull(engine);
        launched(engine, SLOT, "t");
        int before = inventory.size();
        ecs.place(arnOf("t"), a);
        pass(6);
        assertThat(held("a")).contains(id("t"));
        assertThat(inventory.subList(before, inventory.size()))
                .filteredOn(event -> event instanceof InventoryEvent.AgentSeen seen
                        && seen.agent().id().value().equals("a")
                        && !seen.agent().free().equals(NOTHING))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(
                                ((InventoryEvent.AgentSeen) event).agent().holdings())
                        .extracting(Holding::launch)
                        .contains(id("t")));
    }

    @Test
    void required_GR12_a_task_that_does_not_fit_there_is_no_reason() {
        EngineRig engine = settled();
        halfFull(engine);
        Launch small = launch("t", SLOT);
        LaunchedTask task = new LaunchedTask(
                small.task().launch(),
                FRAMEWORK,
                small.task().task(),
                new AgentId(SLOT),
                Resources.of(Dialect.MESOS, ResourceName.CPUS, Amount.of(1)));
        engine.launch(new Launch(task, "f", small.taken(), small.spec()), outcomes::add);
        pass(6);
        assertThat(held(SLOT)).hasSize(1);
        assertThat(agent("a").free().amount(ResourceName.ECS_CPU)).isEqualTo(Amount.of(924));
    }

    /** It may want an attribute, an interface or a processor that no instance has. */
    @Test
    void required_GR12_what_ECS_does_not_place_where_there_is_room_keeps_nothing_back_for_long() {
        EngineRig engine = settled();
        launched(engine, SLOT, "t");
        String a = ecs.addInstance("a");
        ecs.providers.put(a, "workers");
        pass(6);
        assertThat(agent("a").free()).as("ECS is about to place it there").isEqualTo(NOTHING);
        assertThat(offered()).as("so there is no room").containsExactly("growth-workers-1");
        pass(16);
        assertThat(agent("a").free()).as("it does not").isNotEqualTo(NOTHING);
        assertThat(offered()).as("so there is").isEmpty();
        launched(engine, "a", "p");
        ecs.exit(arnOf("p"), 0);
        pass(6);
        assertThat(agent("a").free()).as("nor has it for that").isNotEqualTo(NOTHING);
    }

    private void hasAddress(String arn) {
        InstanceView there = ecs.instances.get(arn);
        ecs.instances.put(
                arn,
                new InstanceView(
                        arn,
                        "ACTIVE",
                        true,
                        there.machineId(),
                        there.registered(),
                        there.remaining(),
                        new TreeMap<>(Map.of("isthmus.ip", "10.0.0.7"))));
    }

    /** A framework takes a task without an address for one at that of its agent, and a slot has none. */
    @Test
    void required_GR11_it_tells_the_address_of_the_instance_where_it_is() {
        EngineRig engine = settled();
        launched(engine, SLOT, "t");
        String a = ecs.addInstance("a");
        hasAddress(a);
        pass(6);
        ecs.place(arnOf("t"), a);
        pass(2);
        ecs.run(arnOf("t"));
        pass(2);
        assertThat(told)
                .last()
                .satisfies(event -> assertThat(event.phase())
                        .isInstanceOfSatisfying(
                                TaskPhase.Running.class,
                                running -> assertThat(running.addresses()).containsExactly("10.0.0.7")));

        told.clear();
        launched(engine, "a", "u");
        ecs.run(arnOf("u"));
        pass(2);
        assertThat(told)
                .last()
                .satisfies(event -> assertThat(event.phase())
                        .as("of an agent with an address nothing is said")
                        .isInstanceOfSatisfying(
                                TaskPhase.Running.class,
                                running -> assertThat(running.addresses()).isEmpty()));
    }

    /** Tasks are read before instances at the start, and on a large cluster long before each is read again. */
    @Test
    void required_GR11_also_after_a_restart_as_soon_as_the_instance_is_known() {
        EngineRig first = settled();
        String a = ecs.addInstance("a");
        hasAddress(a);
        launched(first, SLOT, "t");
        ecs.place(arnOf("t"), a);
        ecs.run(arnOf("t"));
        pass(60);
        first.kill();
        told.clear();
        inventory.clear();
        EngineRig second = started(LaunchMode.RUN_TASK);
        int seconds = 0;
        while (addresses().isEmpty() && seconds < 200) {
            pass(1);
            seconds++;
        }
        assertThat(addresses()).containsExactly("10.0.0.7");
        assertThat(seconds).as("64 by the rounds alone").isLessThan(4);
        long calls = rig.count(EcsOperation.DESCRIBE_TASKS);
        pass(30);
        assertThat(rig.count(EcsOperation.DESCRIBE_TASKS))
                .as("it is described again once")
                .isLessThanOrEqualTo(calls + 1);
        assertThat(second.alive()).isTrue();
    }

    private List<String> addresses() {
        return told.isEmpty() || !(told.get(told.size() - 1).phase() instanceof TaskPhase.Running running)
                ? List.of()
                : running.addresses();
    }

    @Test
    void required_GR12_a_start_that_nobody_waits_for_any_more_may_get_the_room_too() {
        EngineRig engine = settled();
        halfFull(engine);
        assertThat(agent("a").free()).isNotEqualTo(NOTHING);
        rig.loseCall(EcsOperation.RUN_TASK);
        engine.launch(launch("t", SLOT), outcomes::add);
        rig.advance(Duration.ofMillis(20));
        engine.forget(FRAMEWORK);
        pass(50);
        assertThat(agent("a").free()).as("the start may have been made").isEqualTo(NOTHING);
        pass(20);
        assertThat(agent("a").free()).as("it would have shown").isNotEqualTo(NOTHING);
    }

    @Test
    void required_GR09_what_gets_no_instance_in_time_is_stopped_and_told_as_without_room() {
        EngineRig engine = settled();
        launched(engine, SLOT, "t");
        pass(116);
        assertThat(told)
                .singleElement()
                .satisfies(event -> assertThat(event.phase()).isInstanceOf(TaskPhase.Staging.class));
        pass(8);
        assertThat(end().ending()).isEqualTo(Ending.NO_ROOM);
        assertThat(end().message())
                .contains("no instance: capacity provider workers had none with room within 12")
                .contains("ISTHMUS_GROWTH", "Auto Scaling group");
        assertThat(offered()).as("it is offered again").hasSize(2);
    }

    @Test
    void required_GR10_a_provider_that_does_not_grow_is_not_offered_for_ten_minutes() {
        EngineRig engine = settled();
        ecs.shortage = Optional.of("EMPTY CAPACITY PROVIDER");
        launched(engine, SLOT, "t");
        assertThat(outcomes).singleElement().isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.RESOURCES);
            assertThat(refused.message()).contains("EMPTY CAPACITY PROVIDER", "managed scaling");
        });
        pass(590);
        assertThat(offered()).isEmpty();
        pass(20);
        assertThat(offered()).hasSize(2);
    }

    @Test
    void required_GR10_as_long_is_one_that_the_cluster_does_not_have() {
        EngineRig engine = settled();
        rig.refuse(
                EcsOperation.RUN_TASK,
                Category.CALLER,
                "InvalidParameterException",
                "The specified capacity provider strategy cannot contain a capacity provider that is not associated with the cluster.");
        launched(engine, SLOT, "t");
        assertThat(outcomes).singleElement().isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.RESOURCES);
            assertThat(refused.message()).contains("not associated", "PutClusterCapacityProviders");
        });
        pass(590);
        assertThat(offered()).isEmpty();
    }

    @Test
    void required_GR10_for_a_minute_when_as_many_wait_as_may() {
        EngineRig engine = settled();
        rig.refuse(
                EcsOperation.RUN_TASK,
                Category.RESOURCES,
                "ClientException",
                "You’ve reached the limit on the number of tasks in the PROVISIONING state: 500 in a cluster.");
        launched(engine, SLOT, "t");
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.message()).contains("fewer slots="));
        pass(50);
        assertThat(offered()).isEmpty();
        pass(15);
        assertThat(offered()).hasSize(2);
    }

    @Test
    void what_is_wrong_with_a_task_is_not_held_against_the_provider() {
        EngineRig engine = settled();
        rig.refuse(EcsOperation.RUN_TASK, Category.CALLER, "ClientException", "Role is not valid");
        launched(engine, SLOT, "t");
        assertThat(outcomes)
                .singleElement()
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.refusal()).isEqualTo(Refusal.INVALID));
        assertThat(offered()).hasSize(2);
    }

    @Test
    void slots_that_are_set_no_longer_only_keep_their_tasks() {
        EngineRig first = settled();
        launched(first, SLOT, "t");
        first.kill();
        inventory.clear();
        setting = "";
        settled();
        assertThat(agent(SLOT).state()).as("no reason to kill it").isEqualTo(AgentState.READY);
        assertThat(held(SLOT)).containsExactly(id("t"));
        assertThat(offered()).isEmpty();
    }
}
