package dev.isthmus.mesos.machine;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.messages.Protos.ContainerStatus;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.status.TerminalStatus;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.TaskTraits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Follows tasks from launch to end and says so: STARTING, RUNNING, then one terminal state. */
final class TaskEventHandler {

    /** An agent that refused a launch is not offered before it was looked at again, or this has passed. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    /** Of a task that runs, or ran, and of which nothing else was seen. */
    private static final TaskPhase.Running UNSEEN = new TaskPhase.Running(List.of(), Optional.empty());

    private final MasterState state;
    private final StatusUpdateSender updates;
    private final TaskKiller stopping;
    private final OutstandingOffers offering;
    private final FrameworkJournal lasting;
    private final ToldEnds ends;
    private final NewerTasks newer;

    TaskEventHandler(
            MasterState state,
            StatusUpdateSender updates,
            TaskKiller stopping,
            OutstandingOffers offering,
            FrameworkJournal lasting,
            ToldEnds ends,
            NewerTasks newer) {
        this.state = state;
        this.updates = updates;
        this.stopping = stopping;
        this.offering = offering;
        this.lasting = lasting;
        this.ends = ends;
        this.newer = newer;
    }

    /** How a launch came out. */
    void launchAnswered(Input.LaunchAnswered answer) {
        Optional<MesosTask> known = state.tasks().find(answer.launch()).filter(task -> !task.isEnded());
        if (known.isEmpty()) {
            return;
        }
        MesosTask task = known.get();
        task.launchAnswered();
        String where = "task " + task.id() + " on agent " + task.agent();
        answer.outcome()
                .match(
                        launched -> {
                            state.outbox().info(where + " is launched as " + launched.backendId());
                            stopping.resume(task);
                        },
                        refused -> refused(task, refused.refusal(), refused.message()),
                        unknown -> {
                            state.outbox()
                                    .warn(where + ": it is not known yet whether it is launched: " + unknown.message());
                            stopping.resume(task);
                        });
    }

    private void refused(MesosTask task, Refusal refusal, String message) {
        TerminalStatus verdict = TerminalStatus.of(refusal, message, task.isKilled(), state.framework());
        updates.endUnlessToldLost(task, task.group().isEmpty() ? verdict : verdict.ofGroup());
        switch (refusal) {
            case RESOURCES, AGENT_DISCONNECTED, AGENT_GONE, AGENT_DRAINING -> lookAgain(task);
            case INVALID, DENIED, UNSUITABLE_AGENT, UNAVAILABLE -> {}
        }
        if (refusal == Refusal.AGENT_DISCONNECTED
                || refusal == Refusal.AGENT_GONE
                || refusal == Refusal.AGENT_DRAINING) {
            offering.rescind(task.agent());
        }
    }

    private void lookAgain(MesosTask task) {
        KnownAgent agent = state.agents().get(task.agent());
        if (agent != null) {
            agent.holdUntil(state.now().plus(LONGEST_HOLD));
        }
        // A backend may look by itself after a refusal, and need not, as OfferSource.lookAgain says. To one that does,
        // this is the same look.
        state.outbox().add(new Output.LookAgain(task.agent()));
    }

    /** The backend says where a task is; true if that is how a living task of an earlier process became known. */
    boolean changed(TaskEvent event) {
        Optional<MesosTask> known = state.tasks().find(event.task().launch());
        if (known.isPresent()) {
            if (!known.get().isEnded()) {
                changed(known.get(), event.phase());
            }
            return false;
        }
        boolean stranger = !event.task().framework().equals(state.framework().id())
                || state.tasks().isClosed(event.task().launch());
        return !stranger && earlier(event);
    }

    private void changed(MesosTask task, TaskPhase phase) {
        task.launchAnswered();
        task.reached(phase);
        if (phase instanceof TaskPhase.Ended ended) {
            ended(task, ended);
            return;
        }
        if (task.unreachableSince().isEmpty()) {
            advance(task);
        }
        stopping.resume(task);
    }

    /** Tells what is still to be told of where a living task is. */
    void advance(MesosTask task) {
        if (task.isKillingTold()) {
            return;
        }
        task.phase()
                .match(
                        staging -> {},
                        starting -> tellStarting(task),
                        running -> {
                            tellRunning(task, running);
                            tellHealth(task, running);
                            stopping.tellKilling(task);
                        },
                        stopping -> {},
                        ended -> {});
    }

