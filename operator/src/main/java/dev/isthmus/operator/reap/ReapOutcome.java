package dev.isthmus.operator.reap;

import dev.isthmus.operator.reap.verdict.JudgedTasks;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.ExitCodes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came of stopping the tasks of a framework.
 *
 * @param judged whose
 * @param stopped how many ECS stops now, or had ended by themselves
 * @param failed why it does not stop a task, by ARN
 * @param spared why the rest was left alone: the framework is there again
 * @param unanswered why the rest could not be asked for
 */
record ReapOutcome(
        JudgedTasks judged,
        int stopped,
        Map<String, String> failed,
        Optional<String> spared,
        Optional<CommandFailure> unanswered) {

    /** Copies the map. */
    ReapOutcome {
        failed = new TreeMap<>(failed);
    }

    /** Whether all of them are stopped. */
    boolean isDone() {
        return failed.isEmpty() && spared.isEmpty() && unanswered.isEmpty();
    }

    /** What to exit with for all of these. */
    static int exitCode(List<ReapOutcome> outcomes) {
        return outcomes.stream()
                .mapToInt(each -> each.unanswered()
                        .map(CommandFailure::exitCode)
                        .orElse(each.isDone() ? ExitCodes.GOOD : ExitCodes.WRONG))
                .max()
                .orElse(ExitCodes.GOOD);
    }
}
