package dev.isthmus.ecs.task;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Determines why a task ended, from the stop code, the reasons and the exit codes of the containers that count. The first matching rule applies. The
 * texts are those of "Stopped tasks error codes" in the developer guide and of the ECS agent's dockerapi/errors.go; they are matched by their
 * beginnings, as they are no contract.
 */
final class StopReasons {

    /** What the reason of a container begins with that used more memory than there was. */
    static final String OUT_OF_MEMORY = "OutOfMemory";

    private static final List<String> NEVER_STARTED = List.of(
            "CannotPull",
            "CannotCreate",
            "CannotStart",
            "CannotInspect",
            "ResourceInitializationError",
            "DockerTimeoutError",
            "ContainerRuntimeTimeoutError",
            "ContainerRuntimeError",
            "HostConfigError",
            "InvalidVolumeError",
            "TaskDependencyError");

    /** Of a task on Fargate Spot, whatever the stop code says, which may be missing; its process may even have exited with 0. */
    private static final String INTERRUPTED = "Your Spot Task was interrupted";

    /** Of a task on Fargate whose host is taken out of service. */
    private static final String RETIRED = "performing maintenance on the underlying infrastructure hosting the task";

    /** What Fargate fails to provide for a start now and then, in up to two of a hundred; asking again helps. */
    private static final List<String> NOT_PROVIDED = List.of(
            "Timeout waiting for network interface provisioning",
            "Timeout waiting for EphemeralStorage provisioning",
            "Unexpected EC2 error while attempting to Create Network Interface",
            "Capacity is unavailable at this time");

    private StopReasons() {}

    /**
     * The end of a stopped task.
     *
     * @param stopAsked whether this process asked for it to be stopped
     */
    static TaskPhase.Ended of(TaskView task, boolean stopAsked) {
        Optional<ContainerView> main = task.main().filter(Counting::ran);
        Optional<Fetching.Failed> unfetched = Fetching.failed(task);
        boolean ran = unfetched.isEmpty() && (task.times().startedAt().isPresent() || main.isPresent());
        OptionalInt exitCode =
                ran ? main.map(ContainerView::exitCode).orElse(OptionalInt.empty()) : OptionalInt.empty();
        Ending ending = ending(task, stopAsked, exitCode, ran);
        String message = unfetched
                .filter(failed -> ending == Ending.NOT_STARTED)
                .map(Fetching.Failed::message)
                .orElseGet(() -> message(task));
        return new TaskPhase.Ended(ending, exitCode, ran, message);
    }

    /** Whether it ended by a failure of its own, of which what it printed last may say why. */
    static boolean isFailure(TaskPhase.Ended ended) {
        return switch (ended.ending()) {
            case OUT_OF_MEMORY -> true;
            case EXITED, UNEXPLAINED -> ended.exitCode().orElse(0) != 0;
            default -> false;
        };
    }

    /** The container that has failed, of a task that has not stopped yet. */
    static Optional<String> failing(TaskView task) {
        return task.main()
                .filter(container -> !task.stopped() && Counting.ran(container) && isFailure(of(task, false)))
                .map(ContainerView::name);
    }

