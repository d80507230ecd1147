package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.state.MasterState.Contact;
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
 * Answers what state tasks are in (src/master/master.cpp, {@code Master::reconcile}). Silent until every agent and every
 * task of an earlier process that shows is known; what is asked before is answered then, since some frameworks ask but once, when they are
 * registered. For as long as a task of an earlier process may not show yet, none that may be one is called unknown: who asks for one is
 * answered when it shows, or when that time is over. Who names an agent that is not there is answered at once; Marathon's heartbeat is such a
 * question. An end that is told after the question is the answer, and there is no other.
 */
public final class Reconciler {

    private final MasterState state;
    private final ReconciliationAnswers answers;
    private final TaskKiller stopping;
    private final ToldEnds ends;
    private final NewerTasks newer;
    private final List<Call.AboutTasks> early = new ArrayList<>();
    private final Map<String, Held> held = new LinkedHashMap<>();
    /** Whether all tasks were asked for while some may not have shown: what shows later belongs to the answer. */
    private boolean allAsked;
    /** Whether a time is set at which whoever waits is answered. */
    private boolean timed;

    /**
     * What is wanted of a task that nobody knows, while it may not show yet.
     *
     * @param agent the agent that was named; empty if none was
     * @param asked whether its state was asked for
     * @param kill whether it is to be killed
     */
    private record Held(String agent, boolean asked, boolean kill) {

        /** Both; it is answered once. */
        Held and(Held other) {
            return new Held(other.agent.isEmpty() ? agent : other.agent, asked || other.asked, kill || other.kill);
        }
    }

    public Reconciler(
            MasterState state, StatusUpdateSender updates, TaskKiller stopping, ToldEnds ends, NewerTasks newer) {
        this.state = state;
        this.answers = new ReconciliationAnswers(state, updates);
        this.stopping = stopping;
        this.ends = ends;
        this.newer = newer;
    }

    /** All is known now: answers what was asked too early. */
    public void ready() {
        List<Call.AboutTasks> calls = List.copyOf(early);
        early.clear();
        calls.forEach(call -> call.match(this::reconcile, this::kill));
    }

    /** Whether a kill waits for its task to become known, and that may still happen. */
    public boolean isKillWaiting() {
        boolean isEarly = !state.isRecovered() && early.stream().anyMatch(Call.Kill.class::isInstance);
        return isEarly || (state.mayShowLate() && held.values().stream().anyMatch(Held::kill));
    }

    /** All is known now, to a driver whose framework is told nothing any more: carries out the kills that have waited. */
    public void killWaiting() {
        List<Call.AboutTasks> calls = List.copyOf(early);
        early.clear();
        calls.forEach(call -> call.match(reconcile -> {}, this::kill));
    }

    /** The connection is lost: what was asked is dropped, as what is asked from now on. */
    public void disconnected() {
        early.clear();
        held.clear();
        allAsked = false;
    }

    /** An update has been told: the end of a task answers whoever has asked for the task before. */
    public void delivered(TaskStatus status) {
        if (ends.delivered(status)) {
            held.remove(status.getTaskId().getValue());
        }
    }

    /** Whatever there is has shown now: what nobody knows is unknown. */
    public void allShown() {
        Map<String, Held> waiting = new LinkedHashMap<>(held);
        held.clear();
        timed = false;
        // One that is known by now has been launched anew: it is not what a kill was meant for.
        waiting.forEach((task, wanted) -> {
            if (newer.has(task)) {
                hold(task, wanted);
            } else if (wanted.asked() || !isKnown(task)) {
                explicit(task, wanted.agent(), Long.MAX_VALUE);
            }
        });
    }

