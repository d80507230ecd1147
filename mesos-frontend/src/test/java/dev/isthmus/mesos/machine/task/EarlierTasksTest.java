package dev.isthmus.mesos.machine.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MachineRig;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a driver still knows of a task that an earlier driver launched: what it launched it with is kept with the task. */
class EarlierTasksTest {

    private static final Agent AGENT = Messages.agent("a1");
    private static final TaskPhase.Running SICK = new TaskPhase.Running(List.of(), Optional.of(false));
    private static final TaskPhase.Running WELL = new TaskPhase.Running(List.of(), Optional.of(true));

    private final FrameworkInfo framework = named(Messages.framework(Capability.Type.TASK_KILLING_STATE));
    private final MachineRig first = new MachineRig(framework);
    private final MachineRig next = new MachineRig(framework);

    private static FrameworkInfo named(FrameworkInfo info) {
        FrameworkInfo.Builder named = info.toBuilder().setFailoverTimeout(3600);
        named.getIdBuilder().setValue("mine");
        return named.build();
    }

    private static TaskInfo checked(Offer offer) {
        return Messages.task("t", offer, 1, 64).toBuilder()
                .setHealthCheck(HealthCheck.newBuilder()
                        .setCommand(CommandInfo.newBuilder().setValue("true")))
                .build();
    }

    private static TaskInfo docker(Offer offer) {
        return Messages.task("t", offer, 1, 64).toBuilder()
                .setContainer(ContainerInfo.newBuilder()
                        .setType(ContainerInfo.Type.DOCKER)
                        .setDocker(ContainerInfo.DockerInfo.newBuilder().setImage("nginx:1")))
                .build();
    }

    /** The first driver launches a task, and dies; the next one finds it so. */
    private LaunchedTask found(boolean checked, TaskPhase as) {
        first.start(AGENT);
        Offer offer = first.oneOffer();
        LaunchedTask task = first.run(offer, checked ? checked(offer) : docker(offer));
        next.feed(new Input.Start()).see(AGENT).phase(task, as).complete().feed(new Input.Recovered());
        next.forget();
        return task;
    }

    @Test
    void point_86_a_task_that_falls_sick_after_its_driver_died_is_killed_by_the_next() {
        LaunchedTask task = found(true, WELL);
        next.phase(task, SICK);
        assertThat(next.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
        List<TaskStatus> updates = next.updates();
        assertThat(updates)
                .extracting(TaskStatus::getState)
                .containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_KILLING);
        assertThat(updates.get(0).getHealthy()).isFalse();
        next.end(task, Ending.STOPPED, true);
        TaskStatus killed = next.oneUpdate();
        assertThat(killed.getState()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(killed.hasHealthy() && !killed.getHealthy()).isTrue();
    }

    @Test
    void point_86_a_task_that_fell_sick_while_nobody_was_there_is_killed_when_it_is_found() {
        first.start(AGENT);
        Offer offer = first.oneOffer();
        LaunchedTask task = first.run(offer, checked(offer));
        next.feed(new Input.Start()).see(AGENT).phase(task, SICK).complete().feed(new Input.Recovered());
        assertThat(next.stops()).extracting(Output.Stop::launch).containsExactly(task.launch());
    }

    @Test
    void point_86_one_without_a_health_check_is_left_alone() {
        LaunchedTask task = found(false, WELL);
        next.phase(task, SICK);
        assertThat(next.stops()).isEmpty();
        assertThat(next.oneUpdate().getHealthy()).isFalse();
    }

    @Test
    void point_86_that_it_was_sick_is_told_by_the_driver_that_learns_of_its_end() {
        MachineRig before = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework);
        before.start(AGENT);
        Offer offer = before.oneOffer();
        LaunchedTask task = before.run(offer, checked(offer));
        before.phase(task, SICK);
        List<JournalEntry> journal = before.outputs(Output.Write.class).stream()
                .map(Output.Write::entry)
                .toList();
        TaskPhase.Ended end = new TaskPhase.Ended(
                Ending.STOPPED, OptionalInt.of(137), true, before.stops().get(0).reason());
        MachineRig after = MachineRig.with(JournalSnapshot.of(journal), MachineRig.BEGIN.plusSeconds(5), framework);
        after.feed(new Input.Start()).phase(task, end).see(AGENT).complete().feed(new Input.Recovered());
        TaskStatus killed = after.oneUpdate();
        assertThat(killed.getState()).isEqualTo(TaskState.TASK_KILLED);
        assertThat(killed.hasHealthy() && !killed.getHealthy()).isTrue();
    }

