package dev.isthmus.master.snapshot;

import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.resource.OfferedResources;
import dev.isthmus.mesos.status.Statuses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The past of a framework: what it asked for, by its calls, and what it was told. */
final class ToldFramework implements Call.Cases {

    /** Of a framework with several, until the machine is asked for it; no role has this name. */
    private static final String UNKNOWN_ROLE = "";

    /**
     * The past as it was at one moment.
     *
     * @param registered when it first came, in seconds since 1970
     * @param reregistered when it last came back
     * @param tasks that live
     * @param completed the tasks that have ended, the last ones
     */
    record Past(double registered, double reregistered, List<ShownTask> tasks, List<ShownTask> completed) {

        /** Of one that has not come since the master started. */
        static Past none(double started) {
            return new Past(started, started, List.of(), List.of());
        }
    }

    private final String id;
    private final double registered;
    private final IntSupplier mostCompleted;
    private final Consumer<ShownTask> forgotten;
    private FrameworkInfo info = FrameworkInfo.getDefaultInstance();
    private double reregistered;
    private final Map<String, ShownTask> tasks = new LinkedHashMap<>();
    private final Deque<ShownTask> completed = new ArrayDeque<>();
    /** A copy of those; none if it is not of now. */
    private @Nullable List<ShownTask> completedCopy;

    /**
     * One that has just come.
     *
     * @param mostCompleted how many of its tasks are kept when they have ended; asked each time that one has
     * @param forgotten told of each task that has ended and is not kept any more
     */
    ToldFramework(String id, double registered, IntSupplier mostCompleted, Consumer<ShownTask> forgotten) {
        this.id = id;
        this.registered = registered;
        this.mostCompleted = mostCompleted;
        this.forgotten = forgotten;
    }

    void served(FrameworkInfo described, double now) {
        info = described;
        reregistered = now;
    }

    @Override
    public void updateFramework(Call.UpdateFramework call) {
        info = call.info();
    }

    @Override
    public void accept(Call.Accept call) {
        for (Offer.Operation operation : call.operations()) {
            operation.getLaunch().getTaskInfosList().forEach(this::launched);
            operation.getLaunchGroup().getTaskGroup().getTasksList().forEach(this::launched);
        }
    }

    private void launched(TaskInfo task) {
        tasks.put(task.getTaskId().getValue(), new ShownTask(task, id, role(task), List.of()));
    }

    /** As its resources say, or the only one of the framework: it may have ended before the machine is asked. */
    @SuppressWarnings("deprecation") // Frameworks of one role still have it there.
    private String role(TaskInfo task) {
        String only = info.getRolesCount() == 0 ? info.getRole() : UNKNOWN_ROLE;
        return task.getResourcesList().stream()
                .filter(Resource::hasAllocationInfo)
                .map(resource -> resource.getAllocationInfo().getRole())
                .findFirst()
                .orElse(info.getRolesCount() == 1 ? info.getRoles(0) : only);
    }

    @Override
    public void decline(Call.Decline call) {}

    @Override
    public void kill(Call.Kill call) {}

    @Override
    public void revive(Call.Revive call) {}

    @Override
    public void suppress(Call.Suppress call) {}

    @Override
    public void acknowledge(Call.Acknowledge call) {}

    @Override
    public void reconcile(Call.Reconcile call) {}

    @Override
    public void answer(Call.AnswerInverseOffers call) {}

    @Override
    public void message(Call.Message call) {}

    /** A state that is told again takes the place of the last one: with another health, say. */
    void told(TaskStatus status) {
        String task = status.getTaskId().getValue();
        boolean isTerminal = Statuses.isTerminal(status.getState());
        if (!tasks.containsKey(task) && (isTerminal || !isLive(status.getState()))) {
            // An answer to a question, about a task that nobody has.
            return;
        }
        ShownTask known = tasks.getOrDefault(task, new ShownTask(onlyIds(status), id, UNKNOWN_ROLE, List.of()));
        ShownTask changed = known.with(status);
        if (isTerminal) {
            tasks.remove(task);
            complete(changed);
        } else {
            tasks.put(task, changed);
        }
    }

    private static boolean isLive(TaskState state) {
        return switch (state) {
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING -> true;
            default -> false;
        };
    }

    /** The machine knows a task from now on; as it is shown. */
    ShownTask added(ClusterChange.TaskAdded task) {
        ShownTask shown = joined(new MasterView.OfTask(
                task.task(), task.agent(), task.role(), false, task.portions(), Optional.empty()));
        tasks.put(task.task().value(), shown);
        return shown;
    }

