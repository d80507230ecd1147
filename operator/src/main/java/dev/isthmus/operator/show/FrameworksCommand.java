package dev.isthmus.operator.show;

import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.OperatorShell;
import picocli.CommandLine.Command;

/** {@code ./isthmus frameworks}. */
@Command(name = "frameworks", description = "Shows the frameworks that have tasks, and what they hold.")
public final class FrameworksCommand extends ShowCommand {

    /** Runs there. */
    public FrameworksCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    @Override
    Listing listing(Source source) throws CommandFailure, InterruptedException {
        return source.frameworks();
    }
}
