package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.growth.TaskPlaces;
import dev.isthmus.ecs.view.TaskArn;
import dev.isthmus.ecs.view.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One task of a framework that is watched. It filters what is reported of the task: older versions are ignored, the status never goes back, and the end is reported
 * once. Not thread-safe.
 */
public final class EcsTaskRecord {

    private final LaunchedTask task;
    private final TaskArn arn;
    private final String container;
    private final EcsTaskRecord first;
    private boolean watched;
    private long version = -1;
    private String health = "";
    private @Nullable TaskEvent last;
    private boolean stopAsked;
    private boolean vanished;
    private @Nullable Instant missingSince;
    private @Nullable Instant runsSince;
    private @Nullable Instant adoptedAt;
    private @Nullable String failedIn;
    /** Nothing of one that is on the agent on which it was launched, as nearly all are: that is no list for each. */
    private @Nullable List<AgentId> places = List.of();

    private boolean placed;
    private @Nullable Instant unplacedSince;

    /**
     * A task without a known status.
     *
     * @param watched whether it has a health check, so that it changes without a change of status
     */
    public EcsTaskRecord(LaunchedTask task, TaskArn arn, boolean watched) {
        this(task, arn, watched, "", Optional.empty());
    }

    /**
     * A task of a group, without a known status.
     *
     * @param container its container in the ECS task
     * @param known the first tracked task of its group, if any
     */
    EcsTaskRecord(LaunchedTask task, TaskArn arn, boolean watched, String container, Optional<EcsTaskRecord> known) {
        this.task = task;
        this.arn = arn;
        this.watched = watched;
        this.container = container;
        this.first = known.map(EcsTaskRecord::first).orElse(this);
    }

    /** The first tracked task of its group, which represents the ECS task; the task itself if it has no group. */
    public EcsTaskRecord first() {
        return first;
    }

    /** Its identity and agent. */
    public LaunchedTask task() {
        return task;
    }

    /** The ARN of the ECS task. */
    public String arn() {
        return arn.text();
    }

    /** The version of it that is known; negative if none is. */
    long version() {
        return version;
    }

    /** Its latest event, if any. */
    public Optional<TaskEvent> last() {
        return Optional.ofNullable(last);
    }

    /** Whether its end was reported. */
    public boolean ended() {
        return last != null && last.phase() instanceof TaskPhase.Ended;
    }

    /** Whether its end was reported because ECS no longer knew it, so that it may appear again. */
    public boolean vanished() {
        return vanished;
    }

    /** Of one that has ended, whether this is how it did, or how it was before; and not that it lives after all. */
    boolean isOldNews(TaskView view) {
        return arn.equals(TaskArn.of(view.arn())) && (view.stopped() || !vanished);
    }

    /** When this process first saw it running, if it is running; by the time of its steps. */
    public Optional<Instant> runsSince() {
        return last != null && last.phase() instanceof TaskPhase.Running
                ? Optional.ofNullable(runsSince)
                : Optional.empty();
    }

    /** Since when this process has seen that ECS looks for an instance for it, if it still does; by the time of its steps. */
    public Optional<Instant> unplacedSince() {
        return Optional.ofNullable(unplacedSince);
    }

    /** The agents on which it holds something. */
    List<AgentId> places() {
        return places == null ? List.of(task.agent()) : places;
    }

    private void places(List<AgentId> next) {
        places = next.equals(List.of(task.agent())) ? null : next;
    }

    /**
     * Books what it holds where it is now. It stays where it was seen once, whatever an older view shows.
     *
     * @return the agents on which it holds something, if these are others than before
     */
    List<AgentId> place(TaskView view, Holdings holdings, Instant now) {
        boolean isUnplaced = TaskPlaces.isUnplaced(task, view);
        List<AgentId> before = places();
        List<AgentId> next = TaskPlaces.of(task, view);
        if (view.stopped() || (placed && isUnplaced) || !next.containsAll(before)) {
            return List.of();
        }
        placed |= !isUnplaced;
        unplacedSince = !isUnplaced ? null : unplacedSince == null ? now : unplacedSince;
        holdings.unplaced(task, isUnplaced, view);
        holdings.move(task, before, next);
        places(next);
        return next.equals(before) ? List.of() : next;
    }

    /** It holds nothing any more; returns the agents on which it did. */
    List<AgentId> leave(Holdings holdings) {
        List<AgentId> before = places();
        holdings.move(task, before, List.of());
        holdings.unplaced(task, false);
        places = List.of();
        unplacedSince = null;
        return before;
    }

    /** Whether it is starting, stopping, or unknown to ECS. */
    public boolean moving() {
        return first.stopAsked || missingSince != null || last == null || !(last.phase() instanceof TaskPhase.Running);
    }

