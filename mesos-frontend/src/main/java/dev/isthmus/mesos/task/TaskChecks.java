package dev.isthmus.mesos.task;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.mesos.framework.Ids;
import dev.isthmus.mesos.messages.Protos.CheckInfo;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.mesos.messages.Protos.Parameter;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.Protos.Volume;
import dev.isthmus.mesos.resource.MesosLimits;
import dev.isthmus.mesos.resource.Scalars;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a master refuses in a task, in Mesos's order and, where it has them, in its words: only the first fault is told
 * (src/master/validation.cpp, {@code task::validateTask} and {@code task::validate}; src/common/validation.cpp).
 *
 * <p>That its resources are well formed and fit the offer is checked elsewhere, before and after this.
 */
public final class TaskChecks {

    /** The message for a task with an executor of its own. */
    public static final String CUSTOM_EXECUTOR =
            "Custom executors cannot run on ECS: there is no Mesos agent to run them."
                    + " Give the task a CommandInfo, with a Docker image if it needs one, instead of an ExecutorInfo;"
                    + " docs/guide/frameworks.md says more under 'Executors of your own'";

    private TaskChecks() {}

    /** What is wrong with the task, if anything is. */
    public static Optional<String> problem(TaskInfo task, String agent, MesosTaskLedger ledger) {
        return problemOfMember(task, agent, ledger)
                .or(() -> shareCgroupsProblem(task))
                .or(() -> executorProblem(task));
    }

