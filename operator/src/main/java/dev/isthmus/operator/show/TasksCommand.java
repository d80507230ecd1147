package dev.isthmus.operator.show;

import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.OperatorShell;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./isthmus tasks}. */
@Command(name = "tasks", description = "Shows the tasks of frameworks, in ECS's states and in Mesos's.")
public final class TasksCommand extends ShowCommand {

    @Option(names = "--all", description = "Shows those that have ended too, which ECS keeps for about an hour.")
    private boolean all;

    /** Runs there. */
    public TasksCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    @Override
    Listing listing(Source source) throws CommandFailure, InterruptedException {
        return source.tasks(all);
    }
}
