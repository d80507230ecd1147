package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.growth.HostAddresses;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The tasks of the cluster that drivers of Isthmus started, and those of others that need not be described again. Not thread-safe: used within steps only. */
public final class EcsTaskLedger {

    private final LiveTasks live = new LiveTasks();
    private final Map<LaunchId, EcsTaskRecord> byLaunch = new LinkedHashMap<>();
    private final EndedTasks ended = new EndedTasks();
    private final Holdings holdings;
    private final OtherTasks others;
    private final SharedValues values = new SharedValues();
    private final Steps steps;
    private final Notes notes;
    private final Listener listener;
    private final HostAddresses addresses;
    private final Duration patience;
    private final Set<FrameworkId> watched = new LinkedHashSet<>();

    /** Told of tasks of the frameworks that are watched. */
    public interface Listener {
        /** One has changed. */
        void changed(TaskEvent event);

        /** The end of one is near, as its container has failed; told at each look until then. */
        default void failing(EcsTaskRecord task, String container) {}
    }

    /** Decides on tasks of the frameworks that are watched, which are found and not tracked yet. */
    public interface Discovery {
        /** Decides on a task. */
        Verdict found(LaunchedTask task, TaskView view);

        /** The decisions. */
        enum Verdict {
            /** Its start was pending and has succeeded; it is tracked already. */
            OURS,
            /** An earlier process started it: track it and report its status. */
            ADOPT,
            /** It must not run: it is being stopped, and only its resources count. */
            UNWANTED
        }
    }

    /**
     * Creates a ledger without tasks.
     *
     * @param addresses says where tasks of slots are
     * @param patience how long ECS may not know a task before the task counts as gone
     * @param sandboxKept how long the disk space of a sandbox is counted after its task has ended
     */
    public EcsTaskLedger(
            Steps steps, Listener listener, HostAddresses addresses, Duration patience, Duration sandboxKept) {
        this.steps = steps;
        this.notes = steps.notes(EcsTaskLedger.class);
        this.holdings = new Holdings(sandboxKept);
        this.others = new OtherTasks(holdings, patience);
        this.listener = listener;
        this.addresses = addresses;
        this.patience = patience;
    }

    /** Tracks the tasks of a framework from now on. Those that were seen before are described again. */
    public void watch(FrameworkId framework) {
        watched.add(framework);
        others.again(framework);
        ended.watch(framework, steps.shown());
    }

    /** Tracks the tasks of a framework no longer. Those that live count as those of other drivers. */
    public void forget(FrameworkId framework) {
        watched.remove(framework);
        ended.forget(framework);
        byLaunch.values().removeIf(task -> task.task().framework().equals(framework));
        live.forget(framework).forEach(others::adopt);
    }

    /** The resources in use, by agent. */
    public Holdings holdings() {
        return holdings;
    }

    /** A task of a framework that is watched, live or ended recently. */
    public Optional<EcsTaskRecord> find(LaunchId launch) {
        return Optional.ofNullable(byLaunch.get(launch));
    }

    /** The latest event of every task of a framework that is watched. */
    public List<TaskEvent> latest(FrameworkId framework) {
        return byLaunch.values().stream()
                .filter(task -> task.task().framework().equals(framework))
                .flatMap(task -> task.last().stream())
                .toList();
    }

    /** The tracked tasks that are starting or stopping, or whose address has become known, and so are worth polling soon. */
    public List<String> moving() {
        return live.moving(addresses);
    }

    /** When the newest running task that is tracked was first seen running. */
    public Optional<Instant> newestRun() {
        return live.newestRun();
    }

    /** The live tasks of all frameworks that are watched. */
    public List<LaunchedTask> ours() {
        return live.tasks();
    }

    /** How many live tasks the frameworks that are watched have. */
    public int liveCount() {
        return live.count();
    }

    /** How many ECS tasks of a framework that is watched live; those of a group are one. */
    public int count(FrameworkId framework) {
        return live.count(framework);
    }

    /** How many tasks a listing of the frameworks that are watched lists and has described: all are listed, those with health checks are also described. */
    public int lookedAt() {
        return live.lookedAt();
    }

    /** The running tasks of frameworks that are watched whose health may change by itself; with those that have run only since then, as theirs may. */
    public List<String> healthChecked(Instant since) {
        return live.healthChecked(since);
    }

    /** The version of a live task of a framework that is watched, as far as it is known. */
    public OptionalLong version(String arn) {
        return live.version(arn);
    }

    /** Whether a view of a task that is not tracked says nothing that would be of use: it is known to have ended, or to be another's and to go on. */
    public boolean isSettled(TaskView view) {
        return ended.isSeenAgain(view.arn(), steps.now()) || (!view.stopped() && others.isKnown(view.arn()));
    }

    /**
     * The tasks to describe, given those listed with desired status RUNNING: unknown ones, tracked ones with health checks, and those that are no longer listed; but
     * not those of {@link #moving}, which are polled separately. A running task that is listed has not changed: when its container ends, it is to be STOPPED.
     *
     * @param whole whether the listing is of the whole cluster, or of the frameworks that are watched alone
     * @param all whether to describe all tracked tasks
     */
    public List<String> toDescribe(List<String> listed, boolean whole, boolean all) {
        Set<String> running = new LinkedHashSet<>(listed);
        List<String> wanted = new ArrayList<>(running);
        wanted.removeIf(arn -> live.contains(arn) ? !live.isDescribedAgain(arn, all) : others.isKnown(arn));
        wanted.addAll(live.unlisted(running, all));
        if (whole) {
            wanted.addAll(others.unlisted(running));
        }
        return wanted;
    }

