package dev.isthmus.operator.reap;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.operator.cluster.AskedCluster;
import dev.isthmus.operator.reap.definition.DefinitionFindings;
import dev.isthmus.operator.reap.definition.DefinitionReap;
import dev.isthmus.operator.reap.verdict.FrameworkEvidence;
import dev.isthmus.operator.reap.verdict.JudgedTasks;
import dev.isthmus.operator.reap.verdict.Judgement;
import dev.isthmus.operator.reap.verdict.MarkedTasks;
import dev.isthmus.operator.reap.verdict.ReapPlan;
import dev.isthmus.operator.reap.verdict.SortedTasks;
import dev.isthmus.operator.settings.ClusterOptions;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.ExitCodes;
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
import picocli.CommandLine.Spec;

/** {@code ./isthmus reap}. */
@Command(
        name = "reap",
        description = {
            "Shows the tasks of each framework and whether it is gone, by what the journals say; with --yes stops those of frameworks that are gone.",
            "With --definitions: shows the task definitions of Isthmus that no cluster of the account uses; with --yes deregisters them."
        },
        mixinStandardHelpOptions = true,
        usageHelpWidth = 120,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:shown; with --yes, all that was to be done is done",
            "1:there is no such framework, it lives, or some of it could not be done",
            "2:the command line is wrong",
            "3:ECS does not answer, or does not let us ask"
        })
public final class ReapCommand extends OperatorCommand {

    @Option(names = "--yes", description = "Does it; without this, nothing is changed.")
    private boolean yes;

    @Option(
            names = "--framework",
            paramLabel = "ID",
            description =
                    "Only this framework, by its id or its startedBy; with --yes also one that nothing is known of.")
    private @Nullable String framework;

    @Option(names = "--definitions", description = "Task definitions, and not tasks.")
    private boolean definitions;

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** Runs there. */
    public ReapCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws CommandFailure, InterruptedException {
        if (definitions && framework != null) {
            throw new ParameterException(
                    spec.commandLine(), "--framework and --definitions: a definition is of no framework");
        }
        Settings settings = options.settings(surroundings());
        ProgressLines progress = new ProgressLines(err(), surroundings().clock());
        try (AskedCluster cluster = AskedCluster.sparing(settings)) {
            return definitions ? reapDefinitions(cluster, settings, progress) : reapTasks(cluster, settings, progress);
        }
    }

    private int reapDefinitions(AskedCluster cluster, Settings settings, ProgressLines progress)
            throws CommandFailure, InterruptedException {
        DefinitionReap reap = new DefinitionReap(
                cluster, settings, surroundings().clock(), progress.of("definitions looked at"), yes);
        if (isJson()) {
            DefinitionFindings findings = reap.run(line -> {});
            out().println(JsonOutput.of(findings.json()));
            return findings.exitCode();
        }
        DefinitionFindings findings = reap.run(line -> {
            out().println(line);
            out().flush();
        });
        print(findings.closing());
        return findings.exitCode();
    }

    private int reapTasks(AskedCluster cluster, Settings settings, ProgressLines progress)
            throws CommandFailure, InterruptedException {
        SortedTasks tasks =
                SortedTasks.of(cluster.describe(cluster.arns(TaskFilter.RUNNING), progress.of("tasks looked at")));
        JournalWitness witness = JournalWitness.of(cluster.target().clusterName(), settings);
        List<JudgedTasks> judged = judged(chosen(tasks, cluster.target().clusterName()), witness);
        boolean named = framework != null;
        ReapReport report = new ReapReport(judged, tasks.others(), named, yes);
        ReapPlan plan = ReapPlan.of(judged, named);
        if (!isJson()) {
            print(report.found(surroundings().isColoured()));
        }
        List<ReapOutcome> outcomes = yes
                ? stop(plan, new TaskReaper(cluster, witness, surroundings().clock(), progress.of("tasks stopped")))
                : List.of();
        if (isJson()) {
            out().println(JsonOutput.of(report.json(cluster.target().clusterName(), outcomes)));
        } else if (!yes) {
            out().println(report.closing());
        } else if (plan.stopped().isEmpty()) {
            out().println("nothing was changed");
        }
        return yes ? exitCode(plan, outcomes) : ExitCodes.GOOD;
    }

    /** Those that are asked for. */
    private List<MarkedTasks> chosen(SortedTasks tasks, String cluster) throws CommandFailure {
        String wanted = framework;
        if (wanted == null) {
            return tasks.marked();
        }
        List<MarkedTasks> chosen = new ArrayList<>();
        for (MarkedTasks each : tasks.marked()) {
            if (each.goesBy(wanted)) {
                chosen.add(each);
            }
        }
        if (chosen.isEmpty()) {
            List<String> there = tasks.marked().stream().map(MarkedTasks::name).toList();
            throw CommandFailure.wrong(
                    "no framework '" + wanted + "' has a task in cluster " + cluster,
                    there.isEmpty() ? "none has; those that others started are never touched" : "it is one of " + there,
                    "./isthmus reap");
        }
        return chosen;
    }

    private List<JudgedTasks> judged(List<MarkedTasks> chosen, JournalWitness witness) {
        List<FrameworkEvidence> evidence = witness.evidence(chosen);
        List<JudgedTasks> judged = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            judged.add(new JudgedTasks(
                    chosen.get(i),
                    Judgement.of(evidence.get(i), surroundings().clock().instant())));
        }
        return judged;
    }

    private List<ReapOutcome> stop(ReapPlan plan, TaskReaper reaper) throws InterruptedException {
        List<ReapOutcome> outcomes = new ArrayList<>();
        for (JudgedTasks each : plan.stopped()) {
            ReapOutcome outcome = reaper.stop(each);
            outcomes.add(outcome);
            if (!isJson()) {
                print(ReapReport.done(outcome, surroundings().isColoured()));
                out().flush();
            }
            if (outcome.unanswered().isPresent()) {
                // The others would be refused too.
                break;
            }
        }
        return outcomes;
    }

    private int exitCode(ReapPlan plan, List<ReapOutcome> outcomes) {
        Optional<JudgedTasks> refused = plan.refused();
        if (refused.isPresent()) {
            return failed(CommandFailure.wrong(
                    "framework " + refused.get().tasks().name() + " is not touched: "
                            + refused.get().verdict().evidence(),
                    "it lives, or may come back within its time",
                    "stop it, or tear it down, and then: ./isthmus reap"));
        }
        outcomes.stream().flatMap(outcome -> outcome.unanswered().stream()).forEach(this::failed);
        return ReapOutcome.exitCode(outcomes);
    }
}
