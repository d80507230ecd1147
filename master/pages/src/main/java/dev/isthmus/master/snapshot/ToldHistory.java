package dev.isthmus.master.snapshot;

import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What pages show and the machine does not keep: when frameworks came, how they described their tasks, what was told of each task, and what is over. Used by one thread.
 */
public final class ToldHistory {

    /** As many frameworks that were removed, and ended tasks of each framework, as Mesos keeps by default. */
    private static final int MOST_COMPLETED = 50;

    private static final int MOST_TASKS = 1000;

    /** As many ended tasks of all frameworks together, each of some kilobytes: with more than 50 frameworks each has fewer. */
    private static final int ALL_TASKS = 50_000;

    private static final int LEAST_TASKS = 10;

    private final MasterInfo master;
    private final String cluster;
    private final double started;
    private final Map<String, ToldFramework> frameworks = new LinkedHashMap<>();
    private final Deque<ShownFramework> completed = new ArrayDeque<>();
    private final Map<TaskState, Long> forgotten = new EnumMap<>(TaskState.class);

    /** @param started when the master was started */
    public ToldHistory(MasterInfo master, String cluster, Instant started) {
        this.master = master;
        this.cluster = cluster;
        this.started = seconds(started);
    }

    /** Who the master is. */
    public MasterIdentity identity() {
        return new MasterIdentity(master, cluster, started);
    }

    /**
     * A framework is served from now on, or comes back.
     *
     * @param shown the time that people see
     * @param id its id
     * @param info as it describes itself now
     */
    public void served(Instant shown, String id, FrameworkInfo info) {
        double now = seconds(shown);
        frameworks
                .computeIfAbsent(id, first -> new ToldFramework(id, now, this::mostCompleted, this::forget))
                .served(info, now);
    }

    /** A framework has called; nothing if it is not known. */
    public void called(String id, Call call) {
        Optional.ofNullable(frameworks.get(id)).ifPresent(framework -> call.match(framework));
    }

    /** A framework is told of a task; nothing if it is not known. */
    public void told(String id, TaskStatus status) {
        Optional.ofNullable(frameworks.get(id)).ifPresent(framework -> framework.told(status));
    }

    /** A framework is removed, and its tasks are killed with it. */
    public void removed(Instant shown, String id) {
        Optional.ofNullable(frameworks.remove(id)).ifPresent(framework -> {
            completed.add(framework.removed(seconds(shown)));
            if (completed.size() > MOST_COMPLETED) {
                completed.remove().completed().forEach(this::forget);
            }
        });
    }

    private void forget(ShownTask ended) {
        forgotten.merge(ended.state(), 1L, Long::sum);
    }

    /** The machine knows a task from now on; as it is shown, unless its framework is not known. */
    public Optional<ShownTask> added(ClusterChange.TaskAdded task) {
        return Optional.ofNullable(frameworks.get(task.framework().value())).map(framework -> framework.added(task));
    }

    /** A framework that is connected, without its tasks and offers. */
    public Optional<ShownFramework> framework(String id) {
        return Optional.ofNullable(frameworks.get(id)).map(ToldFramework::connected);
    }

    /** How the tasks of a framework end that is about to be removed. */
    public List<TaskStatus> killed(Instant shown, String framework) {
        return Optional.ofNullable(frameworks.get(framework))
                .map(known -> known.killed(seconds(shown)))
                .orElse(List.of());
    }

    /**
     * All that there is to show now; the history forgets what neither of these knows.
     *
     * @param registered the frameworks that are registered
     * @param machine what the machine holds
     */
    public MasterLook look(List<RegisteredFramework> registered, MasterView machine) {
        Map<String, MasterView.OfFramework> held = new LinkedHashMap<>();
        machine.frameworks()
                .forEach(framework -> held.put(framework.framework().id().value(), framework));
        List<MasterLook.OfFramework> looks = new ArrayList<>();
        for (RegisteredFramework framework : registered) {
            String id = framework.info().getId().getValue();
            Optional<MasterView.OfFramework> its = Optional.ofNullable(held.get(id));
            Optional<ToldFramework> told = Optional.ofNullable(frameworks.get(id));
            List<MasterView.OfTask> tasks =
                    its.map(MasterView.OfFramework::tasks).orElse(List.of());
            looks.add(new MasterLook.OfFramework(
                    framework,
                    told.map(past -> past.past(tasks)).orElseGet(() -> ToldFramework.Past.none(started)),
                    its.map(MasterView.OfFramework::constraints).orElseGet(OfferConstraints::getDefaultInstance)));
        }
        if (frameworks.size() > looks.size()) {
            List<String> known = looks.stream().map(MasterLook.OfFramework::id).toList();
            frameworks.forEach((id, framework) -> {
                if (!known.contains(id)) {
                    framework.forget();
                }
            });
            frameworks.keySet().retainAll(known);
        }
        return new MasterLook(
                master, cluster, started, machine.agents(), machine.offers(), looks, List.copyOf(completed), forgotten);
    }

    /** Seconds since 1970. */
    public static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    /** Of a framework, when there are this many. */
    private int mostCompleted() {
        return Math.max(LEAST_TASKS, Math.min(MOST_TASKS, ALL_TASKS / Math.max(1, frameworks.size())));
    }
}
