package dev.isthmus.operator.why;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.operator.cluster.AgentsNow;
import dev.isthmus.operator.cluster.AskedCluster;
import dev.isthmus.operator.cluster.FoundTask;
import dev.isthmus.operator.cluster.ToldTask;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./isthmus why}. */
@Command(
        name = "why",
        description = {
            "Tells the life of a task and why it is as it is: from ECS, from the journal, and from the driver's log if that is given.",
            "Of one that waits: which agents have no room for it, and what they lack."
        },
        mixinStandardHelpOptions = true,
        usageHelpWidth = 120,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:told",
            "1:nobody knows the task",
            "2:the command line is wrong",
            "3:the cluster does not answer"
        })
public final class WhyCommand extends OperatorCommand {

    @Parameters(paramLabel = "TASK", description = "The id that its framework gave it, or its id or ARN in ECS.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private String name;

    @Option(
            names = "--framework",
            paramLabel = "ID",
            description = "The id of its framework, where several have such a task.")
    private @Nullable String framework;

    @Option(names = "--log", paramLabel = "FILE", description = "The log of the driver, or of its framework.")
    private @Nullable String log;

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private @Nullable Resources needs;

    @Option(
            names = "--needs",
            paramLabel = "RESOURCES",
            description = "What a task that waits asks for, as in 'cpus:2; mem:512': tells which agents have room.")
    void needs(String text) {
        try {
            Resources parsed = ResourcesText.parse(Dialect.MESOS, text);
            if (parsed.isEmpty()) {
                throw new IllegalArgumentException("want something, as in 'cpus:2; mem:512'");
            }
            needs = parsed;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--needs " + text + ": " + e.getMessage());
        }
    }

    /** Runs there. */
    public WhyCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws CommandFailure, InterruptedException {
        Settings settings = options.settings(surroundings());
        List<ToldTask> found;
        Optional<String> mistaken;
        String cluster;
        try (AskedCluster asked = AskedCluster.open(settings)) {
            cluster = asked.target().clusterName();
            found = FoundTask.of(asked, name, Optional.ofNullable(framework));
            mistaken = found.isEmpty()
                    ? FoundTask.mistaken(asked, name, Optional.ofNullable(framework))
                    : Optional.empty();
        }
        List<TaskAccount> accounts = new ArrayList<>();
        for (ToldTask told : found) {
            accounts.add(new TaskAccount(told, journal(cluster, told.task().framework(), settings)));
        }
        List<String> lines = log == null ? List.of() : LogLines.about(log, names(found));
        List<Room> rooms = needs == null
                ? List.of()
                : Room.of(
                        AgentsNow.of(
                                KnownSettings.readable(settings), surroundings().clock()),
                        needs,
                        settings);
        WhyReport report = new WhyReport(absent(cluster, mistaken), log != null, accounts, lines, rooms, needs != null);
        if (isJson()) {
            out().println(JsonOutput.of(report.json()));
        } else {
            print(report.lines());
        }
        return accounts.isEmpty() && lines.isEmpty() ? ExitCodes.WRONG : ExitCodes.GOOD;
    }

    private String absent(String cluster, Optional<String> mistaken) {
        return mistaken.orElse("ECS knows no task '" + name + "' in cluster " + cluster
                + ": it waits for an offer or for room, ended more than an hour ago, or is of another cluster");
    }

    private List<String> names(List<ToldTask> found) {
        List<String> names = new ArrayList<>(List.of(name));
        found.forEach(told -> names.addAll(List.of(
                told.task().task().value(),
                told.task().launch().value(),
                InstanceView.idOf(told.view().arn()))));
        return names;
    }

    /** Empty if there is none that can be read here: often it is on another machine. */
    private static Optional<JournalSnapshot> journal(String cluster, FrameworkId framework, Settings settings) {
        try {
            return JournalProvider.select(Discovery.installed(), settings)
                    .map(provider -> provider.look(new JournalKey(cluster, framework), settings)
                            .ofFramework())
                    .filter(snapshot -> !snapshot.equals(JournalSnapshot.NOTHING));
        } catch (JournalException | ProviderSelectionException e) {
            return Optional.empty();
        }
    }
}
