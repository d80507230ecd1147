package dev.isthmus.operator;

import dev.isthmus.operator.check.CheckCommand;
import dev.isthmus.operator.settings.Surroundings;
import java.util.List;
import picocli.CommandLine;

/** The commands of an operator. */
public final class OperatorCommands {

    private OperatorCommands() {}

    /** Each with its name. */
    public static List<CommandLine> all(Surroundings surroundings) {
        return List.of(new CommandLine(new CheckCommand(surroundings)));
    }
}
