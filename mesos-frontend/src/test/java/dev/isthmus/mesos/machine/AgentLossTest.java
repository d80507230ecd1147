package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.mesos.Messages;
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

    private final Rig rig = new Rig(Messages.framework());
    private final Rig aware = new Rig(Messages.framework(Capability.Type.PARTITION_AWARE));

    private static LaunchedTask run(Rig rig) {
        rig.start(AGENT);
        Offer offer = rig.oneOffer();
        LaunchedTask task = rig.run(offer, Messages.task("t", offer, 0.5, 64));
        rig.advance(Duration.ofSeconds(6)).forget();
        return task;
    }

    private TaskState lost(Rig each, TaskState state) {
        return each == rig ? TaskState.TASK_LOST : state;
    }

    @Test
    void point102_aDisconnectedAgentLosesItsOffersAndNothingElse() {
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
    void point103_point104_point106_anAgentThatStaysAwayIsLost() {
        for (Rig each : List.of(rig, aware)) {
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
    void point103_updatesComeBeforeTheLossOfTheAgent() {
        run(rig);
        rig.see(AWAY).forget();
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.callbacks()).containsExactly("Update", "AgentLost");
    }

    @Test
    void point104_anEndNotAcknowledgedIsOverruledByTheLoss() {
        Rig explicit = Rig.explicit(Messages.framework());
        LaunchedTask task = run(explicit);
        explicit.exit(task, 0).see(AWAY).forget();
        explicit.advance(Duration.ofMinutes(10).minusMillis(1)).forget();
        explicit.advance(Duration.ofMillis(1));
        assertThat(explicit.oneUpdate().getState()).isEqualTo(TaskState.TASK_LOST);
        explicit.advance(Duration.ofHours(1));
        assertThat(explicit.updates()).isEmpty();
    }

    @Test
    void point084_point107_anAgentThatReturnsTakesUpItsTasks() {
        for (Rig each : List.of(rig, aware)) {
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
    void point107_aBlipSaysNothingOfTasks() {
        run(rig);
        rig.see(AWAY).advance(Duration.ofMinutes(9)).see(AGENT).advance(Duration.ofMinutes(9));
        assertThat(rig.updates()).isEmpty();
        assertThat(rig.outputs(Callback.AgentLost.class)).isEmpty();
    }

    @Test
    void point056_theIdOfAnUnreachableTaskIsNotToBeUsed() {
        run(rig);
        rig.see(AWAY).advance(Duration.ofMinutes(10)).forget();
        rig.see(Messages.agent("a2"));
        Offer other = rig.oneOffer();
        rig.launch(other, Messages.task("t", other, 0.1, 32));
        assertThat(rig.oneUpdate().getMessage()).isEqualTo("Task reuses the ID of an unreachable task: t");
    }

    @Test
    void point097_point100_anUnreachableTaskIsNotListedAndWithoutItsAgentUnknown() {
        run(aware);
        aware.see(AWAY).advance(Duration.ofMinutes(10)).forget();
        aware.reconcile();
        assertThat(aware.updates()).isEmpty();
        assertThat(aware.kill("t").oneUpdate().getState()).isEqualTo(TaskState.TASK_UNKNOWN);
        assertThat(aware.stops()).hasSize(1);
    }

    @Test
    void point105_anAgentThatIsGoneTakesItsTasksWithIt() {
        for (Rig each : List.of(rig, aware)) {
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
    void point105_whenTheTaskIsToldFirstItIsStillToldOnce() {
        LaunchedTask task = run(aware);
        aware.end(task, Ending.AGENT_GONE, true).gone("a1");
        assertThat(aware.states()).containsExactly(TaskState.TASK_GONE_BY_OPERATOR);
    }

    @Test
    void point105_anUnreachableAgentThatIsGoneIsNotLostTwice() {
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
    void anAgentGoneWhileWeWereCutOffIsToldAfterwards() {
        run(rig);
        rig.loseContact(Category.TRANSIENT).gone("a1").complete();
        assertThat(rig.callbacks()).containsExactly("Disconnected", "Reregistered", "Update", "AgentLost");
    }

    @Test
    void timeSpentCutOffDoesNotCountAgainstAnAgent() {
        run(rig);
        rig.see(AWAY)
                .loseContact(Category.TRANSIENT)
                .advance(Duration.ofMinutes(11))
                .complete();
        assertThat(rig.outputs(Callback.AgentLost.class)).isEmpty();
        rig.advance(Duration.ofMinutes(10));
        assertThat(rig.outputs(Callback.AgentLost.class)).hasSize(1);
    }

    @Test
    void point076_point107_whatWasStillToBeToldComesWhenTheAgentReturns() {
        Rig explicit = Rig.explicit(Messages.framework());
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
    void point077_point104_anEndNotAcknowledgedIsToldAgainWhenTheAgentReturns() {
        Rig explicit = Rig.explicit(Messages.framework(Capability.Type.PARTITION_AWARE));
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
        assertThat(explicit.state().tasks().all()).isEmpty();
    }

    @Test
    void point083_point089_thatAnUnreachableTaskIsBeingKilledIsToldWhenItIsBack() {
        Rig telling = new Rig(Messages.framework(Capability.Type.TASK_KILLING_STATE));
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
    void point094_aStopThatFoundNothingIsAskedAgainWhenTheAgentIsBack() {
        LaunchedTask task = run(rig);
        rig.kill("t");
        rig.feed(new Input.StopAnswered(task.launch(), new StopOutcome.NotFound()))
                .see(AWAY)
                .forget();
        rig.advance(Duration.ofMinutes(1)).see(AGENT);
        assertThat(rig.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
    }

    @Test
    void point090_aTaskThatIsKilledBeforeItStartsIsKilledHoweverItsStartFails() {
        for (Ending ending : List.of(Ending.NOT_STARTED, Ending.NO_ROOM)) {
            Rig each = new Rig(Messages.framework());
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
    void point045_anAgentThatWasGoneIsOfferedAnewWhateverWasRefusedOfIt() {
        refused(rig);
        rig.gone("a1").see(AGENT);
        assertThat(rig.offers()).as("at once").hasSize(1);
    }

    @Test
    void point045_anAgentThatWasLostIsOfferedAnewWhateverWasRefusedOfIt() {
        refused(rig);
        rig.see(AWAY).advance(Duration.ofMinutes(10));
        assertThat(rig.outputs(Callback.AgentLost.class)).hasSize(1);
        rig.see(AGENT);
        assertThat(rig.offers()).as("at once").hasSize(1);
    }

    @Test
    void point045_anAgentThatWasAwayForAWhileKeepsWhatWasRefusedOfIt() {
        refused(rig);
        rig.see(AWAY).advance(Duration.ofMinutes(9)).see(AGENT).advance(Duration.ofSeconds(2));
        assertThat(rig.offers()).isEmpty();
    }

    private static void refused(Rig rig) {
        rig.start(AGENT);
        rig.decline(rig.oneOffer(), 3600).advance(Duration.ofSeconds(10));
        assertThat(rig.offers()).as("held back").isEmpty();
    }
}
