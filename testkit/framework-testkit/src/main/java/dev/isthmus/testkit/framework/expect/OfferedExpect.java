package dev.isthmus.testkit.framework.expect;

import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import dev.isthmus.testkit.framework.stage.Told;
import java.util.List;
import java.util.Optional;

/** That an agent was offered, or, when none is named, that nothing was. */
final class OfferedExpect extends Expect {

    private final String agent;

    OfferedExpect(String agent) {
        this.agent = agent;
    }

    @Override
    public Optional<String> unmet(Stage stage) {
        List<String> offered = stage.ledger().told(Told.Offered.class).stream()
                .map(Told.Offered::agent)
                .toList();
        boolean met = agent.isEmpty() ? offered.isEmpty() : offered.contains(agent);
        return met
                ? Optional.empty()
                : Optional.of("wanted: " + this + "\noffered since step "
                        + stage.ledger().since() + ": " + Texts.list(offered));
    }

    @Override
    public String toString() {
        return agent.isEmpty() ? "toldNoOffer" : "toldOffer " + agent;
    }
}
