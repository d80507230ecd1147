package dev.isthmus.testkit.framework.expect;

import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import dev.isthmus.testkit.framework.stage.Told;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A state that was told; see {@link Expect#told}. Not thread-safe. */
public final class ToldExpect extends Expect {

    private final String name;
    private final String state;
    private String words = "";

    ToldExpect(String task, String state) {
        this.name = task;
        this.state = state;
    }

    /** In words that contain this, or for this reason, such as {@code REASON_RECONCILIATION}. */
    public ToldExpect saying(String part) {
        words = part;
        return this;
    }

    @Override
    public Optional<String> unmet(Stage stage) {
        List<Told.Status> told = stage.ledger().told(Told.Status.class).stream()
                .filter(status -> status.status().getTaskId().getValue().equals(stage.id(name)))
                .toList();
        boolean met = told.stream()
                .map(Told.Status::status)
                .anyMatch(status -> status.getState().name().equals(state)
                        && Texts.status(status).contains(words));
        if (met) {
            return Optional.empty();
        }
        String instead = told.isEmpty()
                ? "\nof '" + stage.id(name) + "' it was told nothing since step "
                        + stage.ledger().since()
                : told.stream()
                        .map(status -> "\n- " + Texts.status(status.status()))
                        .collect(Collectors.joining("", "\nit was told:", ""));
        return Optional.of("wanted: " + this + instead
                + stage.cluster()
                        .task(stage.id(name))
                        .map(task -> "")
                        .orElse("\nthere is no task '" + stage.id(name) + "'; launched so far are "
                                + Texts.list(stage.taskIds())));
    }

    @Override
    public String toString() {
        return "told " + state + " of '" + name + "'" + (words.isEmpty() ? "" : " saying '" + words + "'");
    }
}
