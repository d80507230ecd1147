package dev.isthmus.testkit.framework;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Resources;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A task on the cluster of a script. */
final class TaskModel {

    private final LaunchedTask task;
    private final Resources accounted;
    private final CompletableFuture<LaunchOutcome> answer = new CompletableFuture<>();
    private TaskPhase phase = new TaskPhase.Staging();
    private boolean ran;
    private Optional<String> stopReason = Optional.empty();
    private boolean refused;
    private String lastSent = "TASK_STAGING";
    private int lastSentAt;

    TaskModel(Launch launch, int step) {
        this.task = launch.task();
        this.accounted = launch.taken().accounted();
        this.lastSentAt = step;
    }

    LaunchedTask task() {
        return task;
    }

    String id() {
        return task.task().value();
    }

    Resources accounted() {
        return accounted;
    }

    CompletableFuture<LaunchOutcome> answer() {
        return answer;
    }

    boolean isAnswered() {
        return answer.isDone();
    }

    void refuse(LaunchOutcome.Refused outcome, int step) {
        refused = true;
        sent("refused", step);
        answer.complete(outcome);
    }

    TaskPhase phase() {
        return phase;
    }

    void move(TaskPhase next, String state, int step) {
        phase = next;
        ran |= next instanceof TaskPhase.Running;
        sent(state, step);
    }

    private void sent(String state, int step) {
        lastSent = state;
        lastSentAt = step;
    }

    boolean isLive() {
        return !refused && !(phase instanceof TaskPhase.Ended);
    }

    boolean hasRun() {
        return ran;
    }

    /** Why it is to be stopped, if it is. */
    Optional<String> stopReason() {
        return stopReason;
    }

    /** How its end is told when it has been stopped. */
    String endWhenStopped() {
        return stopReason
                        .filter(reason -> reason.startsWith("max_completion_time"))
                        .isPresent()
                ? "TASK_FAILED"
                : "TASK_KILLED";
    }

    void stopAsked(String reason) {
        stopReason = Optional.of(reason);
    }

    /** Where it stands, for messages. */
    String where() {
        return "'" + id() + "' is " + lastSent + " on " + task.agent() + " (step " + lastSentAt + ")";
    }
}
