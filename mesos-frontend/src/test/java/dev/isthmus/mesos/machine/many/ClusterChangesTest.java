package dev.isthmus.mesos.machine.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What those are shown who watch the cluster. */
class ClusterChangesTest {

    private static final Agent AWAY =
            Messages.agent("a1").toBuilder().state(AgentState.DISCONNECTED).build();

    /** As one reads them. */
    private static final class Seen implements ClusterChange.Cases {

        private final List<String> changes = new ArrayList<>();

        @Override
        public void agentAdded(ClusterChange.AgentAdded change) {
            changes.add("+" + change.agent().id());
        }

        @Override
        public void agentRemoved(ClusterChange.AgentRemoved change) {
            changes.add("-" + change.agent());
        }

        @Override
        public void taskAdded(ClusterChange.TaskAdded change) {
            changes.add("+" + change.framework() + "/" + change.task() + " on " + change.agent() + " of "
                    + change.role() + (change.ofEarlierProcess() ? ", again" : ""));
        }

        @Override
        public void reserved(ClusterChange.Reserved change) {
            changes.add(change.agent() + " reserved +(" + change.more() + ") -(" + change.less() + ")");
        }

        @Override
        public void taskUpdated(ClusterChange.TaskUpdated change) {
            changes.add(change.framework() + "/" + change.status().getTaskId().getValue() + " "
                    + change.status().getState());
        }
    }

    private static List<String> changes(MasterRig rig) {
        Seen seen = new Seen();
        rig.rest().forEach(output -> {
            if (output.output() instanceof Output.Changed changed) {
                changed.change().match(seen);
            }
        });
        rig.forget();
        return seen.changes;
    }

    private static MasterRig rig(Presence presence) {
        return new MasterRig(presence, Policy.DEFAULT)
                .see(Messages.agent("a1"))
                .complete()
                .subscribe("f", Messages.framework());
    }

    private static LaunchedTask run(MasterRig rig) {
        Offer offer = rig.advance(Duration.ofSeconds(1)).oneOffer("f");
        return rig.run("f", offer, Messages.task("t", offer, 1, 128));
    }

    @Test
    void fact_96_a_task_is_shown_from_its_launch_to_its_end_and_an_acknowledgement_is_not() {
        MasterRig rig = rig(Presence.STREAMING);
        LaunchedTask task = run(rig);
        rig.exit("f", task);
        rig.updates("f").forEach(update -> rig.acknowledge("f", update));
        assertThat(changes(rig))
                .containsExactly(
                        "+a1", "+f/t on a1 of *", "f/t TASK_STARTING", "f/t TASK_RUNNING", "f/t TASK_FINISHED");
    }

    @Test
    void a_task_is_shown_while_its_framework_is_away_or_slow_to_acknowledge() {
        MasterRig rig = rig(Presence.STREAMING);
        LaunchedTask task = run(rig);
        rig.of("f", new Input.Leave()).forget();
        rig.exit("f", task);
        assertThat(changes(rig)).containsExactly("f/t TASK_FINISHED");
    }

    @Test
    void an_agent_that_counts_as_lost_is_removed_with_its_tasks_told_first_and_added_when_it_is_back() {
        MasterRig rig = rig(Presence.STREAMING);
        run(rig);
        rig.forget();
        rig.see(AWAY).advance(Policy.DEFAULT.agentTimeout());
        assertThat(changes(rig)).containsExactly("f/t TASK_LOST", "-a1");
        rig.see(Messages.agent("a1"));
        assertThat(changes(rig)).containsExactly("+a1", "f/t TASK_RUNNING");
        rig.see(AWAY).advance(Policy.DEFAULT.agentTimeout());
        rig.forget();
        rig.gone("a1");
        assertThat(changes(rig)).isEmpty();
    }

    @Test
    void a_task_that_an_earlier_process_launched_is_shown_as_one_that_is_found_again() {
        LaunchedTask task = run(rig(Presence.STREAMING));
        MasterRig next = rig(Presence.STREAMING);
        next.running("f", task);
        assertThat(changes(next)).contains("+f/t on a1 of *, again");
    }

    @Test
    void a_question_is_no_change_and_nobody_watches_a_drivers_machine() {
        MasterRig rig = rig(Presence.STREAMING);
        run(rig);
        rig.updates("f").forEach(update -> rig.acknowledge("f", update));
        rig.forget();
        rig.of("f", new Call.Reconcile(List.of()));
        assertThat(rig.states("f")).containsExactly("t TASK_RUNNING");
        assertThat(changes(rig)).isEmpty();
        MasterRig embedded = rig(Presence.EMBEDDED);
        run(embedded);
        assertThat(changes(embedded)).isEmpty();
    }
}
