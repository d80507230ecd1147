package dev.isthmus.operator.logs;

import dev.isthmus.api.settings.DurationText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.operator.aws.LogStreams;
import dev.isthmus.operator.aws.LogStreams.Where;
import dev.isthmus.operator.aws.ServiceAddresses;
import dev.isthmus.operator.aws.SignedJson;
import dev.isthmus.operator.cluster.AskedCluster;
import dev.isthmus.operator.cluster.FoundTask;
import dev.isthmus.operator.cluster.ToldTask;
import dev.isthmus.operator.logs.PrintedLines.Line;
import dev.isthmus.operator.settings.ClusterOptions;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.ExitCodes;
import dev.isthmus.operator.settings.OperatorCommand;
import dev.isthmus.operator.settings.OperatorShell;
import dev.isthmus.operator.text.JsonOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./isthmus logs}. */
@Command(
        name = "logs",
        description = "Shows what a task has printed, where its log driver is awslogs.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 120,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:there is no such task, or no log that can be read",
            "2:the command line is wrong",
            "3:ECS or CloudWatch Logs does not answer, or does not let us ask"
        })
public final class LogsCommand extends OperatorCommand {

    /** How often nothing comes of a task that has stopped until nothing will: what its agent still has is on its way. */
    private static final int LATE = 2;

    /** How often ECS is asked whether a task that prints nothing has stopped. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    @Parameters(paramLabel = "TASK", description = "The id that its framework gave it, or its id or ARN in ECS.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private String name;

    @Option(
            names = "--framework",
            paramLabel = "ID",
            description = "The id of its framework, where several have such a task.")
    private @Nullable String framework;

    @Option(
            names = "--container",
            paramLabel = "NAME",
            description = "Which of its containers; fetch is the one that fetches (default: its own).")
    private @Nullable String container;

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private int count = 100;

    @Option(
            names = "--lines",
            paramLabel = "N",
            defaultValue = "100",
            description = "The newest so many lines (default: ${DEFAULT-VALUE}).")
    void lines(int lines) {
        if (lines < 1 || lines > PrintedLines.MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--lines " + lines + ": want a whole number from 1 to " + PrintedLines.MOST);
        }
        count = lines;
    }

    private Optional<Duration> pause = Optional.empty();

    @Option(
            names = "--follow",
            paramLabel = "TIME",
            arity = "0..1",
            fallbackValue = "2s",
            description = "Goes on with what comes, asking so often, until the task has stopped or it is interrupted"
                    + " (${FALLBACK-VALUE} if no time is given).")
    void follow(String text) {
        pause = Optional.of(DurationText.read(text)
                .filter(time -> time.compareTo(Duration.ZERO) > 0)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--follow " + text + ": want a length of time above 0 such as 2s")));
    }

    /** Runs there. */
    public LogsCommand(OperatorShell surroundings) {
        super(surroundings);
    }

    @Override
    protected int run() throws CommandFailure, InterruptedException {
        Settings settings = options.settings(surroundings());
        ToldTask told;
        Target target;
        try (AskedCluster cluster = AskedCluster.open(settings)) {
            target = cluster.target();
            told = FoundTask.one(cluster, name, Optional.ofNullable(framework));
        }
        Where where = where(told, target, settings);
        try (SignedJson logs = new SignedJson(
                LogStreams.CLOUDWATCH_LOGS,
                new Target(target.cluster(), where.region(), target.override()),
                ServiceAddresses.ofLogs(surroundings()),
                settings.get(EcsSettings.CALL_TIMEOUT))) {
            PrintedLines printed = new PrintedLines(logs, where);
            if (pause.isPresent()) {
                return follow(printed, told, settings);
            }
            show(printed.newest(count));
        }
        return ExitCodes.GOOD;
    }

    private void show(List<Line> lines) {
        if (isJson()) {
            out().println(JsonOutput.of(Map.of(
                    "lines",
                    lines.stream()
                            .map(line -> Map.of("at", line.at().toString(), "text", line.text()))
                            .toList())));
        } else {
            lines.forEach(line -> out().println(line.at() + "  " + line.text()));
        }
    }

    /** Until the task has stopped and prints no more, or nobody reads. A failure after the first lines is told, and asked again. */
    private int follow(PrintedLines printed, ToldTask told, Settings settings)
            throws CommandFailure, InterruptedException {
        boolean isStopped = told.view().stopped();
        boolean isBegun = false;
        boolean isToldToWait = false;
        int quiet = 0;
        Instant looked = surroundings().clock().instant();
        while (!out().checkError()) {
            List<Line> lines = List.of();
            try {
                lines = isBegun ? printed.more() : printed.newest(count);
                isBegun = true;
            } catch (CommandFailure e) {
                if (!isBegun && (isStopped || e.exitCode() != ExitCodes.WRONG)) {
                    throw e;
                }
                if (isBegun || !isToldToWait) {
                    failed(e);
                    isToldToWait = true;
                }
            }
            quiet = lines.isEmpty() ? quiet + 1 : 0;
            if (!lines.isEmpty()) {
                show(lines);
            } else if (isStopped && quiet > LATE) {
                break;
            } else if (!isStopped && !surroundings().clock().instant().isBefore(looked.plus(LOOK))) {
                looked = surroundings().clock().instant();
                isStopped = isStopped(told, settings);
                quiet = 0;
            }
            TimeUnit.MILLISECONDS.sleep(pause.orElseThrow().toMillis());
        }
        return ExitCodes.GOOD;
    }

    private static boolean isStopped(ToldTask told, Settings settings) throws CommandFailure, InterruptedException {
        try (AskedCluster cluster = AskedCluster.open(settings)) {
            return cluster.describe(List.of(told.view().arn())).stream().allMatch(TaskView::stopped);
        }
    }

    private Where where(ToldTask told, Target target, Settings settings) throws CommandFailure {
        Map<String, Where> streams = LogStreams.of(target, told.view().arn(), settings.get(EcsSettings.CALL_TIMEOUT))
                .orElseThrow(() -> CommandFailure.wrong("ECS has just forgotten task " + name, ""))
                .byContainer();
        String wanted = container == null ? told.view().mainContainer() : container;
        Where where = streams.get(wanted);
        if (where == null) {
            throw CommandFailure.wrong(
                    "task " + name + " has no container '" + wanted + "'", "", "it has " + streams.keySet());
        }
        if (!where.driver().equals("awslogs") || where.stream().isEmpty()) {
            String why = where.driver().isEmpty()
                    ? "logs as its instance does"
                    : where.driver().equals("awslogs")
                            ? "has no awslogs-stream-prefix, so its stream cannot be known"
                            : "logs by " + where.driver();
            throw CommandFailure.wrong(
                    "container " + wanted + " of task " + name + " " + why,
                    "what it prints is on agent " + told.task().agent() + " or where that driver writes",
                    "ISTHMUS_LOG_GROUP=..., for tasks from now on");
        }
        return where;
    }
}
