package dev.isthmus.mesos.task;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.mesos.framework.Ids;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.Offer.Operation.LaunchGroup;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.resource.ResourceChecks;
import dev.isthmus.mesos.resource.Scalars;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a master refuses in a task group, in its order and words; one fault refuses all its tasks (src/master/validation.cpp, {@code
 * task::group::validate} and {@code executor::validate}).
 *
 * <p>That no port is in it twice and that all of it fits the offer is checked elsewhere, after this.
 */
public final class GroupChecks {

    private static final Amount LEAST_CPUS = Amount.parse("0.01");
    private static final Amount LEAST_MEM = Amount.of(32);

    private GroupChecks() {}

    /** The first fault of the group, if it has any. */
    public static Optional<String> problem(LaunchGroup group, String framework, String agent, MesosTaskLedger ledger) {
        List<TaskInfo> tasks = group.getTaskGroup().getTasksList();
        ExecutorInfo executor = group.getExecutor();
        return tasksProblem(tasks, agent, ledger)
                .or(() -> executorProblem(executor, framework))
                .or(() -> groupProblem(executor, tasks))
                .or(() -> leastProblem(executor))
                .or(() -> revocableProblem(executor, tasks))
                .or(() -> shareCgroupsProblem(executor, tasks))
                .or(() -> executor.getType() == ExecutorInfo.Type.CUSTOM
                        ? Optional.of(TaskChecks.CUSTOM_EXECUTOR)
                        : Optional.empty());
    }

