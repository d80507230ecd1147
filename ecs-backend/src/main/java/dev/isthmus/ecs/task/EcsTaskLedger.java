package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every task of the cluster that a driver of ours started, and which of the others need no second look. Not thread-safe: used within steps
 * only.
 */
public final class EcsTaskLedger {

    private static final Logger LOG = LoggerFactory.getLogger(EcsTaskLedger.class);

    private final LiveTasks live = new LiveTasks();
    private final Map<LaunchId, EcsTaskRecord> byLaunch = new HashMap<>();
    private final EndedTasks ended = new EndedTasks();
    private final Holdings holdings;
    private final OtherTasks others;
    private final SharedValues values = new SharedValues();
    private final Consumer<TaskEvent> sink;
    private final Discovery discovery;
    private final Duration patience;
    private @Nullable FrameworkId framework;

    /** Asked what to do with a task of our framework that is not tracked yet. */
    public interface Discovery {

        /** What to do with it. */
        Verdict found(LaunchedTask task, TaskView view);

        /** The choices. */
        enum Verdict {
            /** We are just starting it, and whoever does has begun to track it. */
            OURS,
            /** An earlier process started it: tell where it is. */
            ADOPT,
            /** It is not to be: it is being stopped, and only what it holds counts. */
            UNWANTED
        }
    }

    /**
     * Telling of changes.
     *
     * @param patience how long ECS may say that it does not know a task before that is believed
     * @param sandboxKept how long the sandbox of a task takes disk space after its end
     */
    public EcsTaskLedger(Consumer<TaskEvent> sink, Discovery discovery, Duration patience, Duration sandboxKept) {
        this.holdings = new Holdings(sandboxKept);
        this.others = new OtherTasks(holdings);
        this.sink = sink;
        this.discovery = discovery;
        this.patience = patience;
    }

    /** From now on, tasks of this framework are ours. What was seen of it before is looked at again. */
    public void framework(FrameworkId id) {
        framework = id;
        others.forget(id);
        ended.lookAgain();
    }

    /** What is held, by agent. */
    public Holdings holdings() {
        return holdings;
    }

    /** A task of ours, live or ended not long ago. */
    public Optional<EcsTaskRecord> find(LaunchId launch) {
        return Optional.ofNullable(byLaunch.get(launch));
    }

    /** What was told last of every task of ours. */
    public List<TaskEvent> latest() {
        List<TaskEvent> events = new ArrayList<>();
        byLaunch.values().forEach(task -> task.last().ifPresent(events::add));
        return events;
    }

    /** The tasks of ours that are on their way into or out of running, so that it is worth looking at them again soon. */
    public List<String> moving() {
        return live.moving();
    }

    /** When the task of ours that has run for the shortest time was first seen running. */
    public Optional<Instant> newestRun() {
        return live.newestRun();
    }

    /** Our live tasks. */
    public List<LaunchedTask> ours() {
        return live.tasks();
    }

    /** How many tasks of ours live. */
    public int liveCount() {
        return live.count();
    }

    /** How many tasks a listing of ours makes us look at: each in the listing, and those once more whose health is watched. */
    public int lookedAt() {
        return live.lookedAt();
    }

    /**
     * Which tasks have to be described, given which are listed as meant to run: those not known yet, those of ours whose health is watched,
     * and those that are listed no longer; but not those of {@link #moving}, which are looked at by themselves. A task that runs and is listed
     * has not changed: when its container ends, ECS no longer means it to run.
     *
     * @param whole whether the listing is of the whole cluster, or of our framework alone
     * @param all whether to look at every one of ours
     */
    public List<String> toDescribe(List<String> listed, boolean whole, boolean all) {
        Set<String> running = new HashSet<>(listed);
        List<String> wanted = new ArrayList<>();
        for (String arn : running) {
            boolean unknown = !live.contains(arn) && !others.isKnown(arn);
            if (unknown || live.isDescribedAgain(arn, all)) {
                wanted.add(arn);
            }
        }
        wanted.addAll(live.unlisted(running, all));
        if (whole) {
            wanted.addAll(others.unlisted(running));
        }
        return wanted;
    }

