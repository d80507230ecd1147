package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.status.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a framework has been told of its tasks and agents, and what it may be told after that. */
final class ModelTold {

    /** What a framework is; it stays so. */
    record Nature(boolean explicit, boolean partitionAware, boolean knowsKilling) {}

    static final Duration AGENT_TIMEOUT = Duration.ofMinutes(10);

    private static final Set<TaskState> FOR_PARTITION_AWARE = Set.of(
            TaskState.TASK_DROPPED,
            TaskState.TASK_UNREACHABLE,
            TaskState.TASK_GONE,
            TaskState.TASK_GONE_BY_OPERATOR,
            TaskState.TASK_UNKNOWN);

    private final Nature nature;
    private final Map<String, TaskStatus> inFlight = new LinkedHashMap<>();
    private final Set<ByteString> acknowledged = new HashSet<>();
    /** Delivered since the last step, so that by now they are acknowledged, unless the connection was lost over it. */
    private final List<TaskStatus> delivered = new ArrayList<>();

    private final List<LaunchedTask> launches = new ArrayList<>();
    private final Map<String, LaunchedTask> current = new HashMap<>();
    private final Map<LaunchId, TaskStatus> ends = new HashMap<>();
    private final Set<LaunchId> acknowledgedEnds = new HashSet<>();
    /** Whose agent was lost, since when it was away, and which were not told to be back. */
    private final Map<LaunchId, Instant> unreachable = new HashMap<>();
    /** The same, but not forgotten by a driver that dies. */
    private final Set<LaunchId> toldLost = new HashSet<>();
    /** Which ends were overruled by which loss. */
    private final Set<String> overruled = new HashSet<>();
    /** Whose agent has gone, which may still be told. */
    private final Set<LaunchId> bereft = new HashSet<>();

    private final Map<String, Instant> away = new HashMap<>();
    private final Set<String> lostAgents = new HashSet<>();
    private final Map<String, Integer> lossesToTell = new HashMap<>();
    private final List<TaskStatus> answers = new ArrayList<>();

    /** How many updates this driver has told. */
    private long count;
    /** Which of them told the end of a task last. */
    private final Map<String, Long> endToldAt = new HashMap<>();
    /** After how many of them a task was asked for last; under "" all were. */
    private final Map<String, Long> askedAt = new HashMap<>();
    /** What ended while no driver was there, and does not show yet. */
    private final Set<LaunchId> hidden = new HashSet<>();
    /** Those of them of which an answer has said that they are lost. */
    private final Set<LaunchId> lostByAnswer = new HashSet<>();

    ModelTold(Nature nature) {
        this.nature = nature;
    }

    // What happens.

    void launched(LaunchedTask task) {
        launches.add(task);
        current.put(task.task().value(), task);
    }

    /** Another driver has come: it knows what is in the journal, and counts the absence of agents anew. */
    void restarted(Instant now) {
        inFlight.clear();
        delivered.clear();
        unreachable.clear();
        lostAgents.clear();
        lossesToTell.clear();
        bereft.clear();
        count = 0;
        endToldAt.clear();
        askedAt.clear();
        hidden.clear();
        lostByAnswer.clear();
        ends.keySet().retainAll(acknowledgedEnds);
        away.replaceAll((agent, since) -> now);
    }

    /** How many updates this driver has told. */
    long count() {
        return count;
    }

    /** A task is asked for, or to be killed, by who has been told so many updates. */
    void asked(String task, long after) {
        askedAt.merge(task, after, Math::max);
    }

    /** A task has ended while no driver was there, and does not show yet. */
    void hide(LaunchId launch) {
        hidden.add(launch);
    }

    /** It shows now; to whom it was lost its end is not told any more. */
    void show(LaunchId launch) {
        if (hidden.remove(launch) && lostByAnswer.contains(launch)) {
            acknowledgedEnds.add(launch);
        }
    }

    void away(String agent, Instant now) {
        away.putIfAbsent(agent, now);
    }

    boolean isAway(String agent) {
        return away.containsKey(agent);
    }

    void back(String agent) {
        away.remove(agent);
        lostAgents.remove(agent);
    }

    /** An agent that was there is gone, and its tasks, the ended ones too. */
    void gone(String agent) {
        if (!lostAgents.contains(agent)) {
            lossesToTell.merge(agent, 1, Integer::sum);
        }
        back(agent);
        launches.stream()
                .filter(task -> task.agent().value().equals(agent))
                .map(LaunchedTask::launch)
                .forEach(bereft::add);
    }

    /** What the framework may acknowledge. */
    List<TaskStatus> inFlight() {
        return new ArrayList<>(inFlight.values());
    }

