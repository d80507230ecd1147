package dev.isthmus.ecs.task;

import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.util.List;
import java.util.Optional;

/**
 * Determines which containers of a task group ended by themselves, and which ECS stopped because of them. ECS does not say, so the exit codes decide;
 * not the time of a read, so that a later read comes to the same result.
 */
final class GroupExitCauses {

    /** How containers end that are stopped: by SIGTERM, or by SIGKILL if they do not heed that. */
    private static final List<Integer> STOPPED = List.of(128 + 15, 128 + 9);

    private GroupExitCauses() {}

    /** Whether this task of a group was only stopped because another had ended, or could not be started. */
    static boolean endedWithGroup(TaskView task) {
        return switch (task.stopCode()) {
            case "TaskFailedToStart" ->
                !StopReasons.noRoom(task)
                        && (isStopped(task.main())
                                || (Fetching.failed(task)
                                                .filter(Fetching.Failed::stopped)
                                                .isPresent()
                                        && rank(task) > worst(task)));
            case "EssentialContainerExited" -> rank(task) > worst(task);
            default -> false;
        };
    }

    private static boolean isStopped(Optional<ContainerView> main) {
        return main.filter(
                        container -> container.exitCode().isPresent() && !StopReasons.neverStarted(container.reason()))
                .isPresent();
    }

    private static int worst(TaskView task) {
        return task.each().stream().mapToInt(GroupExitCauses::rank).min().orElseThrow();
    }

    /**
     * 0 for what ECS says went wrong, 1 for a failure, 2 for success, 3 for what was stopped or never ran; the least of a group ended it. A
     * container that heeds SIGTERM and exits with 0 looks like a success, so next to a failure no success is believed: better work that is done
     * twice than work that is taken to be done.
     */
    private static int rank(TaskView member) {
        Optional<Fetching.Failed> unfetched = Fetching.failed(member);
        if (unfetched.isPresent()) {
            return unfetched.get().stopped() ? 3 : 0;
        }
        Optional<ContainerView> container = member.main();
        if (container.isEmpty()) {
            return 3;
        }
        String reason = container.get().reason();
        if (reason.startsWith(StopReasons.OUT_OF_MEMORY) || StopReasons.neverStarted(reason)) {
            return 0;
        }
        int code = container.get().exitCode().orElse(STOPPED.get(0));
        if (STOPPED.contains(code)) {
            return 3;
        }
        return code == 0 ? 2 : 1;
    }
}
