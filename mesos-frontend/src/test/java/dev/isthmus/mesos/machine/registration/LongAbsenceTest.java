package dev.isthmus.mesos.machine.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.LaunchedTask;
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
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of an agent that has stayed away for too long, and of what ran there. */
class LongAbsenceTest {

    private static final Agent AGENT = Messages.agent("a1");
    private static final Agent AWAY =
            AGENT.toBuilder().state(AgentState.DISCONNECTED).build();
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final MachineRig plain = MachineRig.explicit(Messages.framework());
    private final MachineRig aware = MachineRig.explicit(Messages.framework(Capability.Type.PARTITION_AWARE));

    private TaskState lost(MachineRig each) {
        return each == plain ? TaskState.TASK_LOST : TaskState.TASK_UNREACHABLE;
    }

    private static Instant unreachableTime(TaskStatus status) {
        return Instant.EPOCH.plusNanos(status.getUnreachableTime().getNanoseconds());
    }

    private static TaskStatus ask(String task) {
        TaskStatus.Builder asked = TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING);
        asked.getTaskIdBuilder().setValue(task);
        asked.getSlaveIdBuilder().setValue("a1");
        return asked.build();
    }

    @Test
    void point_99_who_asks_later_is_told_since_when_the_agent_is_unreachable() {
        for (MachineRig each : List.of(plain, aware)) {
            each.start(AGENT).advance(Duration.ofMinutes(3)).see(AWAY).advance(TIMEOUT);
            Instant since = each.now();
            each.advance(Duration.ofHours(1)).forget();
            TaskStatus answer = each.reconcile(ask("never")).oneUpdate();
            assertThat(answer.getState()).isEqualTo(lost(each));
            assertThat(unreachableTime(answer)).isEqualTo(since);
        }
    }

    @Test
    void point_106_an_agent_without_tasks_is_told_lost_when_its_time_is_over() {
        for (MachineRig each : List.of(plain, aware)) {
            each.start(AGENT).see(AWAY).forget();
            assertThat(each.advance(TIMEOUT.minusMillis(1)).callbacks()).isEmpty();
            assertThat(each.advance(Duration.ofMillis(1)).outputs(Callback.AgentLost.class))
                    .extracting(lost -> lost.agent().getValue())
                    .containsExactly("a1");
            assertThat(each.advance(Duration.ofHours(1)).callbacks()).isEmpty();
        }
    }

    @Test
    void point_104_an_end_that_nobody_has_acknowledged_is_overruled_by_the_loss() {
        for (MachineRig each : List.of(plain, aware)) {
            each.start(AGENT);
            Offer offer = each.oneOffer();
            LaunchedTask task = each.run(offer, Messages.task("t", offer, 0.5, 64));
            each.acknowledge(each.oneUpdate()).acknowledge(each.oneUpdate()).exit(task, 0);
            TaskStatus finished = each.oneUpdate();
            assertThat(finished.getState()).isEqualTo(TaskState.TASK_FINISHED);
            each.see(AWAY).advance(TIMEOUT.minusMillis(1)).forget();
            TaskStatus told = each.advance(Duration.ofMillis(1)).oneUpdate();
            assertThat(told.getState()).isEqualTo(lost(each));
            assertThat(told.getSource()).isEqualTo(Source.SOURCE_MASTER);
            assertThat(told.getReason()).isEqualTo(Reason.REASON_SLAVE_REMOVED);
            assertThat(told.hasUuid()).isFalse();
            assertThat(unreachableTime(told)).isEqualTo(each.now());
            assertThat(each.outputs(Callback.AgentLost.class)).hasSize(1);
            assertThat(each.advance(Duration.ofHours(1)).updates())
                    .as("while the agent is away nothing more is told")
                    .isEmpty();
            assertThat(each.reconcile().updates())
                    .as("it is not listed any more")
                    .isEmpty();
            assertThat(each.reconcile(ask("t")).oneUpdate().getState()).isEqualTo(lost(each));
        }
    }

    @Test
    void point_21_the_tasks_of_a_lost_agent_are_stopped_with_the_framework() {
        for (MachineRig each : List.of(plain, aware)) {
            each.start(AGENT);
            Offer offer = each.oneOffer();
            LaunchedTask task = each.run(offer, Messages.task("t", offer, 0.5, 64));
            each.see(AWAY).advance(TIMEOUT).forget();
            each.feed(new Input.Stop(false));
            // The backend remembers it, and the agent obeys when it is back.
            assertThat(each.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
            assertThat(each.see(AGENT).callbacks()).isEmpty();
        }
    }

    @Test
    void point_104_an_end_that_is_acknowledged_is_not() {
        for (MachineRig each : List.of(plain, aware)) {
            each.start(AGENT);
            Offer offer = each.oneOffer();
            LaunchedTask task = each.run(offer, Messages.task("t", offer, 0.5, 64));
            each.acknowledge(each.oneUpdate()).acknowledge(each.oneUpdate()).exit(task, 0);
            each.acknowledge(each.oneUpdate()).see(AWAY).advance(TIMEOUT);
            assertThat(each.updates()).isEmpty();
        }
    }
}