    /**
     * The backend has told of a task: whoever has waited for it is answered, unless it has ended and that is being told anyway.
     *
     * @param adopted whether that is how a living task of an earlier process became known
     * @param hadToWait whether it was there before, and waited for the journal's word
     */
    public void changed(LaunchedTask task, boolean adopted, boolean hadToWait) {
        String id = task.task().value();
        Optional<MesosTask> known = state.tasks().find(id);
        boolean ending = known.filter(MesosTask::isEnded).isPresent();
        if (!ending && held.containsKey(id) && isKnown(id)) {
            Held wanted = held.remove(id);
            // A kill was meant for a task of an earlier process, not for one that has been launched under its id since.
            if (wanted.kill() && known.isPresent() && adopted) {
                kill(new Call.Kill(id));
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

    /** Whether a task that nobody knows may be one that an earlier process asked for, or that waits for the journal's word. */
    private boolean mayShow(String task) {
        return newer.has(task) || (state.mayShowLate() && !ends.isTold(task));
    }

    /** Whether an agent is named that is not there, now that all are known: what shows late shows on one that is. */
    private boolean isElsewhere(String agent) {
        return !agent.isEmpty() && !state.agents().containsKey(new AgentId(agent));
    }

    /** The tasks on an agent that somebody has asked for and nobody knows. */
    public List<String> unknownOn(AgentId agent) {
        return held.entrySet().stream()
                .filter(each -> each.getValue().agent().equals(agent.value()))
                .map(Map.Entry::getKey)
                .filter(task -> !isKnown(task))
                .toList();
    }

    /**
     * An agent has gone: who waits for a task on it waits for nothing.
     *
     * @param unknown those tasks, as they were before it went: the end of any other is told now
     */
    public void gone(AgentId agent, List<String> unknown) {
        for (String task : unknown) {
            held.remove(task);
            explicit(task, agent.value(), Long.MAX_VALUE);
        }
    }

    private void hold(String task, Held wanted) {
        held.merge(task, wanted, Held::and);
        if (newer.has(task)) {
            state.outbox()
                    .info("task " + task
                            + " is of a newer driver; the answer waits until the journal says whether there is one");
            return;
        }
        if (!timed) {
            timed = true;
            state.timers().at(state.allShownAt(), new MachineTimers.AllShown());
        }
        state.outbox()
                .info("task " + task + " is not known; the answer waits until " + state.allShownAt()
                        + ", as a task of an earlier process may not show yet");
    }

    /** Answers for all tasks, or for those listed. */
    public void reconcile(Call.Reconcile call) {
        if (!state.isConnected()) {
            state.outbox().warn("reconciliation is dropped: the cluster cannot be reached");
            return;
        }
        if (!state.isReady()) {
            state.outbox().info("reconciliation waits: the cluster's agents and tasks are not all known yet");
            early.add(new Call.Reconcile(call.statuses(), ends.byNow(call.told())));
            return;
        }
        if (call.statuses().isEmpty()) {
            allAsked |= newer.isAny() || state.mayShowLate();
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

    /** Kills a task; of one that is not known, says so. */
    public void kill(Call.Kill call) {
        boolean hears =
                state.isConnected() || state.contact() == Contact.INACTIVE || state.contact() == Contact.LEAVING;
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
            early.add(new Call.Kill(call.task(), ends.byNow(call.told())));
            return;
        }
        if (!isKnown(call.task()) && mayShow(call.task())) {
            hold(call.task(), new Held("", false, true));
            return;
        }
        known.ifPresent(task -> stopping.kill(task, StopCause.KILLED));
        boolean answer = known.isEmpty() || known.get().unreachableSince().isPresent();
        if (answer && state.isReady()) {
            explicit(call.task(), "", call.told());
        }
    }

    private boolean isAnsweredByItsEnd(MesosTask task, long told) {
        return task.isEnded() && ends.isToldSince(task.id().value(), told);
    }

    /**
     * Says what state a task is in.
     *
     * @param told how many updates whoever asks had been told
     */
    private void explicit(String task, String agent, long told) {
        Optional<MesosTask> known = state.tasks()
                .find(task)
                .filter(tracked -> tracked.unreachableSince().isEmpty());
        Optional<TaskStatus> earlier = state.tasks().endedEarlier(task);
        boolean lives = known.filter(tracked -> !tracked.isEnded()).isPresent();
        if (!lives && ends.isToldSince(task, told)) {
            state.outbox().info("task " + task + " was asked for before its end was told, which is the answer");
        } else if (known.isPresent()) {
            answers.known(known.get());
        } else if (earlier.isPresent()) {
            answers.ended(earlier.get());
        } else if (!isKnown(task) && mayShow(task) && (newer.has(task) || !isElsewhere(agent))) {
            hold(task, new Held(agent, true, false));
        } else {
            answers.unknown(task, agent);
        }
    }
}
