package dev.isthmus.mesos.machine.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentLossTest {

    private static final Agent AGENT = Messages.agent("a1");
    private static final Agent AWAY =
            AGENT.toBuilder().state(AgentState.DISCONNECTED).build();

    private final MachineRig rig = new MachineRig(Messages.framework());
    private final MachineRig aware = new MachineRig(Messages.framework(Capability.Type.PARTITION_AWARE));

    private static LaunchedTask run(MachineRig rig) {
        rig.start(AGENT);
        Offer offer = rig.oneOffer();
        LaunchedTask task = rig.run(offer, Messages.task("t", offer, 0.5, 64));
        rig.advance(Duration.ofSeconds(6)).forget();
        return task;
    }

    private TaskState lost(MachineRig each, TaskState state) {
        return each == rig ? TaskState.TASK_LOST : state;
    }

    @Test
    void point_102_a_disconnected_agent_loses_its_offers_and_nothing_else() {
        rig.start(AGENT);
        Offer offer = rig.oneOffer();
        LaunchedTask task = rig.run(offer, Messages.task("t", offer, 0.5, 64));
        Offer rest = rig.advance(Duration.ofSeconds(6)).oneOffer();
        rig.forget();
        rig.see(AWAY).advance(Duration.ofMinutes(9));
        assertThat(rig.rescinded()).containsExactly(rest.getId().getValue());
        assertThat(rig.callbacks()).isEmpty();
        assertThat(task.task().value()).isEqualTo("t");
    }

    @Test
    void point_103_point_104_point_106_an_agent_that_stays_away_is_lost() {
        for (MachineRig each : List.of(rig, aware)) {
            run(each);
            each.see(AWAY);
            each.rescinded();
            each.advance(Duration.ofMinutes(10));
            TaskStatus status = each.outputs(Callback.Update.class).get(0).status();
            assertThat(status.getState()).isEqualTo(lost(each, TaskState.TASK_UNREACHABLE));
            assertThat(status.getSource()).isEqualTo(Source.SOURCE_MASTER);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_SLAVE_REMOVED);
            assertThat(status.hasUnreachableTime()).isTrue();
            assertThat(status.hasUuid()).isFalse();
            assertThat(each.callbacks()).containsExactly("AgentLost");
            each.see(AWAY).advance(Duration.ofHours(1));
            assertThat(each.callbacks()).isEmpty();
        }
    }

    @Test
    void point_103_updates_come_before_the_loss_of_the_agent() {
        run(rig);
        rig.see(AWAY).forget();
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.callbacks()).containsExactly("Update", "AgentLost");
    }

    @Test
    void point_104_an_end_not_acknowledged_is_overruled_by_the_loss() {
        MachineRig explicit = MachineRig.explicit(Messages.framework());
        LaunchedTask task = run(explicit);
        explicit.exit(task, 0).see(AWAY).forget();
        explicit.advance(Duration.ofMinutes(10).minusMillis(1)).forget();
        explicit.advance(Duration.ofMillis(1));
        assertThat(explicit.oneUpdate().getState()).isEqualTo(TaskState.TASK_LOST);
        explicit.advance(Duration.ofHours(1));
        assertThat(explicit.updates()).isEmpty();
    }

    @Test
    void point_84_point_107_an_agent_that_returns_takes_up_its_tasks() {
        for (MachineRig each : List.of(rig, aware)) {
            LaunchedTask task = run(each);
            each.see(AWAY).advance(Duration.ofMinutes(10)).forget();
            each.see(AGENT);
            TaskStatus back = each.oneUpdate();
            assertThat(back.getState()).isEqualTo(TaskState.TASK_RUNNING);
            assertThat(back.getSource()).isEqualTo(Source.SOURCE_MASTER);
            assertThat(back.getReason()).isEqualTo(Reason.REASON_SLAVE_REREGISTERED);
            assertThat(each.offers()).hasSize(1);
            each.exit(task, 0);
            assertThat(each.states()).containsExactly(TaskState.TASK_FINISHED);
        }
    }

    @Test
    void point_107_a_blip_says_nothing_of_tasks() {
        run(rig);
        rig.see(AWAY).advance(Duration.ofMinutes(9)).see(AGENT).advance(Duration.ofMinutes(9));
        assertThat(rig.updates()).isEmpty();
        assertThat(rig.outputs(Callback.AgentLost.class)).isEmpty();
    }

    @Test
    void point_56_the_id_of_an_unreachable_task_is_not_to_be_used() {
        run(rig);
        rig.see(AWAY).advance(Duration.ofMinutes(10)).forget();
        rig.see(Messages.agent("a2"));
        Offer other = rig.oneOffer();
        rig.launch(other, Messages.task("t", other, 0.1, 32));
        assertThat(rig.oneUpdate().getMessage()).isEqualTo("Task reuses the ID of an unreachable task: t");
    }

    @Test
    void point_97_point_100_an_unreachable_task_is_not_listed_and_without_its_agent_unknown() {
        run(aware);
        aware.see(AWAY).advance(Duration.ofMinutes(10)).forget();
        aware.reconcile();
        assertThat(aware.updates()).isEmpty();
        assertThat(aware.kill("t").oneUpdate().getState()).isEqualTo(TaskState.TASK_UNKNOWN);
        assertThat(aware.stops()).hasSize(1);
    }

    @Test
    void point_105_an_agent_that_is_gone_takes_its_tasks_with_it() {
        for (MachineRig each : List.of(rig, aware)) {
            LaunchedTask task = run(each);
            each.gone("a1").end(task, Ending.AGENT_GONE, true);
            TaskStatus status = each.oneUpdate();
            assertThat(status.getState()).isEqualTo(lost(each, TaskState.TASK_GONE_BY_OPERATOR));
            assertThat(status.getReason())
                    .isEqualTo(each == rig ? Reason.REASON_SLAVE_REMOVED : Reason.REASON_SLAVE_REMOVED_BY_OPERATOR);
            assertThat(status.getSource()).isEqualTo(Source.SOURCE_MASTER);
            assertThat(each.callbacks()).containsExactly("Rescinded", "AgentLost");
            each.reconcile();
            assertThat(each.updates()).isEmpty();
        }
    }

    @Test
    void point_105_when_the_task_is_told_first_it_is_still_told_once() {
        LaunchedTask task = run(aware);
        aware.end(task, Ending.AGENT_GONE, true).gone("a1");
        assertThat(aware.states()).containsExactly(TaskState.TASK_GONE_BY_OPERATOR);
    }

    @Test
    void point_105_an_unreachable_agent_that_is_gone_is_not_lost_twice() {
        run(rig);
        rig.see(AWAY).advance(Duration.ofMinutes(10)).forget();
        rig.gone("a1");
        assertThat(rig.callbacks()).isEmpty();
        run(aware);
        aware.see(AWAY).advance(Duration.ofMinutes(10)).forget();
        aware.gone("a1");
        assertThat(aware.states()).containsExactly(TaskState.TASK_GONE_BY_OPERATOR);
    }

    @Test
    void an_agent_gone_while_we_were_cut_off_is_told_afterwards() {
        run(rig);
        rig.loseContact(Category.TRANSIENT).gone("a1").complete();
        assertThat(rig.callbacks()).containsExactly("Disconnected", "Reregistered", "Update", "AgentLost");
    }

    @Test
    void time_spent_cut_off_does_not_count_against_an_agent() {
        run(rig);
        rig.see(AWAY)
                .loseContact(Category.TRANSIENT)
                .advance(Duration.ofMinutes(11))
                .complete();
        assertThat(rig.outputs(Callback.AgentLost.class)).isEmpty();
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.outputs(Callback.AgentLost.class)).hasSize(1);
    }

    /** It may have come back meanwhile, which is about to be seen. A master of Mesos that stood still has missed one ping, not all. */
    @Test
    void time_in_which_the_process_stood_still_does_not_count_against_an_agent() {
        run(rig);
        rig.see(AWAY).sleep(Duration.ofMinutes(11));
        assertThat(rig.outputs(Callback.AgentLost.class)).isEmpty();
        rig.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(rig.outputs(Callback.AgentLost.class)).isEmpty();
        rig.advance(Duration.ofMillis(1));
        assertThat(rig.outputs(Callback.AgentLost.class)).hasSize(1);
    }

    @Test
    void a_timer_that_is_a_little_late_counts() {
        run(rig);
        rig.see(AWAY).sleep(Duration.ofMinutes(10).plusSeconds(10));
        assertThat(rig.outputs(Callback.AgentLost.class)).hasSize(1);
    }

    @Test
    void point_76_point_107_what_was_still_to_be_told_comes_when_the_agent_returns() {
        MachineRig explicit = MachineRig.explicit(Messages.framework());
        explicit.start(AGENT);
        Offer offer = explicit.oneOffer();
        explicit.run(offer, Messages.task("t", offer, 0.5, 64));
        TaskStatus starting = explicit.oneUpdate();
        explicit.see(AWAY).advance(Duration.ofMinutes(10)).forget();
        explicit.acknowledge(starting);
        assertThat(explicit.updates()).as("nobody hears it").isEmpty();
        explicit.see(AGENT);
        List<TaskStatus> back = explicit.updates();
        assertThat(back)
                .extracting(TaskStatus::getState)
                .containsExactly(TaskState.TASK_STARTING, TaskState.TASK_STARTING);
        assertThat(back.get(0).getReason()).isEqualTo(Reason.REASON_SLAVE_REREGISTERED);
        assertThat(back.get(1)).isEqualTo(starting);
        explicit.acknowledge(starting);
        assertThat(explicit.states()).containsExactly(TaskState.TASK_RUNNING);
    }

    @Test
    void point_77_point_104_an_end_not_acknowledged_is_told_again_when_the_agent_returns() {
        MachineRig explicit = MachineRig.explicit(Messages.framework(Capability.Type.PARTITION_AWARE));
        explicit.start(AGENT);
        Offer offer = explicit.oneOffer();
        LaunchedTask task = explicit.run(offer, Messages.task("t", offer, 0.5, 64));
        explicit.acknowledge(explicit.oneUpdate());
        explicit.acknowledge(explicit.oneUpdate());
        explicit.exit(task, 0);
        TaskStatus end = explicit.oneUpdate();
        explicit.see(AWAY).advance(Duration.ofMinutes(11));
        assertThat(explicit.updates()).last().extracting(TaskStatus::getState).isEqualTo(TaskState.TASK_UNREACHABLE);
        explicit.advance(Duration.ofHours(1));
        assertThat(explicit.updates()).isEmpty();
        explicit.see(AGENT);
        assertThat(explicit.oneUpdate()).isEqualTo(end);
        explicit.acknowledge(end);
        explicit.advance(Duration.ofHours(1));
        assertThat(explicit.updates()).isEmpty();
        assertThat(explicit.reconcile().updates())
                .as("nothing is left of the task")
                .isEmpty();
    }

    @Test
    void point_83_point_89_that_an_unreachable_task_is_being_killed_is_told_when_it_is_back() {
        MachineRig telling = new MachineRig(Messages.framework(Capability.Type.TASK_KILLING_STATE));
        run(telling);
        telling.see(AWAY).advance(Duration.ofMinutes(10)).forget();
        telling.kill("t");
        assertThat(telling.states()).containsExactly(TaskState.TASK_LOST);
        telling.see(AGENT);
        List<TaskStatus> back = telling.updates();
        assertThat(back)
                .extracting(TaskStatus::getState)
                .containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_KILLING);
        assertThat(back)
                .allSatisfy(status -> assertThat(status.getContainerStatus().getNetworkInfosCount())
                        .isOne());
    }

    @Test
    void point_94_a_stop_that_found_nothing_is_asked_again_when_the_agent_is_back() {
        LaunchedTask task = run(rig);
        rig.kill("t");
        rig.feed(new Input.StopAnswered(task.launch(), new StopOutcome.NotFound()))
                .see(AWAY)
                .forget();
        rig.advance(Duration.ofMinutes(1)).see(AGENT);
        assertThat(rig.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
    }

    @Test
    void point_90_a_task_that_is_killed_before_it_starts_is_killed_however_its_start_fails() {
        for (Ending ending : List.of(Ending.NOT_STARTED, Ending.NO_ROOM)) {
            MachineRig each = new MachineRig(Messages.framework());
            each.start(AGENT);
            Offer offer = each.oneOffer();
            each.launch(offer, Messages.task("t", offer, 0.5, 64)).kill("t");
            LaunchedTask task = each.lastLaunched();
            each.launched(task).end(task, ending, false);
            TaskStatus status = each.oneUpdate();
            assertThat(status.getState()).isEqualTo(TaskState.TASK_KILLED);
            assertThat(status.getReason()).isEqualTo(Reason.REASON_TASK_KILLED_DURING_LAUNCH);
        }
    }

    // Filters.

    @Test
    void point_45_an_agent_that_was_gone_is_offered_anew_whatever_was_refused_of_it() {
        refused(rig);
        rig.gone("a1").see(AGENT);
        assertThat(rig.offers()).as("at once").hasSize(1);
    }

    @Test
    void point_45_an_agent_that_was_lost_is_offered_anew_whatever_was_refused_of_it() {
        refused(rig);
        rig.see(AWAY).advance(Duration.ofMinutes(10));
        assertThat(rig.outputs(Callback.AgentLost.class)).hasSize(1);
        rig.see(AGENT);
        assertThat(rig.offers()).as("at once").hasSize(1);
    }

    @Test
    void point_45_an_agent_that_was_away_for_a_while_keeps_what_was_refused_of_it() {
        refused(rig);
        rig.see(AWAY).advance(Duration.ofMinutes(9)).see(AGENT).advance(Duration.ofSeconds(2));
        assertThat(rig.offers()).isEmpty();
    }

    private static void refused(MachineRig rig) {
        rig.start(AGENT);
        rig.decline(rig.oneOffer(), 3600).advance(Duration.ofSeconds(10));
        assertThat(rig.offers()).as("held back").isEmpty();
    }
}