    /** What is wrong with a task that may be one of a group, if anything is. */
    static Optional<String> problemOfMember(TaskInfo task, String agent, MesosTaskLedger ledger) {
        List<Function<TaskInfo, Optional<String>>> checks = List.of(
                TaskChecks::idProblem,
                info -> duplicateProblem(info, ledger),
                info -> agentProblem(info, agent),
                TaskChecks::killPolicyProblem,
                TaskChecks::completionTimeProblem,
                TaskChecks::checkProblem,
                TaskChecks::healthCheckProblem,
                TaskChecks::resourcesProblem,
                TaskChecks::commandProblem,
                TaskChecks::containerProblem,
                TaskChecks::limitsProblem);
        return checks.stream()
                .map(check -> check.apply(task))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> idProblem(TaskInfo task) {
        return Ids.problem(task.getTaskId().getValue()).map(problem -> "Task ID is invalid: " + problem);
    }

    private static Optional<String> duplicateProblem(TaskInfo task, MesosTaskLedger ledger) {
        String id = task.getTaskId().getValue();
        return ledger.find(id)
                .map(known -> known.unreachableSince().isPresent()
                        ? "Task reuses the ID of an unreachable task: " + id
                        : "Task has duplicate ID: " + id);
    }

    private static Optional<String> agentProblem(TaskInfo task, String agent) {
        return when(
                !task.getSlaveId().getValue().equals(agent),
                "Task uses invalid agent " + task.getSlaveId().getValue() + " while agent " + agent + " is expected");
    }

    private static Optional<String> killPolicyProblem(TaskInfo task) {
        return when(
                task.getKillPolicy().getGracePeriod().getNanoseconds() < 0,
                "Task's 'kill_policy.grace_period' must be non-negative");
    }

    private static Optional<String> completionTimeProblem(TaskInfo task) {
        return when(
                task.getMaxCompletionTime().getNanoseconds() < 0, "Task's 'max_completion_time' must be non-negative");
    }

    private static Optional<String> checkProblem(TaskInfo task) {
        if (!task.hasCheck()) {
            return Optional.empty();
        }
        CheckInfo check = task.getCheck();
        boolean complete = switch (check.getType()) {
            case COMMAND -> check.getCommand().getCommand().hasValue();
            case HTTP -> check.hasHttp();
            case TCP -> check.hasTcp();
            case UNKNOWN -> false;
        };
        if (!complete) {
            return Optional.of("Task uses invalid check: expecting '"
                    + check.getType().name().toLowerCase(java.util.Locale.ROOT) + "' to be set for a check of type "
                    + check.getType());
        }
        return when(
                isNegative(check.getDelaySeconds())
                        || isNegative(check.getIntervalSeconds())
                        || isNegative(check.getTimeoutSeconds()),
                "Task uses invalid check: expecting 'delay_seconds', 'interval_seconds' and 'timeout_seconds' to be"
                        + " non-negative");
    }

    private static Optional<String> healthCheckProblem(TaskInfo task) {
        if (!task.hasHealthCheck()) {
            return Optional.empty();
        }
        HealthCheck check = task.getHealthCheck();
        boolean complete = switch (HealthChecks.type(check)) {
            case COMMAND -> check.hasCommand();
            case HTTP -> check.hasHttp();
            case TCP -> check.hasTcp();
            case UNKNOWN -> false;
        };
        if (!complete) {
            return Optional.of("Task uses invalid health check: expecting 'command', 'http' or 'tcp' to be set,"
                    + " whichever its type names");
        }
        if (check.hasCommand()) {
            Optional<String> problem = environmentProblem(check.getCommand())
                    .or(() -> when(
                            !check.getCommand().hasValue(),
                            (check.getCommand().getShell() ? "a shell" : "an executable")
                                    + " command must have 'command.value' set"));
            if (problem.isPresent()) {
                return problem.map(text -> "Task uses invalid health check: " + text);
            }
        }
        return when(
                isNegative(check.getDelaySeconds())
                        || isNegative(check.getIntervalSeconds())
                        || isNegative(check.getTimeoutSeconds())
                        || isNegative(check.getGracePeriodSeconds()),
                "Task uses invalid health check: expecting 'delay_seconds', 'interval_seconds', 'timeout_seconds' and"
                        + " 'grace_period_seconds' to be non-negative");
    }

    private static Optional<String> resourcesProblem(TaskInfo task) {
        if (task.getResourcesCount() == 0) {
            return Optional.of("Task uses no resources");
        }
        return requested(task, "gpus")
                .filter(amount -> !amount.isWhole())
                .map(amount ->
                        "Task uses invalid resources: The 'gpus' resource must be an unsigned integer, not " + amount);
    }

    private static Optional<String> commandProblem(TaskInfo task) {
        return task.hasCommand()
                ? environmentProblem(task.getCommand()).map(problem -> "Task's `CommandInfo` is invalid: " + problem)
                : Optional.empty();
    }

    private static Optional<String> environmentProblem(CommandInfo command) {
        for (Environment.Variable variable : command.getEnvironment().getVariablesList()) {
            boolean wellFormed = switch (variable.getType()) {
                case VALUE -> variable.hasValue() && !variable.hasSecret();
                case SECRET -> variable.hasSecret() && !variable.hasValue();
                case UNKNOWN -> false;
            };
            if (!wellFormed) {
                return Optional.of("Environment variable '" + variable.getName() + "' of type '" + variable.getType()
                        + "' must have a "
                        + (variable.getType() == Environment.Variable.Type.SECRET ? "secret" : "value")
                        + " set and nothing else");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> containerProblem(TaskInfo task) {
        if (!task.hasContainer()) {
            return Optional.empty();
        }
        ContainerInfo container = task.getContainer();
        for (Volume volume : container.getVolumesList()) {
            int sources = (volume.hasHostPath() ? 1 : 0) + (volume.hasImage() ? 1 : 0) + (volume.hasSource() ? 1 : 0);
            if (sources != 1) {
                return Optional.of("Task's `ContainerInfo` is invalid: Volume '" + volume.getContainerPath()
                        + "': Only one of them should be set: 'host_path', 'image' and 'source'");
            }
            Optional<String> problem = volume.hasSource() ? sourceProblem(volume.getSource()) : Optional.empty();
            if (problem.isPresent()) {
                return problem.map(text ->
                        "Task's `ContainerInfo` is invalid: Volume '" + volume.getContainerPath() + "': " + text);
            }
        }
        if (container.getType() != ContainerInfo.Type.DOCKER) {
            return Optional.empty();
        }
        if (!container.hasDocker()) {
            return Optional.of("Task's `ContainerInfo` is invalid: DockerInfo 'docker' is not set for DOCKER typed"
                    + " ContainerInfo");
        }
        for (Parameter parameter : container.getDocker().getParametersList()) {
            if (parameter.getKey().equals("name")) {
                return Optional.of("Task's `ContainerInfo` is invalid: Parameter in DockerInfo must not be 'name'");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> sourceProblem(Volume.Source source) {
        if (!source.hasType()) {
            return Optional.of("'source.type' must be set");
        }
        return when(
                source.getType() == Volume.Source.Type.HOST_PATH && !source.hasHostPath(),
                "'source.host_path' is not set for HOST_PATH volume");
    }

    private static Optional<String> shareCgroupsProblem(TaskInfo task) {
        return when(
                task.getContainer().getLinuxInfo().hasShareCgroups()
                        && !task.getContainer().getLinuxInfo().getShareCgroups(),
                "Task's `ContainerInfo` is invalid: 'linux_info.share_cgroups' cannot be set to false for a"
                        + " task that is launched by LAUNCH");
    }

    private static Optional<String> limitsProblem(TaskInfo task) {
        for (Map.Entry<String, Value.Scalar> limit : task.getLimitsMap().entrySet()) {
            String name = limit.getKey();
            if (!name.equals("cpus") && !name.equals("mem")) {
                return Optional.of("Task resource limits may hold only 'cpus' and 'mem', not '" + name + "'");
            }
            double value = limit.getValue().getValue();
            if (!MesosLimits.isLimit(value)) {
                return Optional.of("The " + name + " limit " + value
                        + " is no amount: want Infinity, or a number of thousandths within 64 bits");
            }
            Optional<Amount> request = requested(task, name);
            if (name.equals("mem") && request.isEmpty()) {
                return Optional.of("When a memory limit is specified, a memory request must also be specified");
            }
            boolean less = Scalars.amount(value)
                    .filter(amount -> amount.compareTo(request.orElse(Amount.ZERO)) < 0)
                    .isPresent();
            if (less) {
                return Optional.of(
                        "The " + name + " limit " + value + " is less than the request " + request.orElse(Amount.ZERO));
            }
        }
        return Optional.empty();
    }

    /** How much of a scalar the task asks for in all, if it names it. */
    private static Optional<Amount> requested(TaskInfo task, String name) {
        return task.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name) && resource.getType() == Value.Type.SCALAR)
                .flatMap(resource -> Scalars.amount(resource.getScalar().getValue()).stream())
                .reduce(Amount::plus);
    }

    private static Optional<String> executorProblem(TaskInfo task) {
        if (task.hasExecutor() == task.hasCommand()) {
            return Optional.of("Task should have at least one (but not both) of CommandInfo or ExecutorInfo present");
        }
        return when(task.hasExecutor(), CUSTOM_EXECUTOR);
    }

    private static boolean isNegative(double seconds) {
        return !(seconds >= 0);
    }

    private static Optional<String> when(boolean wrong, String message) {
        return wrong ? Optional.of(message) : Optional.empty();
    }
}
