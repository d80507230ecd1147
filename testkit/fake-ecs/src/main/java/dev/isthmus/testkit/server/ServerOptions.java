package dev.isthmus.testkit.server;

import dev.isthmus.log.LogFormat;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.scenario.Scenario;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the server's command line. */
final class ServerOptions {
    private static final int MOST_INSTANCES = 10_000;

    /** What a scenario file says itself. */
    private static final List<String> OF_THE_SCENARIO = List.of(
            "--cluster",
            "--instances",
            "--cpu",
            "--memory",
            "--agent-version",
            "--realistic",
            "--fargate",
            "--event-queue");

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    // Set by the options' default values below.
    private int port;
    private int instances;
    private int cpu;
    private int memory;

    @Option(names = "--cluster", paramLabel = "NAME", description = "Name of the cluster (default: ${DEFAULT-VALUE}).")
    private String cluster = "default";

    @Option(
            names = "--agent-version",
            paramLabel = "VERSION",
            description = {
                "Version of their ECS agents (default: ${DEFAULT-VALUE}). Those before 1.61.2 leave a task PENDING",
                "when its container waits for one that has failed."
            })
    private String agentVersion = InstanceSpec.DEFAULT_AGENT_VERSION;

    @Option(
            names = "--hostname",
            paramLabel = "NAME",
            description = {
                "Host name of the agents, as frameworks see it; {n} in it is the number of the agent, as in node{n}.test.",
                "It should resolve on this machine. By default each has a loopback address of its own: 127.0.0.2, 127.0.0.3, ..."
            })
    private @Nullable String hostname;

    @Option(
            names = "--realistic",
            description = "Tasks take their time, new ones are missing at first, calls are throttled, as in AWS.")
    private boolean realistic;

    @Option(
            names = "--fargate",
            description = "The cluster is associated with the capacity providers FARGATE and FARGATE_SPOT.")
    private boolean fargate;

    @Option(
            names = "--event-queue",
            paramLabel = "NAME",
            description = "A queue of SQS at the same endpoint that the events of the cluster go to.")
    private @Nullable String eventQueue;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = {
                "A YAML file with instances, images, faults and events instead of the options above, but for --port and",
                "--hostname; see docs/reference/scenario-file.md."
            })
    private @Nullable String scenario;

    private LogFormat logFormat = LogFormat.TEXT;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "What it logs to standard error: text, or json for an object a line (default: ${DEFAULT-VALUE}).")
    void logFormat(String text) {
        try {
            logFormat = LogFormat.read(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--log-format " + text + ": " + e.getMessage());
        }
    }

    @Option(names = "--check", description = "Says what would be started, or what is wrong with the file, and ends.")
    private boolean checkOnly;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port on loopback to listen on (default: a free one).")
    void port(String text) {
        port = number("--port", text, 0, 65535);
    }

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "3",
            description = "Container instances (default: ${DEFAULT-VALUE}).")
    void instances(String text) {
        instances = number("--instances", text, 0, MOST_INSTANCES);
    }

    @Option(
            names = "--cpu",
            paramLabel = "UNITS",
            defaultValue = "4096",
            description = "CPU units of each, 1024 to a CPU (default: ${DEFAULT-VALUE}).")
    void cpu(String text) {
        cpu = number("--cpu", text, 1, 1_000_000);
    }

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            defaultValue = "8192",
            description = "MiB of memory of each (default: ${DEFAULT-VALUE}).")
    void memory(String text) {
        memory = number("--memory", text, 1, 100_000_000);
    }

    LogFormat logFormat() {
        return logFormat;
    }

    boolean checkOnly() {
        return checkOnly;
    }

    /**
     * What is to be started.
     *
     * @throws ParameterException if the options do not go together
     * @throws dev.isthmus.testkit.ecs.scenario.ScenarioException if the scenario file is refused
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    Scenario scenario() {
        Scenario given = scenario == null ? new Scenario(config(), FaultSchedule.NONE, List.of()) : read(scenario);
        return AgentNames.give(given, Optional.ofNullable(hostname));
    }

    private Scenario read(String file) {
        for (String option : OF_THE_SCENARIO) {
            if (isGiven(option)) {
                throw wrong(option + " does not go with --scenario: the file says it");
            }
        }
        Scenario read = Scenario.read(path(file));
        return isGiven("--port") ? read.withConfig(config -> config.port(port)) : read;
    }

    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    private FakeEcsConfig config() {
        FakeEcsConfig.Builder config =
                FakeEcsConfig.builder().clusterName(cluster).port(port).instances(instances, instance());
        if (fargate) {
            config.fargate(FargateSettings.withProviders());
        }
        if (realistic) {
            config.realistic();
        }
        checked("--cluster", config);
        if (eventQueue != null) {
            config.eventQueue(eventQueue);
        }
        return checked("--event-queue", config);
    }

    private FakeEcsConfig checked(String option, FakeEcsConfig.Builder config) {
        try {
            return config.build();
        } catch (IllegalArgumentException e) {
            throw wrong(option + ": " + e.getMessage());
        }
    }

    private InstanceSpec instance() {
        try {
            return InstanceSpec.of(cpu, memory).withAgentVersion(agentVersion);
        } catch (IllegalArgumentException e) {
            throw wrong("--agent-version: " + e.getMessage());
        }
    }

    private int number(String option, String text, int least, int most) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Refused below, as one out of bounds is.
        }
        throw wrong(option + " " + text + ": want a whole number from " + least + " to " + most);
    }

    private Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong("--scenario " + text + ": this is not the name of a file");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