    void acknowledged(TaskStatus status) {
        inFlight.remove(status.getTaskId().getValue());
        acknowledged.add(status.getUuid());
        endAcknowledged(status);
    }

    /** The end of the task that has this id now need not be told any more. */
    private void endAcknowledged(TaskStatus status) {
        LaunchedTask task = current.get(status.getTaskId().getValue());
        if (task != null && Statuses.isTerminal(status.getState())) {
            acknowledgedEnds.add(task.launch());
        }
    }

    void disconnected() {
        delivered.clear();
    }

    /** A step is over: what was delivered implicitly has been acknowledged. */
    void stepped() {
        delivered.forEach(status -> acknowledged.add(status.getUuid()));
        delivered.clear();
    }

    /** The answers to reconciliation since last asked. */
    List<TaskStatus> takeAnswers() {
        List<TaskStatus> taken = List.copyOf(answers);
        answers.clear();
        return taken;
    }

    boolean isUnreachable(LaunchId launch) {
        return unreachable.containsKey(launch);
    }

    boolean isLost(String agent) {
        return lostAgents.contains(agent);
    }

    boolean isAcknowledged(LaunchId launch) {
        return acknowledgedEnds.contains(launch);
    }

    // What must hold.

    /** An agent is told lost once for each loss: it has gone, or has been away for so long. */
    void lost(String agent, Instant now) {
        if (lossesToTell.getOrDefault(agent, 0) > 0) {
            lossesToTell.merge(agent, -1, Integer::sum);
            return;
        }
        assertThat(isLongAway(agent, now))
                .as("slaveLost of %s, which is there", agent)
                .isTrue();
        assertThat(lostAgents.add(agent)).as("slaveLost of %s again", agent).isTrue();
    }

    void everyLossIsTold() {
        assertThat(lossesToTell.values())
                .as("slaveLost is owed: %s", lossesToTell)
                .allMatch(owed -> owed == 0);
    }

    private boolean isLongAway(String agent, Instant by) {
        return away.containsKey(agent) && !by.isBefore(away.get(agent).plus(AGENT_TIMEOUT));
    }

    /** Nothing that has ended is kept from the framework: it has been acknowledged, or is being told, or was lost. */
    void everyEndIsTold(Map<LaunchedTask, TaskPhase> cluster) {
        cluster.forEach((task, phase) -> {
            if (phase instanceof TaskPhase.Ended && !hidden.contains(task.launch())) {
                boolean waits = inFlight.containsKey(task.task().value());
                // To who does not tell the two apart, one that was lost with its agent may have ended lost.
                boolean lost = !nature.partitionAware && toldLost.contains(task.launch());
                assertThat(acknowledgedEnds.contains(task.launch()) || ends.containsKey(task.launch()) || waits || lost)
                        .as("the end of %s was never told", task)
                        .isTrue();
            }
        });
    }

    void updated(TaskStatus status) {
        count++;
        isUnderstood(status);
        if (status.hasUuid()) {
            inTurn(status);
        }
        if (status.getReason() == Reason.REASON_RECONCILIATION && !status.hasUuid()) {
            answered(status);
            return;
        }
        if (Statuses.isTerminal(status.getState())) {
            endToldAt.put(status.getTaskId().getValue(), count);
        }
        LaunchedTask task = current.get(status.getTaskId().getValue());
        if (task == null || isOfACall(status)) {
            return;
        }
        if (status.hasUnreachableTime()) {
            unreachable(task, status);
        } else if (status.getReason() == Reason.REASON_SLAVE_REREGISTERED) {
            reachable(task, status);
        } else {
            itself(task, status);
        }
    }

    /** Nobody is answered that a task has ended who has been told its end since. */
    private void answered(TaskStatus status) {
        answers.add(status);
        String id = status.getTaskId().getValue();
        if (!Statuses.isTerminal(status.getState())) {
            return;
        }
        long asked = Math.max(askedAt.getOrDefault(id, -1L), askedAt.getOrDefault("", -1L));
        assertThat(asked)
                .as("the end of %s was told since it was asked for: %s", id, status)
                .isGreaterThanOrEqualTo(endToldAt.getOrDefault(id, 0L));
        LaunchedTask task = current.get(id);
        if (task != null && hidden.contains(task.launch())) {
            lostByAnswer.add(task.launch());
        }
    }

