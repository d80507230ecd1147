package dev.isthmus.testkit.framework.expect;

import dev.isthmus.testkit.framework.stage.DriverCall;
import dev.isthmus.testkit.framework.stage.Made;
import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import java.util.List;
import java.util.Optional;

/** That every offer of late was declined. */
final class DeclinedAllExpect extends Expect {

    @Override
    public Optional<String> unmet(Stage stage) {
        List<String> offers = stage.offers().since(stage.ledger().since());
        if (offers.isEmpty()) {
            return Optional.of("wanted: declines, but no offer was made since step "
                    + stage.ledger().since() + ", so none could be declined");
        }
        List<Made> declines = stage.ledger().open().stream()
                .filter(made -> made.call() instanceof DriverCall.Decline)
                .toList();
        List<String> declined = declines.stream()
                .map(Made::call)
                .map(DriverCall.Decline.class::cast)
                .flatMap(decline -> decline.offers().stream())
                .toList();
        List<String> left = offers.stream()
                .filter(offer -> !declined.contains(offer))
                .map(stage.offers()::agent)
                .toList();
        if (!left.isEmpty()) {
            return Optional.of("wanted: every offer declined, but not that of " + Texts.list(left) + "\n"
                    + CallExpect.calls(stage));
        }
        declines.forEach(made -> made.take(stage.history().step()));
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "declinedAll";
    }
}
