package dev.isthmus.testkit.framework.cluster;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Resources;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A task on the cluster of a script. */
public final class TaskModel {

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

    public LaunchedTask task() {
        return task;
    }

    public String id() {
        return task.task().value();
    }

    Resources accounted() {
        return accounted;
    }

    public CompletableFuture<LaunchOutcome> answer() {
        return answer;
    }

    public boolean isAnswered() {
        return answer.isDone();
    }

    public void refuse(LaunchOutcome.Refused outcome, int step) {
        refused = true;
        sent("refused", step);
        answer.complete(outcome);
    }

    public TaskPhase phase() {
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

    public boolean isLive() {
        return !refused && !(phase instanceof TaskPhase.Ended);
    }

    public boolean hasRun() {
        return ran;
    }

    /** Why it is to be stopped, if it is. */
    public Optional<String> stopReason() {
        return stopReason;
    }

    /** How its end is told when it has been stopped. */
    public String endWhenStopped() {
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
    public String where() {
        return "'" + id() + "' is " + lastSent + " on " + task.agent() + " (step " + lastSentAt + ")";
    }
}
