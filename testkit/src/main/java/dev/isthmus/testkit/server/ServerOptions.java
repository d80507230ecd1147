package dev.isthmus.testkit.server;

import dev.isthmus.api.settings.Nearest;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.FaultSchedule;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.scenario.Scenario;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of the server's command line. */
final class ServerOptions {
    private static final int INSTANCES = 3;
    private static final int CPU = 4096;
    private static final int MEMORY = 8192;
    private static final int MOST_INSTANCES = 10_000;

    private static final Set<String> WITH_VALUE =
            Set.of("--port", "--cluster", "--instances", "--cpu", "--memory", "--scenario");
    private static final Set<String> FLAGS = Set.of("--realistic", "--check", "--help", "--version");
    /** What a scenario file says itself. */
    private static final List<String> OF_THE_SCENARIO =
            List.of("--cluster", "--instances", "--cpu", "--memory", "--realistic");

    private final Map<String, String> given = new LinkedHashMap<>();

    private ServerOptions() {}

    /**
     * Reads a command line; a value follows its option as the next word or after {@code =}.
     *
     * @throws UsageException if it is wrong
     */
    static ServerOptions parse(List<String> arguments) {
        ServerOptions options = new ServerOptions();
        for (Iterator<String> words = arguments.iterator(); words.hasNext(); ) {
            String word = words.next();
            int equals = word.indexOf('=');
            String name = full(equals < 0 ? word : word.substring(0, equals));
            String value;
            if (FLAGS.contains(name)) {
                if (equals >= 0) {
                    throw new UsageException(name + " takes no value");
                }
                value = "";
            } else if (WITH_VALUE.contains(name)) {
                if (equals < 0 && !words.hasNext()) {
                    throw new UsageException(name + " needs a value");
                }
                value = equals < 0 ? words.next() : word.substring(equals + 1);
            } else {
                throw new UsageException(unknown(name));
            }
            if (options.given.put(name, value) != null) {
                throw new UsageException(name + " is given twice");
            }
        }
        options.check();
        return options;
    }

    private static String full(String name) {
        return switch (name) {
            case "-h" -> "--help";
            case "-V" -> "--version";
            default -> name;
        };
    }

    private static String unknown(String name) {
        if (!name.startsWith("-")) {
            return "'" + name + "' is no option; nothing but options is read";
        }
        List<String> known = java.util.stream.Stream.concat(WITH_VALUE.stream(), FLAGS.stream())
                .toList();
        return "There is no option '" + name + "'" + Nearest.hint(name, known);
    }

    private void check() {
        for (String option : OF_THE_SCENARIO) {
            if (given.containsKey("--scenario") && given.containsKey(option)) {
                throw new UsageException(option + " does not go with --scenario: the file says it");
            }
        }
        number("--port", 0, 0, 65535);
        number("--instances", INSTANCES, 0, MOST_INSTANCES);
        number("--cpu", CPU, 1, 1_000_000);
        number("--memory", MEMORY, 1, 100_000_000);
    }

    boolean help() {
        return given.containsKey("--help");
    }

    boolean version() {
        return given.containsKey("--version");
    }

    boolean checkOnly() {
        return given.containsKey("--check");
    }

    Optional<Path> scenarioFile() {
        return Optional.ofNullable(given.get("--scenario")).map(ServerOptions::path);
    }

    /**
     * What is to be started.
     *
     * @throws dev.isthmus.testkit.ecs.scenario.ScenarioException if the scenario file is refused
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    Scenario scenario() {
        int port = number("--port", 0, 0, 65535);
        return scenarioFile()
                .map(Scenario::read)
                .map(scenario ->
                        given.containsKey("--port") ? scenario.withConfig(config -> config.port(port)) : scenario)
                .orElseGet(() -> new Scenario(config(port), FaultSchedule.NONE, List.of()));
    }

    private FakeEcsConfig config(int port) {
        FakeEcsConfig.Builder config = FakeEcsConfig.builder()
                .clusterName(given.getOrDefault("--cluster", "default"))
                .port(port)
                .instances(
                        number("--instances", INSTANCES, 0, MOST_INSTANCES),
                        InstanceSpec.of(
                                number("--cpu", CPU, 1, 1_000_000), number("--memory", MEMORY, 1, 100_000_000)));
        if (given.containsKey("--realistic")) {
            config.realistic();
        }
        try {
            return config.build();
        } catch (IllegalArgumentException e) {
            throw new UsageException("--cluster: " + e.getMessage());
        }
    }

    private int number(String option, int otherwise, int least, int most) {
        String text = given.get(option);
        if (text == null) {
            return otherwise;
        }
        Integer value = parsed(text);
        if (value == null || value < least || value > most) {
            throw new UsageException(option + " " + text + ": want a whole number from " + least + " to " + most);
        }
        return value;
    }

    private static @Nullable Integer parsed(String text) {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageException("--scenario " + text + ": this is not the name of a file");
        }
    }

    static String usage(String program) {
        return """
                Usage: %s [OPTIONS]
                Starts a fake ECS cluster on this machine, prints what to export to use it, and runs until it is interrupted.
                Its containers are processes of this machine.

                  --port N         port on loopback to listen on (default: a free one)
                  --cluster NAME   name of the cluster (default: default)
                  --instances N    container instances (default: %d)
                  --cpu UNITS      CPU units of each, 1024 to a CPU (default: %d)
                  --memory MIB     MiB of memory of each (default: %d)
                  --realistic      tasks take their time, new ones are missing at first, calls are throttled, as in AWS
                  --scenario FILE  a YAML file with instances, images, faults and events instead of the options above,
                                   but for --port; see docs/reference/scenario-file.md
                  --check          says what would be started, or what is wrong with the file, and ends
                  -h, --help       this
                  -V, --version    which build this is
                """.formatted(program, INSTANCES, CPU, MEMORY);
    }
}
