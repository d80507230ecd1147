package dev.isthmus.master.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A whole master stepped over its real machine: no thread, no socket, and no second passes. */
class SteppedMasterTest {

    private static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());

    private static final UUID MASTER = new UUID(0, 0xabc);

    private final ServingScene scene = scene(Duration.ZERO);

    /** @param window for how long tasks of an earlier process may still be reported */
    private static ServingScene scene(Duration window) {
        return new ServingScene(new OneMachine(new MasterMachineOptions(
                MASTER,
                Presence.STREAMING,
                Policy.DEFAULT.withOfferTimeout(Optional.of(Duration.ofMinutes(1))),
                new ClusterDescription("c", Optional.empty(), "10.0.0.1", 5050),
                window,
                TRANSLATORS,
                Settings.none(),
                () -> new UUID(0, 1))));
    }

    private void serve(String framework) {
        scene.serve(framework);
        scene.hears(framework, new Input.Recovered());
    }

    private void seen(String agent) {
        scene.hears(new InventoryEvent.AgentSeen(Agent.builder(
                        new AgentId(agent),
                        ResourcesText.parse(Dialect.ECS, "CPU:2048; MEMORY:4096; PORTS:[0-65535]; PORTS_UDP:[0-65535]"))
                .build()));
    }

    /** A task of an earlier process turns up, which runs. */
    private void shows(String framework, String task) {
        FrameworkId of = new FrameworkId(framework);
        TaskId id = new TaskId(task);
        LaunchedTask launched = new LaunchedTask(
                LaunchId.of(of, id, "o"),
                of,
                id,
                new AgentId("x"),
                ResourcesText.parse(Dialect.MESOS, "cpus:1; mem:32"));
        TaskPhase running = new TaskPhase.Running(List.of("10.0.0.9"), Optional.empty());
        scene.hears(framework, new Input.TaskChanged(new TaskEvent(launched, running, Instant.EPOCH)));
    }

    /** Without the log. */
    private static List<String> told(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("S")).toList();
    }

    @Test
    void two_frameworks_that_sit_on_their_offers_have_them_in_turn() {
        serve("a");
        serve("b");
        seen("x");
        assertThat(told(scene.hears(new InventoryEvent.Complete()))).containsExactly("S1 OFFERS x");
        assertThat(told(scene.live(Duration.ofSeconds(59)))).isEmpty();
        assertThat(told(scene.live(Duration.ofSeconds(2)))).containsExactly("S1 RESCIND", "S2 OFFERS x");
        assertThat(told(scene.live(Duration.ofSeconds(61)))).containsExactly("S2 RESCIND", "S1 OFFERS x");
    }

    @Test
    void a_framework_that_got_its_id_now_has_no_tasks_that_would_have_to_be_waited_for() {
        ServingScene late = scene(Duration.ofMinutes(1));
        String fresh = MASTER + "-0000";
        late.subscribe(ServingScene.framework("").toBuilder().clearId().build());
        late.subscribe("own");
        for (String id : List.of(fresh, "own")) {
            late.opened(id);
            late.hears(id, new Input.Recovered());
        }
        late.hears(new InventoryEvent.Complete());
        assertThat(told(asks(late, fresh, 1)))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("S1 UPDATE");
        assertThat(told(asks(late, "own", 2))).isEmpty();
        assertThat(told(late.live(Duration.ofSeconds(61))))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("S2 UPDATE");
    }

    private static List<String> asks(ServingScene scene, String framework, int stream) {
        return scene.call(framework, stream, Call.Type.RECONCILE, call -> {
            call.getReconcileBuilder().addTasksBuilder().getTaskIdBuilder().setValue("never");
            return call;
        });
    }

    @Test
    void what_one_leaves_is_the_others_at_the_next_allocation() {
        serve("a");
        serve("b");
        seen("x");
        assertThat(told(scene.hears(new InventoryEvent.Complete()))).containsExactly("S1 OFFERS x");
        scene.breaks(1);
        assertThat(told(scene.live(Duration.ofSeconds(2)))).containsExactly("S2 OFFERS x");
    }

    @Test
    void an_operator_kills_a_living_task_of_the_framework_that_is_named_and_no_other() {
        serve("a");
        serve("b");
        shows("a", "t");
        assertThat(scene.operatorKills("b", "t")).containsExactly("#3 400");
        assertThat(scene.operatorKills("a", "never")).containsExactly("#4 400");
        assertThat(scene.operatorKills("stranger", "t")).containsExactly("#5 400");
        assertThat(scene.operatorKills("a", "t")).contains("backend: a Stop", "#6 200");
    }

    @Test
    void a_task_of_a_framework_that_is_away_is_killed_too() {
        serve("a");
        shows("a", "t");
        scene.breaks(1);
        assertThat(scene.operatorKills("a", "t")).contains("backend: a Stop", "#2 200");
    }

    @Test
    void a_master_that_ends_kills_nothing() {
        serve("a");
        shows("a", "t");
        scene.end();
        assertThat(scene.operatorKills("a", "t"))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("#2 503");
    }
}
