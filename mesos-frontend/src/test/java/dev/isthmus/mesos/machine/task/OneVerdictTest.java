package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** However a task was to be stopped and however it ended: who learns of it, this driver or the next, tells the same. */
class OneVerdictTest {

    private static final Agent AGENT = Messages.agent("a1");
    private static final Agent DRAINING =
            AGENT.toBuilder().state(AgentState.DRAINING).build();
    private static final Policy POLICY = new Policy(
            true,
            true,
            true,
            Duration.ofMinutes(10),
            Optional.of(Duration.ofMinutes(2)),
            Optional.empty(),
            Duration.ofSeconds(10));

    private final List<JournalEntry> journal = new ArrayList<>();

    /** What makes a driver stop a task. */
    enum Stop {
        NOT_AT_ALL,
        KILL,
        COMPLETION_TIME,
        DRAIN,
        UNHEALTHY,
        COMPLETION_TIME_THEN_KILL,
        KILL_THEN_DRAIN;

        void on(MachineRig rig) {
            switch (this) {
                case NOT_AT_ALL -> rig.advance(Duration.ZERO);
                case KILL -> rig.kill("t");
                case COMPLETION_TIME -> rig.advance(Duration.ofHours(1));
                case DRAIN -> rig.see(DRAINING);
                case UNHEALTHY -> rig.phase(rig.lastLaunched(), new TaskPhase.Running(List.of(), Optional.of(false)));
                case COMPLETION_TIME_THEN_KILL ->
                    rig.advance(Duration.ofHours(1)).kill("t");
                case KILL_THEN_DRAIN -> rig.kill("t").see(DRAINING);
            }
        }
    }

    static Stream<Arguments> stopsAndEndings() {
        return Arrays.stream(Stop.values())
                .flatMap(stop -> Arrays.stream(Ending.values())
                        // Nothing is stopped unasked, and what was never launched is nowhere after a restart.
                        .filter(ending ->
                                ending != Ending.NOT_LAUNCHED && (stop != Stop.NOT_AT_ALL || ending != Ending.STOPPED))
                        .map(ending -> Arguments.of(stop, ending)));
    }

    private MachineRig driver(Instant now) {
        FrameworkInfo.Builder info = Messages.framework().toBuilder().setFailoverTimeout(36_000);
        info.getIdBuilder().setValue("mine");
        return MachineRig.explicit(POLICY, JournalSnapshot.of(journal), now, info.build());
    }

    private static TaskInfo task() {
        return Messages.task("t", "a1", 1, 128).toBuilder()
                .setMaxCompletionTime(DurationInfo.newBuilder()
                        .setNanoseconds(Duration.ofHours(1).toNanos()))
                .setHealthCheck(HealthCheck.newBuilder()
                        .setCommand(CommandInfo.newBuilder().setValue("true")))
                .build();
    }

    /** Launches the task and has it stopped; what that makes the framework hear is acknowledged. */
    private MachineRig stopping(Stop stop) {
        MachineRig rig = driver(MachineRig.BEGIN);
        rig.start(AGENT);
        LaunchedTask task = rig.run(rig.oneOffer(), task());
        stop.on(rig);
        acknowledgeAll(rig);
        rig.feed(new Input.StopAnswered(task.launch(), new StopOutcome.Accepted()));
        return rig;
    }

    private static void acknowledgeAll(MachineRig rig) {
        List<TaskStatus> updates = rig.updates();
        while (!updates.isEmpty()) {
            updates.forEach(rig::acknowledge);
            updates = rig.updates();
        }
    }

    /** As a backend tells it that keeps the reason of the first stop with the task. */
    private static TaskPhase.Ended ended(MachineRig rig, Ending ending) {
        String reason = ending == Ending.STOPPED ? rig.stops().get(0).reason() : "the backend's words";
        return new TaskPhase.Ended(ending, OptionalInt.of(3), true, "said: " + reason);
    }

    private void crash(MachineRig rig) {
        rig.outputs(Output.Write.class).forEach(write -> journal.add(write.entry()));
    }

    private static String told(MachineRig rig) {
        TaskStatus status = rig.oneUpdate();
        return status.getState() + " " + status.getSource() + " " + (status.hasReason() ? status.getReason() : "") + " "
                + status.getMessage();
    }

    @ParameterizedTest
    @MethodSource("stopsAndEndings")
    void the_next_driver_tells_what_this_one_would_have(Stop stop, Ending ending) {
        MachineRig first = stopping(stop);
        LaunchedTask task = first.lastLaunched();
        TaskPhase.Ended end = ended(first, ending);
        // The driver dies between the stop and the end: what it had written by then is all there is.
        crash(first);
        JournalSnapshot before = JournalSnapshot.of(journal);
        first.phase(task, end);
        String verdict = told(first);

        journal.clear();
        journal.addAll(before.entries());
        MachineRig next = driver(first.now().plusSeconds(5));
        next.feed(new Input.Start()).phase(task, end).see(AGENT).complete().feed(new Input.Recovered());
        assertThat(told(next)).as("it ended while nobody was there").isEqualTo(verdict);

        MachineRig later = driver(first.now().plusSeconds(5));
        later.feed(new Input.Start())
                .phase(task, new TaskPhase.Stopping())
                .see(AGENT)
                .complete()
                .feed(new Input.Recovered());
        assertThat(later.updates()).isEmpty();
        later.phase(task, end);
        assertThat(told(later)).as("it ended before the next driver's eyes").isEqualTo(verdict);
    }

    @ParameterizedTest
    @EnumSource(Stop.class)
    void what_was_told_and_not_acknowledged_is_told_the_same(Stop stop) {
        MachineRig first = stopping(stop);
        LaunchedTask task = first.lastLaunched();
        TaskPhase.Ended end = ended(first, stop == Stop.NOT_AT_ALL ? Ending.EXITED : Ending.STOPPED);
        first.phase(task, end);
        TaskStatus status = first.oneUpdate();
        crash(first);

        MachineRig second = driver(first.now().plusSeconds(5));
        second.feed(new Input.Start()).phase(task, end).see(AGENT).complete().feed(new Input.Recovered());
        TaskStatus again = second.oneUpdate();
        assertThat(again.getState()).isEqualTo(status.getState());
        assertThat(again.getReason()).isEqualTo(status.getReason());
        second.acknowledge(again);
        crash(second);

        MachineRig third = driver(second.now().plusSeconds(5));
        third.feed(new Input.Start()).phase(task, end).see(AGENT).complete().feed(new Input.Recovered());
        assertThat(third.updates()).as("it was acknowledged").isEmpty();
    }

    @Test
    void a_task_that_did_not_start_in_time_fails_for_the_next_driver_too() {
        MachineRig first = driver(MachineRig.BEGIN);
        first.start(AGENT);
        first.launch(first.oneOffer(), task());
        LaunchedTask task = first.lastLaunched();
        first.launched(task).advance(Duration.ofMinutes(2));
        TaskPhase.Ended end = new TaskPhase.Ended(
                Ending.STOPPED, OptionalInt.empty(), false, first.stops().get(0).reason());
        crash(first);
        first.phase(task, end);
        String verdict = told(first);
        assertThat(verdict).contains(Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT.name());

        MachineRig second = driver(first.now().plusSeconds(5));
        second.feed(new Input.Start()).phase(task, end).see(AGENT).complete().feed(new Input.Recovered());
        assertThat(told(second)).isEqualTo(verdict);
    }
}
