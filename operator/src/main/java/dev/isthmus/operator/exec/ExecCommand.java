package dev.isthmus.operator.exec;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.aws.ExecAgents;
import dev.isthmus.operator.aws.ExecAgents.Agent;
import dev.isthmus.operator.cluster.AskedCluster;
import dev.isthmus.operator.cluster.FoundTask;
import dev.isthmus.operator.cluster.ToldTask;
import dev.isthmus.operator.settings.ClusterOptions;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.ExitCodes;
import dev.isthmus.operator.settings.OperatorCommand;
import dev.isthmus.operator.settings.OperatorShell;
import dev.isthmus.operator.text.JsonOutput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./isthmus exec}. */
@Command(
        name = "exec",
        description = {
            "Executes a command in a container of a running task, by ECS Exec, with aws and session-manager-plugin.",
            "The task must have been started with ISTHMUS_EXEC, or exec in a rule."
        },
        mixinStandardHelpOptions = true,
        usageHelpWidth = 120,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:printed; or, as any other code, what aws ended with",
            "1:there is no such task, it takes no commands, or aws or its plugin is not there",
            "2:the command line is wrong",
            "3:ECS does not answer, or does not let us ask"
        })
public final class ExecCommand extends OperatorCommand {

    private static final String RUNNING = "RUNNING";
    private static final String ENDED = "STOPPED";

    @Parameters(
            index = "0",
            paramLabel = "TASK",
            description = "The id that its framework gave it, or its id or ARN in ECS.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private String name;

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "What is executed, after -- (default: /bin/sh).")
    private List<String> command = List.of("/bin/sh");

    @Option(
            names = "--framework",
            paramLabel = "ID",
            description = "The id of its framework, where several have such a task.")
    private @Nullable String framework;

    @Option(names = "--container", paramLabel = "NAME", description = "Which of its containers (default: its own).")
    private @Nullable String container;

    @Option(names = "--print", description = "Prints the command line of aws, and does not run it.")
    private boolean print;

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    /** Runs there. */
    public ExecCommand(OperatorShell surroundings) {
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
        requireRunning(told);
        String wanted = container == null ? told.view().mainContainer() : container;
        requireAgent(agents(told, target, settings), wanted);
        ExecLine line = ExecLine.of(target, told.view().arn(), wanted, command);
        if (isJson()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("task", told.view().arn());
            json.put("container", wanted);
            json.put("command", line.words());
            out().println(JsonOutput.of(json));
            return ExitCodes.GOOD;
        }
        if (print) {
            out().println(line.text());
            return ExitCodes.GOOD;
        }
        LocalPrograms programs = new LocalPrograms(surroundings().environment());
        List<String> missing = programs.missing(ExecLine.PROGRAMS);
        if (!missing.isEmpty()) {
            out().println(line.text());
            throw CommandFailure.wrong(
                    "not run: there is no " + String.join(" and no ", missing) + " on the PATH",
                    "the AWS CLI or its Session Manager plugin is not installed here",
                    "run what is printed where they are");
        }
        out().flush();
        return programs.run(line.words());
    }

    private void requireRunning(ToldTask told) throws CommandFailure {
        String status = told.view().lastStatus();
        if (!status.equals(RUNNING)) {
            throw CommandFailure.wrong(
                    "task " + name + " is " + status + " in ECS, and commands are executed in running tasks only",
                    told.view().stopped() ? "it has ended" : "it has not begun, or is just ending",
                    "./isthmus why " + name);
        }
    }

    private ExecAgents agents(ToldTask told, Target target, Settings settings) throws CommandFailure {
        return ExecAgents.of(target, told.view().arn(), settings.get(EcsSettings.CALL_TIMEOUT))
                .orElseThrow(() -> CommandFailure.wrong("ECS has just forgotten task " + name, ""));
    }

    private void requireAgent(ExecAgents agents, String wanted) throws CommandFailure {
        if (!agents.enabled()) {
            throw CommandFailure.wrong(
                    "ECS Exec is not enabled for task " + name,
                    "it was started without ISTHMUS_EXEC, and this cannot be changed while it runs",
                    "for tasks from now on: ISTHMUS_EXEC=true, or exec:true in a rule of ISTHMUS_TASK_RULES, with a task role"
                            + " (docs/reference/iam-policy.md)");
        }
        Agent agent = agents.byContainer().get(wanted);
        if (agent == null) {
            throw CommandFailure.wrong(
                    "task " + name + " has no container '" + wanted + "'",
                    "",
                    "it has " + agents.byContainer().keySet());
        }
        if (!agent.container().equals(RUNNING)) {
            throw CommandFailure.wrong(
                    "container " + wanted + " of task " + name + " is " + agent.container()
                            + " in ECS, and commands are executed in running ones only",
                    agent.container().equals(ENDED)
                            ? "it has ended, and others of the task run on"
                            : "it has not begun",
                    "./isthmus why " + name);
        }
        if (!agent.status().equals(RUNNING)) {
            String reason = agent.reason().isEmpty() ? "" : " (" + agent.reason() + ")";
            throw CommandFailure.wrong(
                    "the agent of ECS Exec in container " + wanted + " of task " + name + " is "
                            + (agent.status().isEmpty() ? "not there" : agent.status()) + reason + ", not RUNNING",
                    agent.status().equals("PENDING")
                            ? "it is just being started"
                            : "its task role may not use ssmmessages, its network does not reach Systems Manager, or its root file"
                                    + " system is read-only",
                    "the statement for task roles is in docs/reference/iam-policy.md");
        }
    }
}
