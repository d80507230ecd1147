package dev.isthmus.testkit.generate;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.HealthCheck;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.task.Volume;
import dev.isthmus.api.translation.Taken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Launches, what they run, and how they come out. */
public final class LaunchArbitraries {

    private LaunchArbitraries() {}

    private static Arbitrary<Map<String, String>> texts(String... keys) {
        return Arbitraries.maps(
                        Arbitraries.of(keys), Arbitraries.of("", "1", "a b", "a=b", "\u00e9\"", "x".repeat(500)))
                .ofMaxSize(keys.length);
    }

    /** Commands: of the shell, of a file with arguments, and with no value at all. */
    public static Arbitrary<Command> commands() {
        Arbitrary<Optional<String>> values = Arbitraries.of(
                Optional.of("true"), Optional.of("echo \"a b\" | cat"), Optional.of(""), Optional.empty());
        Arbitrary<List<String>> arguments =
                Arbitraries.of("", "-n", "a b", "'", "\u00e9").list().ofMaxSize(4);
        Arbitrary<Optional<String>> users =
                Arbitraries.of(Optional.empty(), Optional.of("root"), Optional.of("1000:1000"));
        Arbitrary<List<CommandUri>> uris = Arbitraries.of(
                        CommandUri.of("http://localhost/a.tgz"),
                        new CommandUri("http://localhost/run?v=1", true, true, Optional.of("bin/run")),
                        new CommandUri("/etc/hosts", false, false, Optional.empty()))
                .list()
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of(true, false), values, arguments, texts("PATH", "A", "a.b", ""), users, uris)
                .as((shell, value, all, environment, user, fetched) ->
                        new Command(shell, value, all, new TreeMap<>(environment), user, fetched));
    }

    /** Containers: none, an image by name, tag or digest, every network, port 0 and port 65535. */
    public static Arbitrary<Container> containers() {
        Arbitrary<Optional<String>> images = Arbitraries.of(
                Optional.empty(),
                Optional.of("busybox"),
                Optional.of("localhost:5000/a/b:1"),
                Optional.of("a@sha256:" + "0".repeat(64)));
        Arbitrary<Optional<Container.Network>> networks =
                Arbitraries.of(Container.Network.class).optional(0.7);
        Arbitrary<Integer> ports = Arbitraries.of(0, 1, 80, 31000, 32000, 65534, 65535);
        Arbitrary<PortMapping> mappings = Combinators.combine(ports, ports, Arbitraries.of(PortMapping.Protocol.class))
                .as(PortMapping::new);
        Arbitrary<Volume> volumes = Combinators.combine(
                        Arbitraries.of("/data", "relative", "/"),
                        Arbitraries.<Optional<String>>of(Optional.empty(), Optional.of("/var/data")),
                        Arbitraries.of(true, false))
                .as(Volume::new);
        Arbitrary<Parameter> parameters = Combinators.combine(
                        Arbitraries.of("label", "ulimit", "hostname"), Arbitraries.of("", "a=b", "nofile=1:2"))
                .as(Parameter::new);
        Arbitrary<Container> any = Combinators.combine(
                        images,
                        networks,
                        mappings.list().ofMaxSize(3),
                        volumes.list().ofMaxSize(2),
                        parameters.list().ofMaxSize(3),
                        Arbitraries.of(false, true),
                        Arbitraries.of(false, true))
                .as(Container::new);
        return Arbitraries.oneOf(Arbitraries.just(Container.NONE), any);
    }

    /** Health checks of every kind, with times of nothing, a millisecond, and days. */
    public static Arbitrary<HealthCheck> healthChecks() {
        Arbitrary<Duration> times = Arbitraries.of(
                Duration.ZERO,
                Duration.ofMillis(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofDays(30));
        Arbitrary<Integer> ports = Arbitraries.of(0, 80, 65535);
        Arbitrary<HealthCheck.Probe> probes = Arbitraries.oneOf(
                commands().map(HealthCheck.Probe.ByCommand::new),
                ports.map(port -> new HealthCheck.Probe.ByHttp("http", port, "/")),
                ports.map(HealthCheck.Probe.ByTcp::new));
        return Combinators.combine(probes, times, times, times, times, Arbitraries.of(1, 2, 3, 10, Integer.MAX_VALUE))
                .as(HealthCheck::new);
    }

    /** What tasks run. */
    public static Arbitrary<TaskSpec> specs() {
        Arbitrary<String> names = Arbitraries.of("", "web", "a b", "\u00e9".repeat(100));
        Arbitrary<Optional<Duration>> graces = Arbitraries.of(
                Optional.empty(),
                Optional.of(Duration.ZERO),
                Optional.of(Duration.ofSeconds(30)),
                Optional.of(Duration.ofDays(1)));
        return Combinators.combine(
                        names,
                        commands(),
                        containers(),
                        texts("", "a", "a.b/c"),
                        healthChecks().optional(0.5),
                        graces)
                .as((name, command, container, labels, check, grace) ->
                        new TaskSpec(name, command, container, new TreeMap<>(labels), check, grace));
    }

    /** Who and where tasks are. */
    public static Arbitrary<LaunchedTask> launchedTasks() {
        return Combinators.combine(
                        IdentityArbitraries.launchIds(),
                        IdentityArbitraries.frameworkIds(),
                        IdentityArbitraries.taskIds(),
                        IdentityArbitraries.agentIds(),
                        InventoryArbitraries.demands(),
                        Arbitraries.of(Duration.ZERO, Duration.ofHours(9)).optional(),
                        Arbitraries.strings().alpha().ofMaxLength(Memo.LONGEST).map(Memo::new))
                .as(LaunchedTask::new);
    }

    /** What tasks take, in dialect {@code ecs}: nothing, one unit, and with a limit one above what is accounted. */
    public static Arbitrary<Taken> taken() {
        Arbitrary<Long> units = Arbitraries.of(0L, 1L, 2L, 127L, 128L, 1024L, (long) Integer.MAX_VALUE);
        return Combinators.combine(
                        units, units, Arbitraries.of(0, 1), ResourceArbitraries.portsOf(PortRanges.of(31000, 31040)))
                .as((cpu, memory, above, ports) -> new Taken(
                        Resources.of(
                                Dialect.ECS,
                                Map.of(
                                        ResourceName.ECS_CPU, Amount.of(cpu),
                                        ResourceName.ECS_MEMORY, Amount.of(memory),
                                        ResourceName.ECS_PORTS, ports)),
                        above == 0
                                ? Resources.none(Dialect.ECS)
                                : Resources.of(Dialect.ECS, ResourceName.ECS_MEMORY, Amount.of(memory + 1))));
    }

    /** Launches of anything anywhere. */
    public static Arbitrary<Launch> launches() {
        return Combinators.combine(launchedTasks(), Arbitraries.of("", "marathon", "\u00e9"), taken(), specs())
                .as(Launch::new);
    }

    /** How launches come out: launched, refused for each reason, unknown. */
    public static Arbitrary<LaunchOutcome> outcomes() {
        Arbitrary<LaunchOutcome> launched = Arbitraries.of("arn:aws:ecs:us-east-1:123456789012:task/default/0", "t")
                .map(LaunchOutcome.Launched::new);
        Arbitrary<LaunchOutcome> refused = Combinators.combine(
                        Arbitraries.of(LaunchOutcome.Refusal.class), FailureArbitraries.messages())
                .as(LaunchOutcome.Refused::new);
        Arbitrary<LaunchOutcome> unknown = FailureArbitraries.messages().map(LaunchOutcome.Unknown::new);
        return Arbitraries.oneOf(launched, refused, unknown);
    }
}