    /** What a task is told to be after the loss of its agent, and a state of its killing, only who understands it is told. */
    private void isUnderstood(TaskStatus status) {
        if (nature.partitionAware) {
            assertThat(status.getState()).isNotEqualTo(TaskState.TASK_LOST);
        } else {
            assertThat(FOR_PARTITION_AWARE).doesNotContain(status.getState());
        }
        if (!nature.knowsKilling) {
            assertThat(status.getState()).isNotEqualTo(TaskState.TASK_KILLING);
        }
    }

    private void inTurn(TaskStatus status) {
        assertThat(acknowledged).as("acknowledged and delivered again").doesNotContain(status.getUuid());
        if (nature.explicit) {
            TaskStatus before = inFlight.putIfAbsent(status.getTaskId().getValue(), status);
            assertThat(before == null || before.equals(status))
                    .as("two updates of one task in flight: %s and %s", before, status)
                    .isTrue();
        } else {
            assertThat(delivered)
                    .as("delivered twice")
                    .extracting(TaskStatus::getUuid)
                    .doesNotContain(status.getUuid());
            delivered.add(status);
        }
    }

    /** Whether it answers a call, and is not of the task that may have the id. */
    private static boolean isOfACall(TaskStatus status) {
        boolean invalid = status.getReason() == Reason.REASON_TASK_INVALID
                || status.getReason() == Reason.REASON_TASK_GROUP_INVALID;
        return status.getSource() == TaskStatus.Source.SOURCE_MASTER
                && (status.getReason() == Reason.REASON_INVALID_OFFERS
                        || status.getReason() == Reason.REASON_MASTER_DISCONNECTED
                        || (invalid && !status.getMessage().equals(ModelRun.REFUSED)));
    }

    /** The task was lost with its agent, which has been away for so long; that may overrule an end that nobody has acknowledged. */
    private void unreachable(LaunchedTask task, TaskStatus status) {
        String agent = task.agent().value();
        Instant time = Instant.EPOCH.plusNanos(status.getUnreachableTime().getNanoseconds());
        assertThat(status.getState())
                .isEqualTo(nature.partitionAware ? TaskState.TASK_UNREACHABLE : TaskState.TASK_LOST);
        assertThat(isLongAway(agent, time))
                .as("lost with %s, which is there: %s", agent, status)
                .isTrue();
        if (ends.containsKey(task.launch())) {
            overrules(task.launch(), "away since " + away.get(agent), status);
        } else {
            Instant since = away.get(agent);
            assertThat(since.equals(unreachable.put(task.launch(), since)))
                    .as("lost twice by one loss: %s", status)
                    .isFalse();
        }
        toldLost.add(task.launch());
        inFlight.remove(task.task().value());
    }

    private void overrules(LaunchId launch, String loss, TaskStatus status) {
        assertThat(acknowledgedEnds)
                .as("overrules an acknowledged end: %s", status)
                .doesNotContain(launch);
        assertThat(overruled.add(launch + " " + loss))
                .as("one loss overrules an end twice: %s", status)
                .isTrue();
    }

    private void reachable(LaunchedTask task, TaskStatus status) {
        assertThat(Statuses.isTerminal(status.getState())).as("%s", status).isFalse();
        assertThat(unreachable.remove(task.launch()))
                .as("came back without having been lost: %s", status)
                .isNotNull();
        toldLost.remove(task.launch());
    }

    private void itself(LaunchedTask task, TaskStatus status) {
        LaunchId launch = task.launch();
        assertThat(lostByAnswer)
                .as("an answer has said that it is lost: %s", status)
                .doesNotContain(launch);
        TaskStatus end = ends.get(launch);
        boolean terminal = Statuses.isTerminal(status.getState());
        if (!status.hasUuid() && terminal) {
            inFlight.remove(status.getTaskId().getValue());
        }
        boolean again = end != null && status.hasUuid() && status.getUuid().equals(end.getUuid());
        if (end != null && !again) {
            boolean ofLoss = status.getReason() == Reason.REASON_SLAVE_REMOVED
                    || status.getReason() == Reason.REASON_SLAVE_REMOVED_BY_OPERATOR;
            assertThat(ofLoss && bereft.remove(launch))
                    .as("a second end of %s: %s after %s", launch, status, end)
                    .isTrue();
            overrules(launch, "gone", status);
        }
        if (terminal) {
            boolean stillAway = isAway(task.agent().value()) && unreachable.containsKey(launch);
            assertThat(stillAway && status.getState() == TaskState.TASK_LOST)
                    .as("lost, and lost again: %s", status)
                    .isFalse();
            unreachable.remove(launch);
            ends.put(launch, status);
            if (!nature.explicit || !status.hasUuid()) {
                endAcknowledged(status);
            }
        }
    }
}
