package dev.isthmus.operator.show;

import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.OperatorShell;
import picocli.CommandLine.Command;

/** {@code ./isthmus agents}. */
@Command(name = "agents", description = "Shows the agents: instances as ECS has them, and as frameworks see them.")
public final class AgentsCommand extends ShowCommand {

    /** Runs there. */
    public AgentsCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    @Override
    Listing listing(Source source) throws CommandFailure, InterruptedException {
        return source.agents();
    }
}
