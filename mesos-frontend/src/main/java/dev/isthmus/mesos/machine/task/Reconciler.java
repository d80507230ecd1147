package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.task.MesosTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers reconciliation (src/master/master.cpp, {@code Master::reconcile}), and kills tasks that may not be known yet. Requests wait until the
 * backend has reported every agent and every task of an earlier process, since some frameworks reconcile only once, when they are registered. While
 * the backend may still report tasks of an earlier process, a task that it does not know is not answered as unknown: the answer waits until the task
 * is reported, or until that time is over. A request that names an agent that does not exist is answered at once; Marathon's heartbeat is one. A
 * terminal update that is delivered after the request is its answer, and there is no other.
 */
public final class Reconciler {

    private final FrameworkState state;
    private final ReconciliationAnswers answers;
    private final TaskKiller killer;
    private final ToldEnds ends;
    private final NewerTasks newerTasks;
    private final List<Call.AboutTasks> early = new ArrayList<>();
    private final Map<String, Held> held = new LinkedHashMap<>();
    /** Whether all tasks were reconciled while some may not have been reported: tasks reported later belong to the answer. */
    private boolean allAsked;
    /** Whether an alarm is set at which the held requests are answered. */
    private boolean timed;

    /**
     * A request about a task that nobody knows, while the backend may still report it.
     *
     * @param agent the agent that was named; empty if none was
     * @param asked whether its state is to be answered
     * @param kill whether it is to be killed
     */
    private record Held(String agent, boolean asked, Optional<Call.Kill> kill) {

        /** Both requests as one, which is answered once. */
        Held and(Held other) {
            return new Held(other.agent.isEmpty() ? agent : other.agent, asked || other.asked, both(other));
        }

        /** Of two kills, one that does not say where the task is. */
        private Optional<Call.Kill> both(Held other) {
            return kill.filter(call -> call.agent().isEmpty()).or(other::kill).or(() -> kill);
        }
    }

    public Reconciler(
            FrameworkState state, StatusUpdateSender updates, TaskKiller killer, ToldEnds ends, NewerTasks newerTasks) {
        this.state = state;
        this.answers = new ReconciliationAnswers(state, updates);
        this.killer = killer;
        this.ends = ends;
        this.newerTasks = newerTasks;
    }

    /** Agents and tasks are known: answers the requests that came too early. */
    public void ready() {
        List<Call.AboutTasks> calls = List.copyOf(early);
        early.clear();
        calls.forEach(call -> call.match(this::reconcile, this::kill));
    }

    /** Whether a kill waits for a task that the backend may still report. */
    public boolean isKillWaiting() {
        boolean isEarly = !state.isRecovered() && early.stream().anyMatch(Call.Kill.class::isInstance);
        return isEarly
                || (state.mayShowLate()
                        && held.values().stream().anyMatch(each -> each.kill().isPresent()));
    }

    /** Agents and tasks are known, and there are no callbacks any more: carries out the kills that came too early. */
    public void killWaiting() {
        List<Call.AboutTasks> calls = List.copyOf(early);
        early.clear();
        calls.forEach(call -> call.match(reconcile -> {}, this::kill));
    }

    /** The connection is lost: drops all requests. */
    public void disconnected() {
        early.clear();
        held.clear();
        allAsked = false;
    }

    /** The framework is away: nothing is answered any more, and what is to be killed is killed. */
    public void away() {
        early.removeIf(Call.Reconcile.class::isInstance);
        held.replaceAll((task, wanted) -> new Held(wanted.agent(), false, wanted.kill()));
        held.values().removeIf(wanted -> wanted.kill().isEmpty());
        allAsked = false;
    }

    /** An update has been delivered: a terminal one answers the requests about its task. */
    public void delivered(TaskStatus status) {
        if (ends.delivered(status)) {
            held.remove(status.getTaskId().getValue());
        }
    }

    /** The backend has reported every task: a task that nobody knows is answered as unknown. */
    public void allShown() {
        Map<String, Held> waiting = new LinkedHashMap<>(held);
        held.clear();
        timed = false;
        // One that is known by now has been launched anew: it is not what a kill was meant for.
        waiting.forEach((task, wanted) -> {
            if (newerTasks.has(task)) {
                hold(task, wanted);
            } else if (wanted.asked() || !isKnown(task)) {
                explicit(task, wanted.agent(), Long.MAX_VALUE);
            }
        });
    }

    /**
     * The backend has reported a task: answers the held requests about it, unless its terminal update is on its way.
     *
     * @param adopted whether a living task of an earlier process became known by it
     * @param hadToWait whether it was reported before, and waited for the journal's answer
     */
    public void changed(LaunchedTask task, boolean adopted, boolean hadToWait) {
        String id = task.task().value();
        Optional<MesosTask> known = state.tasks().find(id);
        boolean ending = known.filter(MesosTask::isEnded).isPresent();
        if (!ending && held.containsKey(id) && isKnown(id)) {
            Held wanted = held.remove(id);
            // A kill was meant for a task of an earlier process, not for one that has been launched under its id since.
            if (known.isPresent() && adopted) {
                wanted.kill().ifPresent(call -> kill(call.after(Long.MAX_VALUE)));
            }
            if (wanted.asked() || known.isEmpty()) {
                explicit(id, wanted.agent(), Long.MAX_VALUE);
            }
        }
        if (adopted && allAsked && (hadToWait || state.mayShowLate())) {
            state.tasks().find(id).ifPresent(answers::known);
        }
    }

