package dev.isthmus.testkit.framework.expect;

import dev.isthmus.testkit.framework.stage.DriverCall;
import dev.isthmus.testkit.framework.stage.Made;
import dev.isthmus.testkit.framework.stage.Stage;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** That something was not called. */
final class NoCallExpect extends Expect {

    private final String text;
    private final String wanted;
    private final boolean all;
    private final BiPredicate<Stage, DriverCall> unwanted;

    /** Calls that met another expectation, and those that nobody makes, do not count. */
    NoCallExpect(String text, String wanted, Predicate<DriverCall> unwanted) {
        this(text, wanted, false, (stage, call) -> unwanted.test(call));
    }

    /** All calls count. */
    NoCallExpect(String text, String wanted, BiPredicate<Stage, DriverCall> unwanted) {
        this(text, wanted, true, unwanted);
    }

    private NoCallExpect(String text, String wanted, boolean all, BiPredicate<Stage, DriverCall> unwanted) {
        this.text = text;
        this.wanted = wanted;
        this.all = all;
        this.unwanted = unwanted;
    }

    @Override
    public Optional<String> unmet(Stage stage) {
        List<Made> found = stage.ledger().window().stream()
                .filter(made -> all || (!made.isTaken() && !made.isByTheWay()))
                .filter(made -> unwanted.test(stage, made.call()))
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.stream()
                        .map(made -> "\n- " + made.call().text())
                        .collect(Collectors.joining("", "wanted: " + wanted + "\nbut the scheduler", "")));
    }

    @Override
    public String toString() {
        return text;
    }
}
