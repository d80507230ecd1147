package dev.isthmus.operator.reap;

import dev.isthmus.operator.reap.verdict.JudgedTasks;
import dev.isthmus.operator.reap.verdict.MarkedTasks;
import dev.isthmus.operator.reap.verdict.ReapPlan;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.text.Colour;
import dev.isthmus.operator.text.ShellWords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is left of frameworks, and what came of stopping it, for people and for programs.
 *
 * @param shown those that were looked at
 * @param others how many tasks no framework of Isthmus started
 * @param named whether one framework was named
 * @param isAsked whether tasks are to be stopped
 */
record ReapReport(List<JudgedTasks> shown, int others, boolean named, boolean isAsked) {

    private static final String INDENT = "         -> ";

    /** Copies the list. */
    ReapReport {
        shown = List.copyOf(shown);
    }

    /** What there is, before anything is done. */
    List<String> found(boolean coloured) {
        List<String> lines = new ArrayList<>();
        for (JudgedTasks each : shown) {
            lines.add(word(each.verdict().word(), colour(each), coloured)
                    + each.tasks().name() + ": "
                    + counted(each.tasks().tasks().size()) + since(each.tasks()) + "; "
                    + each.verdict().evidence());
            lines.add(INDENT + action(each));
        }
        if (shown.isEmpty()) {
            lines.add("no framework of Isthmus has tasks here");
        }
        if (others > 0) {
            lines.add(counted(others) + (others == 1 ? " carries" : " carry")
                    + " no mark of Isthmus, and none of those is ever touched");
        }
        return lines;
    }

    private static String word(String word, Colour colour, boolean coloured) {
        return colour.paint(String.format(Locale.ROOT, "%-7s", word), coloured) + "  ";
    }

    private static Colour colour(JudgedTasks each) {
        return each.verdict().fold(gone -> Colour.RED, living -> Colour.GREEN, unknown -> Colour.YELLOW);
    }

    private static String since(MarkedTasks tasks) {
        return tasks.firstStart()
                .map(first -> (tasks.tasks().size() == 1 ? ", since " : ", the first since ")
                        + first.truncatedTo(ChronoUnit.SECONDS))
                .orElse("");
    }

    static String counted(int tasks) {
        return tasks == 1 ? "1 task" : tasks + " tasks";
    }

    private String action(JudgedTasks each) {
        String stops = each.tasks().tasks().size() == 1 ? "it is stopped" : "they are stopped";
        String name = ShellWords.quoted(each.tasks().name());
        return each.verdict()
                .fold(
                        gone -> isAsked ? stops : "with --yes " + stops,
                        living -> "left alone",
                        unknown -> named && isAsked
                                ? stops
                                : "left alone; where nobody serves it, stopped by: ./isthmus reap --framework " + name
                                        + " --yes");
    }

    /** What a run that asks for nothing ends with. */
    String closing() {
        ReapPlan plan = ReapPlan.of(shown, named);
        return plan.tasks() == 0
                ? "nothing was changed, and --yes would change nothing"
                : "nothing was changed; with --yes " + counted(plan.tasks()) + " of "
                        + (plan.stopped().size() == 1
                                ? "1 framework"
                                : plan.stopped().size() + " frameworks")
                        + (plan.tasks() == 1 ? " is" : " are") + " stopped";
    }

    /** What came of stopping the tasks of one. */
    static List<String> done(ReapOutcome outcome, boolean coloured) {
        MarkedTasks tasks = outcome.judged().tasks();
        List<String> lines = new ArrayList<>();
        lines.add((outcome.isDone() ? word("stopped", Colour.GREEN, coloured) : word("failed", Colour.RED, coloured))
                + tasks.name() + ": " + outcome.stopped() + " of "
                + counted(tasks.tasks().size()));
        outcome.failed().forEach((arn, why) -> lines.add(INDENT + arn + " is not stopped: " + why));
        outcome.spared().ifPresent(why -> lines.add(INDENT + "the rest is left alone: " + why));
        outcome.unanswered().ifPresent(why -> lines.add(INDENT + "the rest is left alone: " + why.getMessage()));
        return lines;
    }

    /** For programs, with what came of it where something was done. */
    Map<String, Object> json(String cluster, List<ReapOutcome> outcomes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cluster", cluster);
        json.put(
                "frameworks",
                shown.stream().map(each -> framework(each, outcomes)).toList());
        json.put("others", others);
        json.put("changed", isAsked);
        return json;
    }

    private Map<String, Object> framework(JudgedTasks each, List<ReapOutcome> outcomes) {
        MarkedTasks tasks = each.tasks();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", tasks.framework().map(Object::toString));
        json.put("startedBy", tasks.mark());
        json.put("verdict", each.verdict().word());
        json.put("evidence", each.verdict().evidence());
        json.put(
                "goneSince",
                each.verdict()
                        .fold(
                                gone -> Optional.of(gone.since().toString()),
                                living -> Optional.empty(),
                                unknown -> Optional.empty()));
        json.put("since", tasks.firstStart().map(Instant::toString));
        json.put("stops", ReapPlan.mayStop(each.verdict(), named));
        json.put("tasks", tasks.tasks().stream().map(task -> task.arn()).toList());
        outcomes.stream()
                .filter(outcome -> outcome.judged().equals(each))
                .findFirst()
                .ifPresent(outcome -> json.put("outcome", outcome(outcome)));
        return json;
    }

    private static Map<String, Object> outcome(ReapOutcome outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stopped", outcome.stopped());
        json.put(
                "failed",
                outcome.failed().entrySet().stream()
                        .map(each -> Map.of("ecsTask", each.getKey(), "why", each.getValue()))
                        .toList());
        json.put("leftAlone", outcome.spared().or(() -> outcome.unanswered().map(CommandFailure::getMessage)));
        return json;
    }
}