    private boolean isKnown(String task) {
        return state.tasks().find(task).isPresent()
                || state.tasks().endedEarlier(task).isPresent();
    }

    /** Whether a task that nobody knows may still be reported, or waits for the journal's answer. */
    private boolean mayShow(String task) {
        return newerTasks.has(task) || (state.mayShowLate() && !ends.isTold(task));
    }

    /** Whether the request names an agent that does not exist; a task that is reported late is on one that does. */
    private boolean isElsewhere(String agent) {
        return !agent.isEmpty() && !state.agents().contains(new AgentId(agent));
    }

    /** The unknown tasks with held requests that name this agent. */
    public List<String> unknownOn(AgentId agent) {
        return held.entrySet().stream()
                .filter(each -> each.getValue().agent().equals(agent.value()))
                .map(Map.Entry::getKey)
                .filter(task -> !isKnown(task))
                .toList();
    }

    /**
     * An agent has gone: answers the held requests about tasks on it.
     *
     * @param unknown those tasks, as they were before it went; the terminal updates of all others follow now
     */
    public void gone(AgentId agent, List<String> unknown) {
        for (String task : unknown) {
            held.remove(task);
            explicit(task, agent.value(), Long.MAX_VALUE);
        }
    }

    private void hold(String task, Held wanted) {
        held.merge(task, wanted, Held::and);
        if (newerTasks.has(task)) {
            state.outbox()
                    .info("task " + task
                            + " is of a newer driver; the answer waits until the journal says whether there is one");
            return;
        }
        if (!timed) {
            timed = true;
            state.timers()
                    .at(
                            state.allShownAt(),
                            new MachineTimers.AllShown(state.framework().id()));
        }
        state.outbox()
                .info("task " + task + " is not known; the answer waits until " + state.allShownAt()
                        + ", as a task of an earlier process may not show yet");
    }

    /** Answers for the listed tasks, or for all if none is listed. */
    public void reconcile(Call.Reconcile call) {
        if (!state.isConnected()) {
            state.outbox().warn("reconciliation is dropped: the cluster cannot be reached");
            return;
        }
        if (!state.isReady()) {
            state.outbox().info("reconciliation waits: the cluster's agents and tasks are not all known yet");
            early.add(call.after(ends.byNow(call.told())));
            return;
        }
        if (call.statuses().isEmpty()) {
            allAsked |= newerTasks.isAny() || state.mayShowLate();
            state.tasks().all().stream()
                    .filter(task -> task.unreachableSince().isEmpty())
                    .filter(task -> !isAnsweredByItsEnd(task, call.told()))
                    .forEach(answers::known);
            return;
        }
        call.statuses().forEach(asked -> {
            String agent = asked.hasSlaveId() ? asked.getSlaveId().getValue() : "";
            explicit(asked.getTaskId().getValue(), agent, call.told());
        });
    }

    /** Kills a task; answers for one that is not known as reconciliation does. */
    public void kill(Call.Kill call) {
        boolean hears = state.isConnected()
                || state.contact() == Contact.AWAY
                || state.contact() == Contact.INACTIVE
                || state.contact() == Contact.LEAVING;
        if (!hears) {
            state.outbox().warn("kill of task " + call.task() + " is dropped: the cluster cannot be reached");
            return;
        }
        Optional<MesosTask> known = state.tasks().find(call.task());
        boolean over = known.map(MesosTask::isEnded).orElse(ends.isToldSince(call.task(), call.told()));
        if (over) {
            return;
        }
        if (known.isEmpty() && !(state.isReady() || (state.isRecovered() && !state.isConnected()))) {
            early.add(call.after(ends.byNow(call.told())));
            return;
        }
        String agent = call.agent().orElse("");
        if (!isKnown(call.task()) && mayShow(call.task())) {
            hold(call.task(), new Held(agent, false, Optional.of(call)));
            return;
        }
        if (known.isPresent()
                && !agent.isEmpty()
                && !known.get().agent().value().equals(agent)) {
            // src/master/master.cpp, Master::kill: nobody is told.
            state.outbox()
                    .warn("task " + call.task() + " is not killed: it is not on agent " + agent + " but on "
                            + known.get().agent());
            return;
        }
        known.ifPresent(task -> killer.kill(task, StopCause.KILLED));
        boolean answer = known.isEmpty() || known.get().unreachableSince().isPresent();
        if (answer && state.isReady()) {
            explicit(call.task(), agent, call.told());
        }
    }

    private boolean isAnsweredByItsEnd(MesosTask task, long told) {
        return task.isEnded() && ends.isToldSince(task.id().value(), told);
    }

    /**
     * Answers for one task.
     *
     * @param told how many updates the framework had received when it asked
     */
    private void explicit(String task, String agent, long told) {
        Optional<MesosTask> known = state.tasks()
                .find(task)
                .filter(tracked -> tracked.unreachableSince().isEmpty());
        Optional<TaskStatus> earlier = state.tasks().endedEarlier(task);
        boolean lives = known.filter(tracked -> !tracked.isEnded()).isPresent();
        if (!lives && ends.isToldSince(task, told)) {
            state.outbox().info("task " + task + " was reconciled before its end was delivered, which is the answer");
        } else if (known.isPresent()) {
            answers.known(known.get());
        } else if (earlier.isPresent()) {
            answers.ended(earlier.get());
        } else if (!isKnown(task) && mayShow(task) && (newerTasks.has(task) || !isElsewhere(agent))) {
            hold(task, new Held(agent, true, Optional.empty()));
        } else {
            answers.unknown(task, agent);
        }
    }
}
