package dev.isthmus.ecs.task;

import dev.isthmus.ecs.definition.Provisions.Filling;
import dev.isthmus.ecs.fetch.FetchFailure;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.util.List;
import java.util.Optional;

/**
 * Whether fetching for a task has succeeded. A task whose fetcher failed has never run, whatever its main container reports: the agent invents that.
 * A task that fetches by itself has never run if it ended with an exit code of the script.
 */
final class Fetching {

    /** How containers end that are stopped: by SIGTERM, or by SIGKILL if they do not heed that. */
    private static final List<Integer> STOPPED = List.of(128 + 15, 128 + 9);

    private Fetching() {}

    /**
     * A fetch that failed.
     *
     * @param message in words, as it is told
     * @param stopped whether it may have failed only because it was stopped
     */
    record Failed(String message, boolean stopped) {}

    /** The failure, if it failed. */
    static Optional<Failed> failed(TaskView task) {
        Optional<Filling> filling = Sandboxed.filling(task);
        if (filling.equals(Optional.of(Filling.FETCHER))) {
            return Counting.allBefore(task).stream()
                    .flatMap(container -> ofFetcher(container).stream())
                    .filter(failed -> !failed.stopped() || !failedBySelf(task))
                    .findFirst();
        }
        if (filling.equals(Optional.of(Filling.PRELUDE))) {
            return task.main().flatMap(Fetching::ofPrelude);
        }
        return Optional.empty();
    }

    private static Optional<Failed> ofFetcher(ContainerView fetcher) {
        String reason = fetcher.reason();
        if (StopReasons.neverStarted(reason) || reason.startsWith(StopReasons.OUT_OF_MEMORY)) {
            return Optional.of(new Failed(
                    FetchFailure.PREFIX + "the container that fetches the task's uris did not do so: " + reason,
                    false));
        }
        if (fetcher.exitCode().isEmpty() || fetcher.exitCode().getAsInt() == 0) {
            return Optional.empty();
        }
        int code = fetcher.exitCode().getAsInt();
        return Optional.of(new Failed(FetchFailure.ofFetcher(code, fetcher.fetches()), STOPPED.contains(code)));
    }

    /**
     * Whether it was the task's own container that could not be started, for which the fetcher was only stopped: agents that pull all images first
     * (ECS_PULL_DEPENDENT_CONTAINERS_UPFRONT) find so while the fetcher runs.
     */
    private static boolean failedBySelf(TaskView task) {
        return task.main()
                .filter(main -> StopReasons.neverStarted(main.reason()) && !Counting.inVain(main))
                .isPresent();
    }

    private static Optional<Failed> ofPrelude(ContainerView main) {
        if (main.exitCode().isEmpty()) {
            return Optional.empty();
        }
        int code = main.exitCode().getAsInt();
        return FetchFailure.read(code, main.fetches())
                .map(failure -> new Failed(failure.message() + unless(code), false));
    }

    /** A container's exit code is all that ECS tells, and a command may end with any. */
    private static String unless(int code) {
        return " (the container ended with exit code " + code
                + ", which is kept for this; of a command that ends so by itself it is told apart with fetcher:container in a rule of "
                + "ISTHMUS_TASK_RULES)";
    }

    /** Whether a task that has not begun is still being fetched for. */
    static boolean goesOn(TaskView task) {
        return Sandboxed.filling(task).equals(Optional.of(Filling.FETCHER))
                && Counting.before(task).stream()
                        .anyMatch(container -> container.exitCode().isEmpty());
    }
}