    @Test
    void point_85_the_end_of_a_docker_task_is_worded_as_such() {
        LaunchedTask task = found(false, WELL);
        next.exit(task, 3);
        assertThat(next.oneUpdate().getMessage()).startsWith("Container exited with status 3");
    }

    @Test
    void what_it_holds_counts_for_the_role_it_was_offered_to() {
        FrameworkInfo roles = named(Messages.multiRole(List.of("a", "b")));
        MachineRig before = new MachineRig(roles);
        before.start(AGENT);
        Offer offer = before.oneOffer();
        assertThat(offer.getAllocationInfo().getRole())
                .as("of two that hold nothing")
                .isEqualTo("a");
        LaunchedTask task = before.run(offer, Messages.task("t", offer, 1, 64));
        MachineRig after = new MachineRig(roles);
        after.feed(new Input.Start()).see(AGENT).running(task).complete().feed(new Input.Recovered());
        assertThat(after.oneOffer().getAllocationInfo().getRole())
                .as("the role that holds less")
                .isEqualTo("b");
    }

    /** A driver that comes to a journal that a first one has kept, which launched this and died. */
    private MachineRig after(MachineRig before) {
        List<JournalEntry> journal = before.outputs(Output.Write.class).stream()
                .map(Output.Write::entry)
                .toList();
        return MachineRig.with(JournalSnapshot.of(journal), before.now().plusSeconds(600), framework);
    }

    private static Input.TaskChanged begun(LaunchedTask task, TaskPhase phase, Instant at) {
        return new Input.TaskChanged(new TaskEvent(task, phase, at));
    }

    @Test
    void point_73_point_77_that_a_task_runs_is_told_by_the_next_driver_if_it_began_while_nobody_was_there() {
        MachineRig before = MachineRig.with(JournalSnapshot.NOTHING, MachineRig.BEGIN, framework);
        before.start(AGENT);
        Offer offer = before.oneOffer();
        before.launch(offer, Messages.task("old", offer, 0.1, 64), Messages.task("new", offer, 0.1, 64));
        LaunchedTask old = before.launches().get(0).task();
        LaunchedTask fresh = before.launches().get(1).task();
        before.launched(old).running(old).advance(Duration.ofMinutes(5));
        Instant death = before.now();
        MachineRig after = after(before);
        after.feed(new Input.Start())
                .feed(begun(old, WELL, MachineRig.BEGIN))
                .feed(begun(fresh, WELL, death.plusSeconds(30)))
                .see(AGENT)
                .complete()
                .feed(new Input.Recovered());
        assertThat(after.updates().stream().map(status -> status.getTaskId().getValue() + " " + status.getState()))
                .containsExactly("new TASK_RUNNING", "new TASK_RUNNING");
        after.reconcile();
        assertThat(after.states()).containsOnly(TaskState.TASK_RUNNING);
    }

    @Test
    void point_92_that_a_task_is_being_killed_is_not_told_twice() {
        LaunchedTask task = found(false, new TaskPhase.Stopping());
        next.reconcile();
        assertThat(next.oneUpdate().getState()).isEqualTo(TaskState.TASK_KILLING);
        next.kill("t");
        assertThat(next.updates()).isEmpty();
        next.end(task, Ending.STOPPED, true);
        assertThat(next.states()).containsExactly(TaskState.TASK_KILLED);
    }

    @Test
    void point_87_the_address_of_a_task_is_its_agents_though_tasks_are_found_before_agents() {
        first.start(AGENT);
        Offer offer = first.oneOffer();
        LaunchedTask task = first.run(offer, Messages.task("t", offer, 1, 64));
        next.feed(new Input.Start()).phase(task, WELL).see(AGENT).complete().feed(new Input.Recovered());
        next.reconcile();
        assertThat(next.oneUpdate()
                        .getContainerStatus()
                        .getNetworkInfos(0)
                        .getIpAddresses(0)
                        .getIpAddress())
                .isEqualTo("10.0.0.1");
    }
}