    private static Optional<String> tasksProblem(List<TaskInfo> tasks, String agent, MesosTaskLedger ledger) {
        Set<String> ids = new LinkedHashSet<>();
        for (TaskInfo task : tasks) {
            String id = task.getTaskId().getValue();
            Optional<String> problem = ResourceChecks.firstProblem(task.getResourcesList())
                    .or(() -> TaskChecks.problemOfMember(task, agent, ledger))
                    .or(() -> ids.add(id) ? Optional.empty() : Optional.of("Task has duplicate ID: " + id))
                    .or(() -> memberProblem(task));
            if (problem.isPresent()) {
                return problem.map(text -> "Task '" + id + "' is invalid: " + text);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> memberProblem(TaskInfo task) {
        ContainerInfo container = task.getContainer();
        HealthCheck.Type check =
                task.hasHealthCheck() ? HealthChecks.type(task.getHealthCheck()) : HealthCheck.Type.UNKNOWN;
        if (container.getNetworkInfosCount() > 0 && (check == HealthCheck.Type.HTTP || check == HealthCheck.Type.TCP)) {
            return Optional.of(
                    "HTTP and TCP health checks are not supported for nested containers not joining parent's network");
        }
        if (task.hasContainer() && container.getType() == ContainerInfo.Type.DOCKER) {
            return Optional.of("Docker ContainerInfo is not supported on the task");
        }
        return task.getLimitsCount() > 0 && sharesCgroups(task)
                ? Optional.of(
                        "Resource limits may only be set for tasks within a task group when the 'share_cgroups' field"
                                + " is set to 'false'.")
                : Optional.empty();
    }

    private static Optional<String> executorProblem(ExecutorInfo executor, String framework) {
        if (executor.getType() == ExecutorInfo.Type.DEFAULT && executor.hasCommand()) {
            return Optional.of("'ExecutorInfo.command' must not be set for 'DEFAULT' executor");
        }
        if (executor.getType() == ExecutorInfo.Type.DEFAULT && executor.hasContainer()) {
            if (executor.getContainer().getType() != ContainerInfo.Type.MESOS) {
                return Optional.of("'ExecutorInfo.container.type' must be 'MESOS' for 'DEFAULT' executor");
            }
            if (executor.getContainer().getMesos().hasImage()) {
                return Optional.of("'ExecutorInfo.container.mesos.image' must not be set for 'DEFAULT' executor");
            }
        }
        if (executor.getType() == ExecutorInfo.Type.CUSTOM && !executor.hasCommand()) {
            return Optional.of("'ExecutorInfo.command' must be set for 'CUSTOM' executor");
        }
        Optional<String> id = Ids.problem(executor.getExecutorId().getValue());
        if (id.isPresent()) {
            return id.map(problem -> "Executor ID is invalid: " + problem);
        }
        if (executor.getShutdownGracePeriod().getNanoseconds() < 0) {
            return Optional.of("ExecutorInfo's 'shutdown_grace_period' must be non-negative");
        }
        if (!executor.hasFrameworkId()) {
            return Optional.of("'ExecutorInfo.framework_id' must be set");
        }
        if (!executor.getFrameworkId().getValue().equals(framework)) {
            return Optional.of("ExecutorInfo has an invalid FrameworkID (Actual: "
                    + executor.getFrameworkId().getValue() + " vs Expected: " + framework + ")");
        }
        return ResourceChecks.firstProblem(executor.getResourcesList())
                .map(problem -> "Executor uses invalid resources: " + problem);
    }

    private static Optional<String> groupProblem(ExecutorInfo executor, List<TaskInfo> tasks) {
        if (!executor.hasType()) {
            return Optional.of("'ExecutorInfo.type' must be set");
        }
        if (executor.getType() == ExecutorInfo.Type.UNKNOWN) {
            return Optional.of("Unknown executor type");
        }
        if (executor.hasContainer() && executor.getContainer().getType() == ContainerInfo.Type.DOCKER) {
            return Optional.of("Docker ContainerInfo is not supported on the executor");
        }
        return tasks.stream()
                .filter(task -> task.hasExecutor() && !task.getExecutor().equals(executor))
                .findFirst()
                .map(task -> "The `ExecutorInfo` of task '" + task.getTaskId().getValue()
                        + "' is different from executor '"
                        + executor.getExecutorId().getValue() + "'");
    }

    private static Optional<String> leastProblem(ExecutorInfo executor) {
        String name = "Executor '" + executor.getExecutorId().getValue() + "' uses ";
        Optional<Amount> cpus = sum(executor, "cpus");
        if (cpus.filter(has -> has.compareTo(LEAST_CPUS) >= 0).isEmpty()) {
            return Optional.of(name + "less CPUs (" + cpus.map(Amount::toString).orElse("None")
                    + ") than the minimum required (" + LEAST_CPUS + ")");
        }
        Optional<Amount> mem = sum(executor, "mem");
        if (mem.filter(has -> has.compareTo(LEAST_MEM) >= 0).isEmpty()) {
            return Optional.of(name + "less memory ("
                    + mem.map(has -> has + "MB").orElse("None") + ") than the minimum required (" + LEAST_MEM + "MB)");
        }
        return sum(executor, "disk").isEmpty() ? Optional.of(name + "no disk") : Optional.empty();
    }

    /** How much of it there is, if there is any. */
    private static Optional<Amount> sum(ExecutorInfo executor, String name) {
        return executor.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .flatMap(resource -> Scalars.amount(resource.getScalar().getValue()).stream())
                .filter(amount -> !amount.isZero())
                .reduce((a, b) -> a.thousandths() > Long.MAX_VALUE - b.thousandths() ? a : a.plus(b));
    }

    private static Optional<String> revocableProblem(ExecutorInfo executor, List<TaskInfo> tasks) {
        long kinds = Stream.concat(
                        executor.getResourcesList().stream(),
                        tasks.stream().flatMap(task -> task.getResourcesList().stream()))
                .map(Resource::hasRevocable)
                .distinct()
                .count();
        return kinds > 1
                ? Optional.of("Task group and executor mix revocable and non-revocable resources")
                : Optional.empty();
    }

    private static Optional<String> shareCgroupsProblem(ExecutorInfo executor, List<TaskInfo> tasks) {
        if (executor.getContainer().getLinuxInfo().getShareCgroups()
                && executor.getContainer().getLinuxInfo().hasShareCgroups()) {
            return Optional.of("The 'share_cgroups' field cannot be set to 'true' on executor containers");
        }
        return tasks.stream().map(GroupChecks::sharesCgroups).distinct().count() > 1
                ? Optional.of(
                        "If set, the value of 'share_cgroups' must be the same for all tasks in each task group and"
                                + " under a single executor")
                : Optional.empty();
    }

    /** As it does unless it says otherwise. */
    private static boolean sharesCgroups(TaskInfo task) {
        return !task.getContainer().getLinuxInfo().hasShareCgroups()
                || task.getContainer().getLinuxInfo().getShareCgroups();
    }
}
