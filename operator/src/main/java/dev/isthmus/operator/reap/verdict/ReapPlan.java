package dev.isthmus.operator.reap.verdict;

import java.util.List;
import java.util.Optional;

/**
 * What is done with the tasks of frameworks: those of one that is gone may be stopped; of one that nothing is known of only if it is named; of one that lives
 * never.
 *
 * @param stopped whose tasks are stopped
 * @param refused the one that was named and lives
 */
public record ReapPlan(List<JudgedTasks> stopped, Optional<JudgedTasks> refused) {

    /** Copies the list. */
    public ReapPlan {
        stopped = List.copyOf(stopped);
    }

    /**
     * What follows if this is asked for.
     *
     * @param chosen those that are looked at
     * @param named whether it is one that was named
     */
    public static ReapPlan of(List<JudgedTasks> chosen, boolean named) {
        return new ReapPlan(
                chosen.stream().filter(each -> mayStop(each.verdict(), named)).toList(),
                chosen.stream()
                        .filter(each -> named && each.verdict().isLiving())
                        .findFirst());
    }

    /** Whether tasks of a framework of this verdict may be stopped. */
    public static boolean mayStop(FrameworkVerdict verdict, boolean named) {
        return verdict.fold(gone -> true, living -> false, unknown -> named);
    }

    /** How many tasks are stopped. */
    public int tasks() {
        return stopped.stream().mapToInt(each -> each.tasks().tasks().size()).sum();
    }
}
