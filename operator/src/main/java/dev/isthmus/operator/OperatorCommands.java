package dev.isthmus.operator;

import dev.isthmus.operator.check.CheckCommand;
import dev.isthmus.operator.exec.ExecCommand;
import dev.isthmus.operator.logs.LogsCommand;
import dev.isthmus.operator.plan.PlanCommand;
import dev.isthmus.operator.reap.ReapCommand;
import dev.isthmus.operator.settings.OperatorCommand;
import dev.isthmus.operator.settings.OperatorShell;
import dev.isthmus.operator.show.AgentsCommand;
import dev.isthmus.operator.show.FrameworksCommand;
import dev.isthmus.operator.show.OffersCommand;
import dev.isthmus.operator.show.TasksCommand;
import dev.isthmus.operator.why.WhyCommand;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands of an operator. */
public final class OperatorCommands {

    private OperatorCommands() {}

    /** Each with its name. */
    public static List<CommandLine> all(OperatorShell surroundings) {
        return Stream.<Function<OperatorShell, OperatorCommand>>of(
                        CheckCommand::new,
                        PlanCommand::new,
                        AgentsCommand::new,
                        OffersCommand::new,
                        TasksCommand::new,
                        FrameworksCommand::new,
                        WhyCommand::new,
                        LogsCommand::new,
                        ExecCommand::new,
                        ReapCommand::new)
                .map(command -> new CommandLine(command.apply(surroundings)))
                .toList();
    }
}