    /** As it is now, without its tasks and offers. */
    ShownFramework connected() {
        return new ShownFramework(info, true, registered, reregistered, 0, List.of(), List.of(), List.of());
    }

    /** How its tasks end when it is removed. */
    List<TaskStatus> killed(double now) {
        return tasks.values().stream()
                .filter(task -> !Statuses.isTerminal(task.state()))
                .map(task -> killed(task, now))
                .toList();
    }

    private TaskStatus killed(ShownTask task, double now) {
        return TaskStatus.newBuilder()
                .setTaskId(task.info().getTaskId())
                .setSlaveId(task.info().getSlaveId())
                .setState(TaskState.TASK_KILLED)
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setReason(TaskStatus.Reason.REASON_FRAMEWORK_REMOVED)
                .setMessage("Framework " + id + " removed")
                .setTimestamp(now)
                .build();
    }

    /** Its tasks are killed, and nobody is told (src/master/master.cpp, {@code Master::removeFramework}). */
    ShownFramework removed(double now) {
        tasks.values().forEach(task -> complete(task.with(killed(task, now))));
        tasks.clear();
        return new ShownFramework(
                info, false, registered, reregistered, now, List.of(), List.copyOf(completed), List.of());
    }

    private void complete(ShownTask task) {
        completed.add(task);
        completedCopy = null;
        for (int over = completed.size() - mostCompleted.getAsInt(); over > 0; over--) {
            forgotten.accept(completed.remove());
        }
    }

    /** It is not shown any more, and what it had neither. */
    void forget() {
        completed.forEach(forgotten);
    }

    private static TaskInfo onlyIds(TaskStatus status) {
        return TaskInfo.newBuilder()
                .setTaskId(status.getTaskId())
                .setName(status.getTaskId().getValue())
                .setSlaveId(status.getSlaveId())
                .build();
    }

    /** Its tasks are those that the machine holds of it; others are forgotten. */
    Past past(List<MasterView.OfTask> held) {
        Map<String, ShownTask> known = new LinkedHashMap<>();
        List<ShownTask> live = new ArrayList<>();
        List<ShownTask> ended = new ArrayList<>();
        for (MasterView.OfTask task : held) {
            ShownTask shown = joined(task);
            (task.isEnded() ? ended : live).add(shown);
            // One whose end was told is over here.
            if (!task.isEnded() || tasks.containsKey(task.id().value())) {
                known.put(task.id().value(), shown);
            }
        }
        tasks.clear();
        tasks.putAll(known);
        List<ShownTask> over = completedCopy;
        if (over == null) {
            over = List.copyOf(completed);
            completedCopy = over;
        }
        return new Past(registered, reregistered, live, ended.isEmpty() ? over : withUntold(over, ended));
    }

    /** What was told of a task, and what the machine knows besides; the same as before if there is nothing new. */
    private ShownTask joined(MasterView.OfTask task) {
        ShownTask told = tasks.get(task.id().value());
        ShownTask shown = told != null && told.role().equals(task.role())
                ? told
                : Optional.ofNullable(told)
                        .orElseGet(() -> new ShownTask(TaskInfo.getDefaultInstance(), id, task.role(), List.of()))
                        .as(described(told, task), task.role());
        // What it has come to since it was told of last, while the framework is away perhaps.
        return task.last()
                .filter(last -> shown.last()
                        .filter(before -> before.getTimestamp() >= last.getTimestamp())
                        .isEmpty())
                .map(shown::with)
                .orElse(shown);
    }

    private static TaskInfo described(@Nullable ShownTask told, MasterView.OfTask task) {
        return told != null && told.info().getResourcesCount() > 0
                ? told.info()
                : TaskInfo.newBuilder()
                        .setTaskId(TaskID.newBuilder().setValue(task.id().value()))
                        .setName(task.id().value())
                        .setSlaveId(SlaveID.newBuilder().setValue(task.agent().value()))
                        .addAllResources(OfferedResources.write(task.portions(), task.role(), false, true))
                        .build();
    }

    /** Ends that were told and are not acknowledged are among those that are over already. */
    private static List<ShownTask> withUntold(List<ShownTask> completed, List<ShownTask> ended) {
        Set<ByteString> told = new LinkedHashSet<>();
        completed.forEach(task -> task.last().ifPresent(last -> told.add(last.getUuid())));
        List<ShownTask> all = new ArrayList<>(completed);
        ended.stream()
                .filter(task -> task.last()
                        .filter(last -> told.contains(last.getUuid()))
                        .isEmpty())
                .forEach(all::add);
        return all;
    }
}