    /** Which of the tasks that are listed as stopped have not been described as such. */
    public List<String> stoppedToDescribe(List<String> listed) {
        return listed.stream().filter(arn -> !ended.isSeen(arn)).toList();
    }

    /** One that is not to be is still there: it is described again when it is listed. */
    public void lookAgain(String arn) {
        others.forget(arn);
    }

    /** Takes what a describe has found. */
    public void take(Described<TaskView> described, Instant now) {
        described.found().forEach(view -> take(view, now));
        for (FailureEntry failure : described.failures()) {
            if (failure.reason().equals("MISSING")) {
                missing(failure.arn(), now);
            } else {
                LOG.warn("Task not described: {}", failure.words());
            }
        }
        holdings.forgetOld(now);
        ended.forgetOld(now, old -> byLaunch.remove(old.task().launch(), old));
    }

    /** Takes one task, or all those of a group. */
    public void take(TaskView view, Instant now) {
        holdings.seen(view, now);
        List<EcsTaskRecord> tracked = live.of(view.arn());
        if (!tracked.isEmpty()) {
            tracked.forEach(task -> publish(task, task.observe(view, true, now), now));
            return;
        }
        if (view.stopped()) {
            ended.seen(view.arn(), now);
        }
        view.each().forEach(task -> takeUntracked(task, now));
    }

    private void takeUntracked(TaskView view, Instant now) {
        Optional<LaunchedTask> identity = Identity.read(view).map(values::of);
        if (identity.isEmpty()) {
            others.foreign(view);
        } else if (identity.get().framework().equals(framework)) {
            ours(identity.get(), view, now);
        } else {
            others.take(identity.get(), view);
        }
    }

    private void ours(LaunchedTask task, TaskView view, Instant now) {
        EcsTaskRecord known = byLaunch.get(task.launch());
        if (known == null ? ended.perhapsForgotten(view, now) : isOldNews(known, view)) {
            return;
        }
        switch (discovery.found(task, view)) {
            case OURS -> {} // tracked by whoever launches it, within the call
            case ADOPT -> track(task, view, false, false, now);
            case UNWANTED -> others.take(task, view);
        }
    }

    /** Whether this is how the task ended, or how it was before; and not that it lives after all. */
    private static boolean isOldNews(EcsTaskRecord ended, TaskView view) {
        return ended.arn().equals(view.arn()) && (view.stopped() || !ended.vanished());
    }

    /**
     * Begins to track a task of ours.
     *
     * @param whole whether to tell of its life so far
     * @param watched whether it has, or may have, a health check
     */
    public EcsTaskRecord track(LaunchedTask task, TaskView view, boolean whole, boolean watched, Instant now) {
        EcsTaskRecord tracked = live.add(task, view, watched);
        byLaunch.put(task.launch(), tracked);
        others.forget(view.arn());
        holdings.add(task);
        publish(tracked, tracked.observe(view, whole, now), now);
        return tracked;
    }

    /** Tells of a task that never came to be. */
    public void never(LaunchedTask task, TaskPhase.Ended ended, Instant now) {
        sink.accept(new TaskEvent(task, ended, now));
    }

    private void missing(String arn, Instant now) {
        for (EcsTaskRecord tracked : live.of(arn)) {
            Instant since = tracked.missing(now);
            if (!now.isBefore(since.plus(patience))) {
                String message = "how it ended cannot be learnt: ECS has not known task " + arn + " since " + since
                        + "; it forgets stopped tasks after about an hour";
                publish(tracked, tracked.vanished(message, now), now);
            }
        }
        others.forget(arn);
    }

    private void publish(EcsTaskRecord tracked, List<TaskEvent> events, Instant now) {
        if (tracked.ended() && live.remove(tracked)) {
            holdings.remove(tracked.task());
            ended.told(tracked, now);
        }
        for (TaskEvent event : events) {
            LOG.debug("Task {} ({}): {}", event.task().task(), tracked.arn(), event.phase());
            sink.accept(event);
        }
    }

    /** How many tasks that have ended are remembered, for tests. */
    int remembered() {
        return ended.size() + byLaunch.size() - liveCount();
    }
}