    /** The tasks to describe of those listed with desired status STOPPED, now or earlier, and not described so since; of all, or of those that live as far as is known. */
    public List<String> stoppedToDescribe(List<String> listed, boolean all) {
        return ended.listed(all ? listed : others.living(live, listed));
    }

    /** Describes a task that must not run again, when it is listed next. */
    public void lookAgain(String arn) {
        others.again(arn);
    }

    /** Processes the result of a describe call, at the time of the step; {@code discovery} decides on tasks of watched frameworks that are not tracked yet. */
    public void take(Described<TaskView> described, Discovery discovery, Instant now) {
        described.found().forEach(view -> take(view, discovery, now));
        for (FailureEntry failure : described.failures()) {
            if (failure.reason().equals("MISSING")) {
                missing(failure.arn(), now);
            } else {
                notes.warn("Task could not be described: {}", failure.words());
            }
        }
        holdings.forgetOld(steps.shown(now));
        ended.forgetOld(now).forEach(old -> byLaunch.remove(old.task().launch(), old));
    }

    /** Processes the view of one task, or of a group. */
    public void take(TaskView described, Discovery discovery, Instant now) {
        TaskView view = addresses.told(ended.asListed(described), Identity.slot(described));
        holdings.seen(view, steps.shown(now));
        List<EcsTaskRecord> tracked = live.of(view.arn());
        if (!tracked.isEmpty()) {
            for (EcsTaskRecord task : tracked) {
                task.place(view, holdings, now).forEach(agent -> steps.tell(new Event.LookAgain(agent)));
                publish(task, task.observe(view, true, now, steps.shown(now)), now);
            }
            return;
        }
        Optional<FrameworkId> framework = Optional.empty();
        for (TaskView each : view.each()) {
            Optional<LaunchedTask> identity =
                    Identity.read(each, steps.notes(Identity.class)).map(values::of);
            framework = identity.isPresent() ? identity.map(LaunchedTask::framework) : framework;
            if (identity.isEmpty()) {
                others.foreign(each);
            } else if (watched.contains(identity.get().framework())) {
                ours(identity.get(), each, discovery, now);
            } else {
                others.take(identity.get(), each);
            }
        }
        if (view.stopped()) {
            others.forget(view.arn());
            ended.seen(view.arn(), framework, now);
        }
    }

    private void ours(LaunchedTask task, TaskView view, Discovery discovery, Instant now) {
        EcsTaskRecord known = byLaunch.get(task.launch());
        if (known == null ? ended.perhapsForgotten(task.framework(), view, steps.shown(now)) : known.isOldNews(view)) {
            return;
        }
        switch (discovery.found(task, view)) {
            case OURS -> {} // tracked by whoever launches it, within the call
            case ADOPT -> track(task, view, false, false, now);
            case UNWANTED -> others.take(task, view);
        }
    }

    /**
     * Starts tracking a task of a framework that is watched.
     *
     * @param whole whether to report the statuses it has passed through
     * @param watched whether it has, or may have, a health check
     */
    public EcsTaskRecord track(LaunchedTask task, TaskView view, boolean whole, boolean watched, Instant now) {
        EcsTaskRecord tracked = live.add(task, view, watched);
        byLaunch.put(task.launch(), tracked);
        others.forget(view.arn());
        tracked.place(view, holdings, now).stream()
                .filter(place -> !place.equals(task.agent()))
                .forEach(place -> steps.tell(new Event.LookAgain(place)));
        publish(tracked, tracked.observe(view, whole, now, steps.shown(now)), now);
        return tracked;
    }

    /** Reports the end of a task that was never started. */
    public void never(LaunchedTask task, TaskPhase.Ended ended) {
        listener.changed(new TaskEvent(task, ended, steps.shown()));
    }

    private void missing(String arn, Instant now) {
        for (EcsTaskRecord tracked : live.of(arn)) {
            Instant since = tracked.missing(now);
            if (!now.isBefore(since.plus(patience))) {
                String message = "how it ended cannot be learnt: ECS has not known task " + arn + " since "
                        + steps.shown(since) + "; it forgets stopped tasks after about an hour";
                publish(tracked, tracked.vanished(message, steps.shown(now)), now);
                steps.tell(new Event.Doubted());
            }
        }
        others.missing(arn, now);
        ended.missing(arn);
    }

    private void publish(EcsTaskRecord tracked, List<TaskEvent> events, Instant now) {
        tracked.failedIn().ifPresent(container -> listener.failing(tracked, container));
        if (tracked.ended() && live.remove(tracked)) {
            tracked.leave(holdings).forEach(agent -> steps.tell(new Event.LookAgain(agent)));
            ended.told(tracked, now);
        }
        for (TaskEvent event : events) {
            notes.debug("Task {} ({}): {}", event.task().task(), tracked.arn(), event.phase());
            listener.changed(event);
        }
    }

    /** How many ended tasks are remembered, for tests. */
    int remembered() {
        return ended.size() + byLaunch.size() - liveCount();
    }
}