    private void tellStarting(MesosTask task) {
        if (!task.isStartingTold()) {
            task.startingTold();
            if (state.options().policy().tellStarting()) {
                updates.append(updates.reliable(task, TaskState.TASK_STARTING, Source.SOURCE_EXECUTOR)
                        .build());
            }
        }
    }

    private void tellRunning(MesosTask task, TaskPhase.Running running) {
        if (task.isRunningTold()) {
            return;
        }
        tellStarting(task);
        task.runningTold();
        updates.append(updates.reliable(task, TaskState.TASK_RUNNING, Source.SOURCE_EXECUTOR)
                .setContainerStatus(containerStatus(task, running))
                .build());
        limit(task, state.now());
    }

    /** A task that has run since then may run for so long. */
    private void limit(MesosTask task, Instant since) {
        task.task()
                .maxCompletionTime()
                .ifPresent(
                        limit -> state.timers().at(since.plus(limit), new MachineTimers.CompletionTime(task.launch())));
    }

    private void tellHealth(MesosTask task, TaskPhase.Running running) {
        Optional<Boolean> healthy = running.healthy();
        if (healthy.isEmpty() || healthy.equals(task.healthy()) || task.isKilled()) {
            return;
        }
        task.healthy(healthy);
        updates.append(updates.reliable(task, TaskState.TASK_RUNNING, Source.SOURCE_EXECUTOR)
                .setContainerStatus(containerStatus(task, running))
                .setHealthy(healthy.get())
                .setReason(Reason.REASON_TASK_HEALTH_CHECK_STATUS_UPDATED)
                .build());
        if (!healthy.get() && task.traits().healthChecked()) {
            stopping.kill(task, StopCause.UNHEALTHY);
        }
    }

    private void ended(MesosTask task, TaskPhase.Ended ended) {
        TerminalStatus verdict = TerminalStatus.of(
                ended,
                new TerminalStatus.Circumstances(
                        task.isKilled(), task.cause(), task.traits().docker()),
                state.framework());
        if (!updates.isToldLost(task, verdict)) {
            // Whoever tells of its end can tell what went before.
            updates.release(task);
            if (ended.ran() && !task.isRunningTold() && !task.isKillingTold()) {
                // It ran, if only between two looks: RUNNING is not skipped.
                tellRunning(task, UNSEEN);
            }
            heedSickness(task, ended);
        }
        updates.endUnlessToldLost(task, verdict);
        if (ended.ending() == Ending.NO_ROOM) {
            lookAgain(task);
        }
    }

    /** That a task was stopped for its health check is known to whoever learns of its end. */
    private static void heedSickness(MesosTask task, TaskPhase.Ended ended) {
        boolean sick = ended.ending() == Ending.STOPPED
                && StopCause.in(ended.message())
                        .filter(StopCause.UNHEALTHY::equals)
                        .isPresent();
        if (sick) {
            task.healthy(Optional.of(false));
        }
    }

    /**
     * A task that this process did not launch: known from now on, without a word unless asked; only an end that the journal
     * says was never acknowledged is told. One that lives though its end was acknowledged, or it was told as lost when nobody knew it, is
     * stopped: the framework may long have started another in its place. A driver that another has replaced may be late with its last launch.
     */
    private boolean earlier(TaskEvent event) {
        String id = event.task().task().value();
        if (event.phase() instanceof TaskPhase.Ended ended) {
            newer.ended(event.task().launch());
            endedEarlier(event, ended);
            return false;
        }
        if (newer.keep(event)) {
            return false;
        }
        // One of this epoch is known by its launch, so whatever else shows under that id was started before.
        boolean toldLost = state.options().epoch().isPresent()
                && state.tasks().isToldLost(event.task().task());
        boolean isOver = toldLost || lasting.isAcknowledged(event.task().launch());
        if (isOver && state.contact() != MasterState.Contact.DRAINING) {
            // One that is only unreachable is not acknowledged as ended, and may come back; see point 84 of Mesos's
            // behaviour.
            stopping.unwanted(event.task());
            return false;
        }
        state.tasks().find(id).filter(MesosTask::isEnded).ifPresent(updates::forget);
        if (state.tasks().find(id).isPresent()) {
            state.outbox()
                    .warn("task " + id + " runs a second time, as launch "
                            + event.task().launch() + " on agent "
                            + event.task().agent() + ", which is left alone");
            return false;
        }
        MesosTask task = state.tasks().addRecovered(event.task());
        task.reached(event.phase());
        recover(task, event);
        // Where its state is news, the update that tells it says which.
        state.outbox()
                .info("task " + id + " on agent " + task.agent() + " of an earlier process "
                        + task.forwarded().map(last -> "is " + last.getState()).orElse("goes on"));
        advance(task);
        KnownAgent agent = state.agents().get(task.agent());
        if (state.contact() == MasterState.Contact.DRAINING) {
            stopping.kill(task, StopCause.TORN_DOWN);
        } else if (state.options().policy().killOnDrain()
                && agent != null
                && agent.agent().state() == AgentState.DRAINING) {
            stopping.drain(task);
        } else if (task.healthy().filter(healthy -> !healthy).isPresent()
                && task.traits().healthChecked()) {
            stopping.kill(task, StopCause.UNHEALTHY);
        }
        return true;
    }

