package dev.isthmus.operator.plan;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.operator.plan.world.AskedItem;
import dev.isthmus.operator.plan.world.PlanResult;
import dev.isthmus.operator.plan.world.PlannedWorld;
import dev.isthmus.operator.settings.ClusterOptions;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.ExitCodes;
import dev.isthmus.operator.settings.KnownSettings;
import dev.isthmus.operator.settings.OperatorCommand;
import dev.isthmus.operator.settings.OperatorShell;
import dev.isthmus.operator.text.JsonOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./isthmus plan}. */
@Command(
        name = "plan",
        description = {
            "Shows what the tasks of an app, a job, a request or a TaskInfo would become on ECS. Touches nothing.",
            "That is definition, overrides, ports, what is dropped, what is refused and why, and how many registrations it costs."
        },
        mixinStandardHelpOptions = true,
        usageHelpWidth = 120,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all of it can run",
            "1:something is refused, or cannot be read",
            "2:the command line is wrong",
            "3:the framework does not answer"
        })
public final class PlanCommand extends OperatorCommand {

    @Parameters(
            paramLabel = "FILE|URL",
            description =
                    "JSON of Marathon, Chronos, Singularity or Mesos; or the address of a Marathon or Chronos that runs.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private String source;

    @Option(
            names = "--framework",
            paramLabel = "NAME",
            description = "The name of the framework, by which rules choose (default: marathon, chronos, Singularity).")
    private @Nullable String framework;

    @Option(names = "--definitions", description = "Shows whole definitions and overrides, as JSON has them.")
    private boolean definitions;

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    /** Runs there. */
    public PlanCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws CommandFailure {
        Settings settings = KnownSettings.readable(options.settings(surroundings()));
        List<PlannedItem> planned = new ArrayList<>();
        for (AskedItem item : new PlanSource(source, Optional.ofNullable(framework)).items()) {
            planned.add(item.fold(
                    task -> new PlannedItem(
                            task.task().name(),
                            PlannedWorld.of(task.task(), settings),
                            task.task().left()),
                    not -> new PlannedItem(not.name(), new PlanResult.Refused(not.why(), List.of()), List.of())));
        }
        PlanReport report = new PlanReport(planned);
        if (isJson()) {
            out().println(JsonOutput.of(report.json()));
        } else {
            print(report.lines(surroundings().isColoured(), definitions));
        }
        return report.isRefused() ? ExitCodes.WRONG : ExitCodes.GOOD;
    }
}
