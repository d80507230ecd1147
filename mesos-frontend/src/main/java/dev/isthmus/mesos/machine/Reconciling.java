package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.machine.MasterState.Contact;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TimeInfo;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.task.TrackedTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers what state tasks are in (src/master/master.cpp, {@code Master::reconcile}). Silent until every agent and every
 * task of an earlier process that shows is known; what is asked before is answered then, since some frameworks ask but once, when they are
 * registered. For as long as a task of an earlier process may not show yet, none is called unknown: who asks for one is answered when it
 * shows, or when that time is over.
 */
final class Reconciling {

    private final MasterState state;
    private final Updates updates;
    private final Stopping stopping;
    private final List<Input.Call> early = new ArrayList<>();
    private final Set<Held> held = new LinkedHashSet<>();
    /** Whether all tasks were asked for while some may not have shown: what shows later belongs to the answer. */
    private boolean allAsked;

    /** What was asked of a task that nobody knows, while it may not show yet. */
    private record Held(String task, String agent, boolean kill) {}

    Reconciling(MasterState state, Updates updates, Stopping stopping) {
        this.state = state;
        this.updates = updates;
        this.stopping = stopping;
    }

    /** All is known now: answers what was asked too early. */
    void ready() {
        List<Input.Call> calls = List.copyOf(early);
        early.clear();
        for (Input.Call call : calls) {
            if (call instanceof Input.Reconcile reconcile) {
                reconcile(reconcile);
            } else if (call instanceof Input.Kill kill) {
                kill(kill);
            }
        }
    }

    /** Whether a kill waits for its task to become known, and that may still happen. */
    boolean isKillWaiting() {
        boolean isEarly = !state.recovered && early.stream().anyMatch(Input.Kill.class::isInstance);
        return isEarly || (state.mayShowLate() && held.stream().anyMatch(Held::kill));
    }

    /** All is known now, to a driver whose framework is told nothing any more: carries out the kills that have waited. */
    void killWaiting() {
        List<Input.Call> calls = List.copyOf(early);
        early.clear();
        calls.stream()
                .filter(Input.Kill.class::isInstance)
                .map(Input.Kill.class::cast)
                .forEach(this::kill);
    }

    /** The connection is lost: what was asked is dropped, as what is asked from now on. */
    void disconnected() {
        early.clear();
        held.clear();
        allAsked = false;
    }

    /** Whatever there is has shown now: what nobody knows is unknown. */
    void allShown() {
        List<Held> waiting = List.copyOf(held);
        held.clear();
        // One that is known by now has been launched anew: it is not what a kill was meant for.
        waiting.stream()
                .filter(asked -> !(asked.kill() && isKnown(asked.task())))
                .forEach(this::answer);
    }

    /**
     * The backend has told of a task: whoever has waited for it is answered.
     *
     * @param adopted whether that is how a living task of an earlier process became known
     */
    void changed(LaunchedTask task, boolean adopted) {
        String id = task.task().value();
        if (!held.isEmpty() && isKnown(id)) {
            // A kill was meant for a task of an earlier process, not for one that has been launched under its id since.
            boolean anew = !adopted
                    && state.tasks.find(id).filter(known -> !known.isEnded()).isPresent();
            List<Held> waiting =
                    held.stream().filter(asked -> asked.task().equals(id)).toList();
            waiting.forEach(held::remove);
            waiting.stream().filter(asked -> !(asked.kill() && anew)).forEach(this::answer);
        }
        if (adopted && allAsked && state.mayShowLate()) {
            state.tasks.find(id).ifPresent(this::known);
        }
    }

    private boolean isKnown(String task) {
        return state.tasks.find(task).isPresent()
                || state.tasks.endedEarlier(task).isPresent();
    }

    private void hold(Held asked) {
        if (held.isEmpty()) {
            state.timers.at(state.allShownAt, new Timers.AllShown());
        }
        held.add(asked);
        state.outbox.info("task " + asked.task() + " is not known; the answer waits until " + state.allShownAt
                + ", as a task of an earlier process may not show yet");
    }

    private void answer(Held asked) {
        if (asked.kill()) {
            kill(new Input.Kill(asked.task()));
        } else {
            explicit(asked.task(), asked.agent());
        }
    }

