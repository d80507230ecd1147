package dev.isthmus.ecs.task;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.view.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One task of our framework, and the gate that everything told of it passes, from wherever it comes: the newer version wins, nothing goes
 * backwards, an end is told once. Not thread-safe.
 */
public final class EcsTaskRecord {

    private final LaunchedTask task;
    private final String arn;
    private final String container;
    private final EcsTaskRecord first;
    private boolean watched;
    private long version = -1;
    private @Nullable TaskEvent last;
    private boolean stopAsked;
    private boolean vanished;
    private @Nullable Instant missingSince;
    private @Nullable Instant runsSince;

    /**
     * A task that nothing is known of yet.
     *
     * @param watched whether it has a health check, so that it changes without a change of status
     */
    public EcsTaskRecord(LaunchedTask task, String arn, boolean watched) {
        this.task = task;
        this.arn = arn;
        this.watched = watched;
        this.container = "";
        this.first = this;
    }

    /**
     * A task of a group that nothing is known of yet.
     *
     * @param container the one of its ECS task's that it is
     * @param known the task of its group that was tracked first, if any was
     */
    EcsTaskRecord(LaunchedTask task, String arn, boolean watched, String container, Optional<EcsTaskRecord> known) {
        this.task = task;
        this.arn = arn;
        this.watched = watched;
        this.container = container;
        this.first = known.map(EcsTaskRecord::first).orElse(this);
    }

    /** The first of its group, which stands for all of them where ECS knows but one task; of any other task that itself. */
    public EcsTaskRecord first() {
        return first;
    }

    /** Who and where it is. */
    public LaunchedTask task() {
        return task;
    }

    /** What ECS calls it. */
    public String arn() {
        return arn;
    }

    /** What was told of it last, if anything. */
    public Optional<TaskEvent> last() {
        return Optional.ofNullable(last);
    }

    /** Whether its end has been told. */
    public boolean ended() {
        return last != null && last.phase() instanceof TaskPhase.Ended;
    }

    /** Whether its end was told because ECS did not know it any more, so that it may yet turn up. */
    public boolean vanished() {
        return vanished;
    }

    /** When this process first saw it run, if it runs; by our clock. */
    public Optional<Instant> runsSince() {
        return last != null && last.phase() instanceof TaskPhase.Running
                ? Optional.ofNullable(runsSince)
                : Optional.empty();
    }

    /** Whether it is on its way: into running or out of it, or out of sight. */
    public boolean moving() {
        return first.stopAsked || missingSince != null || last == null || !(last.phase() instanceof TaskPhase.Running);
    }

    /** Whether it has a health check, so that it changes without a change of status. */
    public boolean watched() {
        return watched;
    }

    /** Notes that this process has asked for it to be stopped, or that it could not. */
    public void stopAsked(boolean asked) {
        first.stopAsked = asked;
    }

    /**
     * Takes what ECS says of it now.
     *
     * @param whole whether to tell of each phase on its way, as for a task whose life we watch; otherwise only of where it is
     * @return what is news, in the order of its life
     */
    public List<TaskEvent> observe(TaskView described, boolean whole, Instant now) {
        TaskView view = described.of(container);
        missingSince = null;
        boolean older = view.version() < version;
        if (ended() || older) {
            return List.of();
        }
        version = view.version();
        // A definition that is not ours may bring a health check, whose result changes without a new version.
        watched |= view.health().equals("HEALTHY") || view.health().equals("UNHEALTHY");
        // An earlier process may have asked.
        first.stopAsked |= Identity.stoppedByUs(view);
        Optional<TaskPhase> phase = EcsTaskStatusMapper.of(view, first.stopAsked);
        if (phase.isEmpty()) {
            return List.of();
        }
        return tell(phases(view, phase.get(), whole), view, now);
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

    private List<TaskEvent> tell(List<TaskPhase> phases, TaskView view, Instant now) {
        List<TaskEvent> events = new ArrayList<>();
        for (TaskPhase phase : phases) {
            TaskEvent event = new TaskEvent(
                    task, phase, EcsTaskStatusMapper.since(view, phase).orElse(now));
            last = event;
            events.add(event);
            if (phase instanceof TaskPhase.Running && runsSince == null) {
                runsSince = now;
            }
        }
        return events;
    }

    /** ECS says that it does not know the task; how long it has been saying so, without a break. */
    public Instant missing(Instant now) {
        if (missingSince == null) {
            missingSince = now;
        }
        return missingSince;
    }

    /** Its end as far as we can tell, when ECS cannot any more. */
    public List<TaskEvent> vanished(String message, Instant now) {
        if (ended()) {
            return List.of();
        }
        vanished = true;
        boolean ran = last != null && EcsTaskStatusMapper.rank(last.phase()) >= 2;
        Ending ending = first.stopAsked ? Ending.STOPPED : Ending.VANISHED;
        TaskEvent event = new TaskEvent(task, new TaskPhase.Ended(ending, OptionalInt.empty(), ran, message), now);
        last = event;
        return List.of(event);
    }
}
