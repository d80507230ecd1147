package dev.isthmus.testkit.framework.expect;

import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import dev.isthmus.testkit.framework.stage.Told;
import java.util.List;
import java.util.Optional;

/** That the scheduler was told of an error. */
final class ErrorExpect extends Expect {

    private final String words;

    ErrorExpect(String words) {
        this.words = words;
    }

    @Override
    public Optional<String> unmet(Stage stage) {
        List<String> errors = stage.ledger().told(Told.Failure.class).stream()
                .map(Told.Failure::message)
                .toList();
        return errors.stream().anyMatch(message -> message.contains(words))
                ? Optional.empty()
                : Optional.of("wanted: " + this + "\nerrors told since step "
                        + stage.ledger().since() + ": " + Texts.list(errors));
    }

    @Override
    public String toString() {
        return "toldError '" + words + "'";
    }
}
