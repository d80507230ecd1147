package dev.isthmus.mesos.task;

import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.Offer.Operation.LaunchGroup;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.resource.ResourceChecks;
import dev.isthmus.mesos.resource.Scalars;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a master refuses in a task group; one fault refuses all its tasks (src/master/validation.cpp, {@code task::group::validate}).
 */
public final class GroupChecks {

    /** What is said of a group that has no fault of its own. */
    public static final String NO_GROUPS =
            "Task groups cannot run here: the backend starts each task by itself. Launch the tasks one by one with LAUNCH";

    private static final long LEAST_CPUS = 10;
    private static final long LEAST_MEM = 32_000;

    private GroupChecks() {}

    /** Why the group is not launched: its first fault, else that there are no groups. */
    public static String refusal(LaunchGroup group, String framework, String agent, TaskLedger ledger) {
        return executorProblem(group.getExecutor(), framework)
                .or(() -> tasksProblem(group.getTaskGroup().getTasksList(), agent, ledger))
                .orElse(NO_GROUPS);
    }

    private static Optional<String> executorProblem(ExecutorInfo executor, String framework) {
        if (!executor.hasType() || executor.getType() == ExecutorInfo.Type.UNKNOWN) {
            return Optional.of("'ExecutorInfo.type' must be set");
        }
        if (!executor.hasFrameworkId()) {
            return Optional.of("'ExecutorInfo.framework_id' must be set");
        }
        if (!executor.getFrameworkId().getValue().equals(framework)) {
            return Optional.of("ExecutorInfo has an invalid FrameworkID (Actual: "
                    + executor.getFrameworkId().getValue() + " vs Expected: " + framework + ")");
        }
        return ResourceChecks.firstProblem(executor.getResourcesList())
                .or(() -> tooLittle(executor, "cpus", LEAST_CPUS, "0.01"))
                .or(() -> tooLittle(executor, "mem", LEAST_MEM, "32 MB"))
                .or(() -> tooLittle(executor, "disk", 1, "more than 0"));
    }

    private static Optional<String> tooLittle(ExecutorInfo executor, String name, long thousandths, String least) {
        long has = executor.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .flatMap(resource -> Scalars.amount(resource.getScalar().getValue()).stream())
                .mapToLong(amount -> amount.thousandths())
                .reduce(0, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
        return has < thousandths
                ? Optional.of("Executor of the task group has too little " + name + ": want at least " + least)
                : Optional.empty();
    }

    private static Optional<String> tasksProblem(List<TaskInfo> tasks, String agent, TaskLedger ledger) {
        Set<String> ids = new HashSet<>();
        for (TaskInfo task : tasks) {
            String id = task.getTaskId().getValue();
            Optional<String> problem = ResourceChecks.firstProblem(task.getResourcesList())
                    .or(() -> TaskChecks.problem(task, agent, ledger))
                    .or(() -> ids.add(id) ? Optional.empty() : Optional.of("Task has duplicate ID: " + id))
                    .or(() -> docker(task));
            if (problem.isPresent()) {
                return problem.map(text -> "Task '" + id + "' is invalid: " + text);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> docker(TaskInfo task) {
        return task.hasContainer() && task.getContainer().getType() == ContainerInfo.Type.DOCKER
                ? Optional.of("Docker ContainerInfo is not supported on the task")
                : Optional.empty();
    }
}
