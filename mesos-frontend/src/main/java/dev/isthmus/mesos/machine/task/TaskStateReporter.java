package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.messages.Protos.ContainerStatus;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.ToldState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reports the states of a living task: STARTING, RUNNING, its health and its addresses. */
public final class TaskStateReporter {

    /** The running phase of a task of which nothing else was seen. */
    static final TaskPhase.Running UNSEEN = new TaskPhase.Running(List.of(), Optional.empty());

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final TaskKiller killer;

    public TaskStateReporter(FrameworkState state, StatusUpdateSender updates, TaskKiller killer) {
        this.state = state;
        this.updates = updates;
        this.killer = killer;
    }

    /** Reports the states that a living task has reached and that were not reported yet. */
    public void advance(MesosTask task) {
        if (task.isTold(ToldState.KILLING)) {
            return;
        }
        task.phase()
                .ifPresent(phase -> phase.match(
                        staging -> {},
                        starting -> tellStarting(task),
                        running -> {
                            tellRunning(task, running);
                            tellHealth(task, running);
                            killer.tellKilling(task);
                        },
                        stopping -> {},
                        ended -> {}));
    }

    private void tellStarting(MesosTask task) {
        if (!task.isTold(ToldState.STARTING)) {
            task.told(ToldState.STARTING);
            if (state.master().policy().tellStarting()) {
                updates.append(updates.reliable(task, TaskState.TASK_STARTING, Source.SOURCE_EXECUTOR)
                        .build());
            }
        }
    }

    /** Reports RUNNING, after STARTING, unless it was reported. */
    void tellRunning(MesosTask task, TaskPhase.Running running) {
        if (task.isTold(ToldState.RUNNING)) {
            return;
        }
        tellStarting(task);
        task.told(ToldState.RUNNING);
        updates.append(updates.reliable(task, TaskState.TASK_RUNNING, Source.SOURCE_EXECUTOR)
                .setContainerStatus(containerStatus(task, running))
                .build());
        limit(task, state.now());
    }

    /** Starts the max_completion_time of a task that has run since then. */
    void limit(MesosTask task, Instant since) {
        task.task()
                .maxCompletionTime()
                .ifPresent(limit -> state.timers()
                        .at(
                                since.plus(limit),
                                new MachineTimers.CompletionTime(
                                        state.framework().id(), task.launch())));
    }

    private void tellHealth(MesosTask task, TaskPhase.Running running) {
        Optional<Boolean> healthy = running.healthy();
        if (healthy.isEmpty() || healthy.equals(task.healthy()) || task.isKilled()) {
            return;
        }
        task.healthy(healthy.get());
        updates.append(updates.reliable(task, TaskState.TASK_RUNNING, Source.SOURCE_EXECUTOR)
                .setContainerStatus(containerStatus(task, running))
                .setHealthy(healthy.get())
                .setReason(Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED)
                .build());
        if (!healthy.get() && task.traits().healthChecked()) {
            killer.kill(task, StopCause.UNHEALTHY);
        }
    }

    /** The health that a task's end is told with: unhealthy, if that says that it was stopped for its health check, and else what was told last. */
    static Optional<Boolean> healthAtEnd(MesosTask task, TaskPhase.Ended ended) {
        boolean sick = ended.ending() == Ending.STOPPED
                && StopCause.in(ended.message())
                        .filter(StopCause.UNHEALTHY::equals)
                        .isPresent();
        return sick ? Optional.of(false) : task.healthy();
    }

    /** The agent of a recovered task is known now: adds its address to the last update of a task that has none of its own. */
    public void placed(MesosTask task) {
        task.forwarded()
                .filter(last -> last.hasContainerStatus()
                        && last.getContainerStatus().getNetworkInfosList().stream()
                                .allMatch(network -> network.getIpAddressesCount() == 0))
                .ifPresent(last -> task.forwarded(last.toBuilder()
                        .setContainerStatus(containerStatus(
                                task,
                                task.phase().orElse(UNSEEN) instanceof TaskPhase.Running running ? running : UNSEEN))
                        .build()));
    }

    ContainerStatus containerStatus(MesosTask task, TaskPhase.Running running) {
        List<String> told = running.addresses();
        if (told.isEmpty()) {
            KnownAgent agent = state.agents().get(task.agent());
            told = agent == null
                    ? List.of()
                    : agent.agent().address().knownIp().stream().toList();
        }
        // There is a network in any case, as frameworks look at the first one; an address only if one is known.
        NetworkInfo.Builder network = NetworkInfo.newBuilder();
        told.forEach(address ->
                network.addIpAddresses(NetworkInfo.IPAddress.newBuilder().setIpAddress(address)));
        running.ports()
                .forEach(port -> network.addPortMappings(NetworkInfo.PortMapping.newBuilder()
                        .setHostPort(port.hostPort())
                        .setContainerPort(port.containerPort())
                        .setProtocol(port.protocol().name().toLowerCase(Locale.ROOT))));
        return ContainerStatus.newBuilder().addNetworkInfos(network).build();
    }
}