    /** Answers for all tasks, or for those listed. */
    void reconcile(Input.Reconcile call) {
        if (!state.isConnected()) {
            state.outbox.warn("reconciliation is dropped: the cluster cannot be reached");
            return;
        }
        if (!state.isReady()) {
            state.outbox.info("reconciliation waits: the cluster's agents and tasks are not all known yet");
            early.add(call);
            return;
        }
        if (call.statuses().isEmpty()) {
            allAsked |= state.mayShowLate();
            state.tasks.all().stream()
                    .filter(task -> task.unreachableSince().isEmpty())
                    .forEach(this::known);
            return;
        }
        call.statuses().forEach(asked -> {
            String agent = asked.hasSlaveId() ? asked.getSlaveId().getValue() : "";
            explicit(asked.getTaskId().getValue(), agent);
        });
    }

    /** Kills a task; of one that is not known, says so. */
    void kill(Input.Kill call) {
        boolean hears = state.isConnected() || state.contact == Contact.INACTIVE || state.contact == Contact.LEAVING;
        if (!hears) {
            state.outbox.warn("kill of task " + call.task() + " is dropped: the cluster cannot be reached");
            return;
        }
        Optional<TrackedTask> known = state.tasks.find(call.task());
        if (known.isPresent() && known.get().isEnded()) {
            return;
        }
        if (known.isEmpty() && !(state.isReady() || (state.recovered && !state.isConnected()))) {
            early.add(call);
            return;
        }
        if (!isKnown(call.task()) && state.mayShowLate()) {
            hold(new Held(call.task(), "", true));
            return;
        }
        known.ifPresent(task -> stopping.kill(task, StopCause.KILLED));
        boolean answer = known.isEmpty() || known.get().unreachableSince().isPresent();
        if (answer && state.isReady()) {
            explicit(call.task(), "");
        }
    }

    private void explicit(String task, String agent) {
        Optional<TrackedTask> known = state.tasks
                .find(task)
                .filter(tracked -> tracked.unreachableSince().isEmpty());
        Optional<TaskStatus> earlier = state.tasks.endedEarlier(task);
        if (known.isPresent()) {
            known(known.get());
        } else if (earlier.isPresent()) {
            updates.tell(answer(earlier.get().toBuilder(), "Reconciliation: Latest task state"));
        } else if (!isKnown(task) && state.mayShowLate()) {
            hold(new Held(task, agent, false));
        } else {
            unknown(task, agent);
        }
    }

    private void known(TrackedTask task) {
        TaskStatus.Builder status = Statuses.ofMaster(task.id().value(), task.state(), state.now);
        status.getSlaveIdBuilder().setValue(task.agent().value());
        task.forwarded().ifPresent(last -> Statuses.keep(last, status));
        updates.tell(answer(status, "Reconciliation: Latest task state"));
    }

    private void unknown(String task, String agent) {
        Optional<AgentId> named = agent.isEmpty() ? Optional.empty() : Optional.of(new AgentId(agent));
        Optional<KnownAgent> there = named.map(state.agents::get);
        Optional<Instant> unreachable = there.flatMap(KnownAgent::unreachableSince);
        TaskStatus.Builder status = Statuses.ofMaster(task, TaskState.TASK_UNKNOWN, state.now);
        named.ifPresent(id -> status.setSlaveId(SlaveID.newBuilder().setValue(id.value())));
        String message;
        if (unreachable.isPresent()) {
            status.setState(state.framework.lost(TaskState.TASK_UNREACHABLE));
            status.setUnreachableTime(time(unreachable.get()));
            message = "Reconciliation: Task is unreachable";
        } else if (there.isPresent()) {
            status.setState(state.framework.lost(TaskState.TASK_GONE));
            message = "Reconciliation: Task is unknown to the agent";
        } else if (named.filter(state::isGone).isPresent()) {
            status.setState(state.framework.lost(TaskState.TASK_GONE_BY_OPERATOR));
            message = "Reconciliation: Task is gone";
        } else {
            status.setState(state.framework.lost(TaskState.TASK_UNKNOWN));
            message = "Reconciliation: Task is unknown";
        }
        if (unreachable.isEmpty() && Statuses.isTerminal(status.getState())) {
            state.tasks.tellLost(task);
        }
        updates.tell(answer(status, message));
    }

    private TaskStatus answer(TaskStatus.Builder status, String message) {
        return status.setReason(Reason.REASON_RECONCILIATION)
                .setMessage(message)
                .build();
    }

    static TimeInfo time(Instant instant) {
        return TimeInfo.newBuilder()
                .setNanoseconds(instant.getEpochSecond() * 1_000_000_000L + instant.getNano())
                .build();
    }
}