    /** Whether it waits for an instance and for nothing else, and has since then at least. */
    public boolean waits(Instant since) {
        return unplacedSince != null && !unplacedSince.isAfter(since) && !first.stopAsked && missingSince == null;
    }

    /** Whether it has a health check, so that it changes without a change of status. */
    public boolean watched() {
        return watched;
    }

    /** Records that this process stops it, or that stopping it failed. */
    public void stopAsked(boolean asked) {
        first.stopAsked = asked;
    }

    /**
     * Processes a view of the ECS task. A read of the version that is known may bring another health; an event never tells that, and says something only
     * if it is newer.
     *
     * @param whole whether to report each phase it has passed through, or else only the current one
     * @param now the time of the step
     * @param shown what the clock shows, which is told where ECS tells no time
     * @return the new events, in order
     */
    public List<TaskEvent> observe(TaskView described, boolean whole, Instant now, Instant shown) {
        TaskView own = described.of(container);
        TaskView view = described.isHeard() ? own.health(health) : own;
        if (described.isHeard() && view.version() <= version) {
            return List.of();
        }
        missingSince = null;
        boolean older = view.version() < version;
        if (ended() || older) {
            return List.of();
        }
        health = constant(view.health());
        if (version < 0 && !whole) {
            adoptedAt = shown;
        }
        version = view.version();
        // A definition that is not ours may bring a health check, whose result changes without a new version.
        watched |= view.health().equals("HEALTHY") || view.health().equals("UNHEALTHY");
        // An earlier process may have asked.
        first.stopAsked |= Identity.stoppedByUs(view);
        Optional<TaskPhase> phase = EcsTaskStatusMapper.of(view, first.stopAsked);
        failedIn = first.stopAsked ? null : StopReasons.failing(view).orElse(null);
        if (phase.isEmpty()) {
            return List.of();
        }
        return tell(phases(view, phase.get(), whole && !isStartedEarlier(view)), view, now, shown);
    }

    /** The same text as one object, as nearly all tasks have the same. */
    private static String constant(String health) {
        return switch (health) {
            case "HEALTHY" -> "HEALTHY";
            case "UNHEALTHY" -> "UNHEALTHY";
            case "UNKNOWN" -> "UNKNOWN";
            default -> health;
        };
    }

    /** Whether it started before this process knew it, so that the one before may have told that, though ECS showed us an older view at first. */
    private boolean isStartedEarlier(TaskView view) {
        Instant adopted = adoptedAt;
        return adopted != null
                && view.times().startedAt().filter(adopted::isAfter).isPresent();
    }

    private List<TaskPhase> phases(TaskView view, TaskPhase phase, boolean whole) {
        int from = last == null ? -1 : EcsTaskStatusMapper.rank(last.phase());
        int to = EcsTaskStatusMapper.rank(phase);
        if (to < from || (to == from && last != null && last.phase().equals(phase))) {
            return List.of();
        }
        List<TaskPhase> phases = new ArrayList<>();
        boolean started = view.times().startedAt().isPresent();
        if (whole && from < 1 && to > 1 && (to == 2 || started)) {
            phases.add(new TaskPhase.Starting());
        }
        if (whole && from < 2 && to > 2 && started) {
            phases.add(EcsTaskStatusMapper.running(view));
        }
        phases.add(phase);
        return phases;
    }

    private List<TaskEvent> tell(List<TaskPhase> phases, TaskView view, Instant now, Instant shown) {
        List<TaskEvent> events = new ArrayList<>();
        for (TaskPhase phase : phases) {
            TaskEvent event = new TaskEvent(
                    task, phase, EcsTaskStatusMapper.since(view, phase).orElse(shown));
            last = event;
            events.add(event);
            if (phase instanceof TaskPhase.Running && runsSince == null) {
                runsSince = now;
            }
        }
        return events;
    }

    /** The container of it that has failed, if its end is still to come and nobody here asked for it: its log may be read until then. */
    public Optional<String> failedIn() {
        return ended() ? Optional.empty() : Optional.ofNullable(failedIn);
    }

    /** Records that ECS does not know the task; returns since when, without interruption. */
    public Instant missing(Instant now) {
        if (missingSince == null) {
            missingSince = now;
        }
        return missingSince;
    }

    /** Ends a task that ECS no longer knows; {@code shown} is what the clock shows. */
    public List<TaskEvent> vanished(String message, Instant shown) {
        if (ended()) {
            return List.of();
        }
        vanished = true;
        boolean ran = last != null && EcsTaskStatusMapper.rank(last.phase()) >= 2;
        Ending ending = first.stopAsked ? Ending.STOPPED : Ending.VANISHED;
        TaskEvent event = new TaskEvent(task, new TaskPhase.Ended(ending, OptionalInt.empty(), ran, message), shown);
        last = event;
        return List.of(event);
    }
}