    private void endedEarlier(TaskEvent event, TaskPhase.Ended ended) {
        String id = event.task().task().value();
        boolean docker = TaskTraits.read(event.task().memo()).docker();
        TerminalStatus verdict = TerminalStatus.of(
                ended, new TerminalStatus.Circumstances(false, Optional.empty(), docker), state.framework());
        boolean untold = lasting.isUnacknowledged(event.task().launch())
                && state.tasks().find(id).isEmpty();
        if (untold && ends.isToldUnknown(id)) {
            // It is over for the framework since it was told that nobody knows it.
            lasting.acknowledged(event.task().launch());
        } else if (untold) {
            MesosTask task = state.tasks().addRecovered(event.task());
            heedSickness(task, ended);
            updates.end(task, verdict);
            return;
        }
        TaskStatus.Builder status = Statuses.ofMaster(id, verdict.state(), event.at());
        status.getSlaveIdBuilder().setValue(event.task().agent().value());
        state.tasks().addEndedEarlier(event.task(), status.build());
    }

    private void recover(MesosTask task, TaskEvent event) {
        TaskPhase phase = event.phase();
        TaskKiller.limitStart(state, task, event.at());
        boolean runs = phase instanceof TaskPhase.Running;
        if (runs) {
            limit(task, event.at());
        }
        boolean begins =
                phase.fold(staging -> false, starting -> true, running -> true, stopping -> false, ended -> false);
        if (begins && lasting.maySayNews(event.at())) {
            if (runs) {
                // That it starts may have been told before, and is no news any more.
                task.startingTold();
            }
            return;
        }
        TaskStatus.Builder status = Statuses.ofMaster(task.id().value(), TaskState.TASK_STAGING, state.now());
        status.getSlaveIdBuilder().setValue(task.agent().value());
        phase.match(
                staging -> {},
                starting -> {
                    task.startingTold();
                    status.setState(TaskState.TASK_STARTING);
                },
                running -> {
                    task.runningTold();
                    task.healthy(running.healthy());
                    running.healthy().ifPresent(status::setHealthy);
                    status.setState(TaskState.TASK_RUNNING).setContainerStatus(containerStatus(task, running));
                },
                stopping -> {
                    task.runningTold();
                    status.setState(TaskState.TASK_RUNNING).setContainerStatus(containerStatus(task, UNSEEN));
                    if (state.framework().has(FrameworkInfo.Capability.Type.TASK_KILLING_STATE)) {
                        task.killingTold();
                        status.setState(TaskState.TASK_KILLING);
                    }
                },
                ended -> {});
        task.forwarded(status.build());
    }

    /** The agent of a task that an earlier process launched is known now: with it, the address of a task that has none of its own. */
    void placed(MesosTask task) {
        task.forwarded()
                .filter(last -> last.hasContainerStatus()
                        && last.getContainerStatus().getNetworkInfosList().stream()
                                .allMatch(network -> network.getIpAddressesCount() == 0))
                .ifPresent(last -> task.forwarded(last.toBuilder()
                        .setContainerStatus(containerStatus(
                                task, task.phase() instanceof TaskPhase.Running running ? running : UNSEEN))
                        .build()));
    }

    private ContainerStatus containerStatus(MesosTask task, TaskPhase.Running running) {
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
