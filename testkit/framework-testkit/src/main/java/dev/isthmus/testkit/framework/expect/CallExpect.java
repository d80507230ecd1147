package dev.isthmus.testkit.framework.expect;

import dev.isthmus.testkit.framework.stage.DriverCall;
import dev.isthmus.testkit.framework.stage.Made;
import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A call that was made. */
final class CallExpect extends Expect {

    private final String text;
    private final BiPredicate<Stage, DriverCall> like;
    private final Function<Stage, Optional<String>> hint;

    CallExpect(String text, BiPredicate<Stage, DriverCall> like, Function<Stage, Optional<String>> hint) {
        this.text = text;
        this.like = like;
        this.hint = hint;
    }

    static CallExpect of(String text, Predicate<DriverCall> like) {
        return new CallExpect(text, (stage, call) -> like.test(call), stage -> Optional.empty());
    }

    /** A call about one task, which there has to be. */
    static CallExpect ofTask(String verb, String task, BiPredicate<DriverCall, String> like) {
        return new CallExpect(
                verb + " '" + task + "'",
                (stage, call) -> like.test(call, stage.id(task)),
                stage -> noSuchTask(stage, task));
    }

    @Override
    public Optional<String> unmet(Stage stage) {
        Predicate<DriverCall> matches = call -> like.test(stage, call);
        Optional<Made> found = stage.ledger().open().stream()
                .filter(made -> matches.test(made.call()))
                .findFirst();
        if (found.isPresent()) {
            found.get().take(stage.history().step());
            return Optional.empty();
        }
        StringBuilder why =
                new StringBuilder("wanted: ").append(this).append("\n").append(calls(stage));
        hint.apply(stage).ifPresent(line -> why.append("\n").append(line));
        elsewhere(stage, matches).ifPresent(line -> why.append("\n").append(line));
        return Optional.of(why.toString());
    }

    /** Where else such a call is to be found. */
    static Optional<String> elsewhere(Stage stage, Predicate<DriverCall> matches) {
        Optional<String> taken = stage.ledger().window().stream()
                .filter(made -> made.isTaken() && matches.test(made.call()))
                .map(made -> "there is one such call, but the expectation of step " + made.takenAt() + " was met by it")
                .findFirst();
        return taken.or(() -> stage.ledger().earlier().stream()
                .filter(made -> !made.isTaken() && matches.test(made.call()))
                .map(made -> "there was such a call in step " + made.step()
                        + ", but an expectation looks back only to the" + " last sends, which began with step "
                        + stage.ledger().since())
                .reduce((first, second) -> second));
    }

    /** What was called instead, for messages. */
    static String calls(Stage stage) {
        List<Made> made = stage.ledger().open().stream()
                .filter(call -> !call.isByTheWay())
                .toList();
        String since = "since step " + stage.ledger().since() + " the scheduler called";
        return made.isEmpty()
                ? since + " nothing" + (stage.ledger().window().stream().anyMatch(Made::isTaken) ? " else" : "")
                : made.stream()
                        .map(call -> "\n- " + call.call().text())
                        .collect(Collectors.joining("", since + ":", ""));
    }

    /** That a task is not there, if so: then no call about it can be right. */
    static Optional<String> noSuchTask(Stage stage, String task) {
        return stage.taskIds().contains(stage.id(task))
                ? Optional.empty()
                : Optional.of("this can hardly be met: there is no task '" + stage.id(task) + "'; launched so far are "
                        + Texts.list(stage.taskIds()));
    }

    @Override
    public String toString() {
        return text;
    }
}