    private static Ending ending(TaskView task, boolean stopAsked, OptionalInt exitCode, boolean ran) {
        String code = task.stopCode();
        if (Identity.stoppedForWantOfInstance(task)) {
            return Ending.NO_ROOM;
        }
        if (Identity.stoppedByUs(task) || (stopAsked && stoppedAsAsked(task))) {
            return Ending.STOPPED;
        }
        if (task.isGroup() && GroupExitCauses.endedWithGroup(task)) {
            return Ending.WITH_GROUP;
        }
        if (ofItself(task) && Fetching.failed(task).isPresent()) {
            return Ending.NOT_STARTED;
        }
        if (reasons(task).stream().anyMatch(reason -> reason.startsWith(OUT_OF_MEMORY))) {
            return Ending.OUT_OF_MEMORY;
        }
        if (hostLost(task.stoppedReason())) {
            return Ending.AGENT_GONE;
        }
        if (task.stoppedReason().startsWith(INTERRUPTED)) {
            return Ending.PREEMPTED;
        }
        if (task.stoppedReason().contains(RETIRED)) {
            return Ending.INFRASTRUCTURE;
        }
        if (code.equals("TaskFailedToStart")) {
            return noRoom(task) ? Ending.NO_ROOM : Ending.NOT_STARTED;
        }
        if (!ran
                && (reasons(task).stream().anyMatch(StopReasons::neverStarted)
                        || failedBefore(task).isPresent())) {
            return Ending.NOT_STARTED;
        }
        return switch (code) {
            case "EssentialContainerExited" -> exitCode.isPresent() ? Ending.EXITED : Ending.UNEXPLAINED;
            case "SpotInterruption" -> Ending.PREEMPTED;
            case "TerminationNotice" -> Ending.DRAINED;
            case "InfrastructureHealth" -> Ending.INFRASTRUCTURE;
            case "UserInitiated", "ServiceSchedulerInitiated" -> Ending.STOPPED_BY_OTHERS;
            default -> Ending.UNEXPLAINED;
        };
    }

    /**
     * Whether ECS says nothing against its being our stop that ended the task. One that had ended by itself before the stop arrived has its own
     * stop code, and one that somebody else stopped first their reason; whoever looks at it later must come to the same end.
     */
    private static boolean stoppedAsAsked(TaskView task) {
        boolean code = task.stopCode().isEmpty() || task.stopCode().equals("UserInitiated");
        return code && task.stoppedReason().isEmpty();
    }

    /** "Host EC2 (instance i-...) terminated." or "stopped.", and what a forced deregistration says. */
    private static boolean hostLost(String reason) {
        boolean host = reason.startsWith("Host EC2") && (reason.contains("terminated") || reason.contains("stopped"));
        return host || reason.toLowerCase(Locale.ROOT).contains("instance deregist");
    }

    /** Of a task that failed to start. */
    static boolean noRoom(TaskView task) {
        String reason = task.stoppedReason();
        return reason.contains("RESOURCE:")
                || reason.contains("EMPTY CAPACITY PROVIDER")
                || (Identity.isOnFargate(task) && NOT_PROVIDED.stream().anyMatch(reason::contains));
    }

    static boolean neverStarted(String reason) {
        return NEVER_STARTED.stream().anyMatch(reason::startsWith);
    }

    /** Whether nobody stopped it. */
    private static boolean ofItself(TaskView task) {
        return task.stopCode().equals("TaskFailedToStart") || task.stopCode().equals("EssentialContainerExited");
    }

    /** What failed of that which had to end before the task itself could begin, such as a fetcher; in words. */
    private static Optional<String> failedBefore(TaskView task) {
        return Counting.before(task).stream()
                .filter(container -> ofItself(task) && container.exitCode().orElse(0) != 0)
                .findFirst()
                .map(container -> "container " + container.name() + ", which comes before it, exited with status "
                        + container.exitCode().orElse(0));
    }

    /** What the containers that count say, the main one first, and then what the task says. */
    private static List<String> reasons(TaskView task) {
        List<String> reasons = new ArrayList<>();
        task.main().map(ContainerView::reason).ifPresent(reasons::add);
        Counting.ended(task).forEach(container -> reasons.add(container.reason()));
        reasons.add(task.stoppedReason());
        return reasons;
    }

    private static String message(TaskView task) {
        List<String> words = new ArrayList<>();
        for (String reason : reasons(task)) {
            if (!reason.isEmpty() && !words.contains(reason)) {
                words.add(reason);
            }
        }
        failedBefore(task).ifPresent(words::add);
        if (words.isEmpty() && !task.stopCode().isEmpty()) {
            words.add(task.stopCode());
        }
        return String.join("; ", words);
    }
}
