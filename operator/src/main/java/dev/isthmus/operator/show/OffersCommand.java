package dev.isthmus.operator.show;

import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.OperatorShell;
import picocli.CommandLine.Command;

/** {@code ./isthmus offers}. */
@Command(
        name = "offers",
        description =
                "Shows what is free on each agent, and what of it a framework with these settings would be offered.")
public final class OffersCommand extends ShowCommand {

    /** Runs there. */
    public OffersCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    @Override
    Listing listing(Source source) throws CommandFailure, InterruptedException {
        return source.offers();
    }
}
