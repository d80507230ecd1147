package dev.isthmus.operator.reap;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.operator.cluster.AskedCluster;
import dev.isthmus.operator.cluster.Progress;
import dev.isthmus.operator.reap.verdict.FrameworkVerdict;
import dev.isthmus.operator.reap.verdict.JudgedTasks;
import dev.isthmus.operator.reap.verdict.Judgement;
import dev.isthmus.operator.reap.verdict.ReapPlan;
import dev.isthmus.operator.settings.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Stops the tasks of a framework, some at a time. Before each of these it looks again: at the journals, and at whether a task of the framework was started
 * meanwhile. If so, somebody serves it, and the rest is left alone. Between that look and the stops nothing holds a framework back that comes just then.
 */
final class TaskReaper {

    private static final int AT_ONCE = 20;

    /** As long as stops may take from one look on, where they are throttled. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final AskedCluster cluster;
    private final JournalWitness witness;
    private final InstantSource clock;
    private final Progress progress;

    TaskReaper(AskedCluster cluster, JournalWitness witness, InstantSource clock, Progress progress) {
        this.cluster = cluster;
        this.witness = witness;
        this.clock = clock;
        this.progress = progress;
    }

    /** What is under way of one framework. */
    private static final class Count {
        private int stopped;
        private final Map<String, String> failed = new TreeMap<>();

        private ReapOutcome outcome(JudgedTasks judged, Optional<String> spared, Optional<CommandFailure> unanswered) {
            return new ReapOutcome(judged, stopped, failed, spared, unanswered);
        }
    }

    /** Stops them. Nothing is thrown away of what was done when something fails. */
    ReapOutcome stop(JudgedTasks judged) throws InterruptedException {
        List<TaskView> tasks = judged.tasks().tasks();
        String reason =
                Identity.stopReason("reaped, as framework " + judged.tasks().name() + " is "
                        + judged.verdict().word() + ": " + judged.verdict().evidence());
        Count count = new Count();
        try {
            Instant looked = Instant.MIN;
            for (int at = 0; at < tasks.size(); at++) {
                if (at % AT_ONCE == 0 || looked.plus(LONGEST).isBefore(clock.instant())) {
                    Optional<String> sign = signOfLife(judged);
                    if (sign.isPresent()) {
                        return count.outcome(judged, sign, Optional.empty());
                    }
                    looked = clock.instant();
                }
                stop(tasks.get(at), reason, count);
                progress.at(at + 1, tasks.size());
            }
            return count.outcome(judged, Optional.empty(), Optional.empty());
        } catch (CommandFailure e) {
            return count.outcome(judged, Optional.empty(), Optional.of(e));
        }
    }

    private void stop(TaskView task, String reason, Count count) throws CommandFailure, InterruptedException {
        Optional<CallFailure> failure =
                cluster.ask(new EcsCall.Stop(task.arn(), reason)).problem();
        if (failure.isEmpty() || failure.get().isTaskNotFound()) {
            // It has ended since it was listed, so long ago that ECS has forgotten it.
            count.stopped++;
        } else if (failure.get().category() == Category.DENIED) {
            // The next would be too.
            throw CommandFailure.denied(
                    failure.get().message(), "these credentials may look at tasks and not stop them", "StopTasks");
        } else {
            count.failed.put(task.arn(), failure.get().message());
        }
    }

    /** Why it is not as it was when it was judged, if so. */
    private Optional<String> signOfLife(JudgedTasks judged) throws CommandFailure, InterruptedException {
        FrameworkVerdict now = Judgement.of(witness.evidence(judged.tasks()), clock.instant());
        if (!ReapPlan.mayStop(now, !judged.verdict().isGone())) {
            return Optional.of("it is " + now.word() + " now: " + now.evidence());
        }
        Set<String> known = new TreeSet<>();
        judged.tasks().tasks().forEach(task -> known.add(task.arn()));
        return cluster.arns(TaskFilter.startedBy(judged.tasks().mark())).stream()
                .filter(arn -> !known.contains(arn))
                .findFirst()
                .map(arn -> "somebody serves it now: task " + arn + " was not there when its tasks were listed");
    }
}
