package dev.isthmus.cli.run;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The variables added to a framework's environment.
 *
 * <p>The agent goes into {@code JAVA_TOOL_OPTIONS}, which every JVM reads; the opens go into {@code JDK_JAVA_OPTIONS}, which only the {@code java} of
 * JDK 9 and newer reads: a JVM of Java 8 would not start with them and could not report that it is too old.
 *
 * @param variables names and values
 */
record FrameworkEnvironment(Map<String, String> variables) {

    private static final String TOOLS = "JAVA_TOOL_OPTIONS";
    private static final String LAUNCHER = "JDK_JAVA_OPTIONS";

    FrameworkEnvironment {
        variables = Map.copyOf(variables);
    }

    /**
     * Builds the variables.
     *
     * @param settings the settings of the driver
     * @param agent the agent's jar
     * @param more the user's own jars for the agent
     * @param mark a file that the agent creates once it has replaced a driver
     * @param outer the environment that it is added to, which may have options for the JVM already
     */
    static FrameworkEnvironment of(
            Map<String, String> settings, Path agent, List<Path> more, Path mark, Map<String, String> outer) {
        Map<String, String> variables = new LinkedHashMap<>(settings);
        String argument = more.stream()
                .map(jar -> jar.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator, more.isEmpty() ? "" : "=", ""));
        // First: an agent named before might load what is to be replaced.
        String own = quoted("-javaagent:" + agent + argument) + " " + quoted("-Disthmus.agent.mark=" + mark);
        variables.put(TOOLS, join(own, set(TOOLS, settings, outer)));
        // Last: what the user says counts where both say something.
        variables.put(LAUNCHER, join(OldFrameworks.options(), set(LAUNCHER, settings, outer)));
        return new FrameworkEnvironment(variables);
    }

    private static String set(String name, Map<String, String> settings, Map<String, String> outer) {
        return settings.getOrDefault(name, outer.getOrDefault(name, ""));
    }

    private static String join(String one, String other) {
        return other.isBlank() ? one : one + " " + other;
    }

    /** Both variables are split at spaces outside quotes; either kind of quote may hold the other. */
    private static String quoted(String option) {
        boolean plain = option.chars().noneMatch(c -> Character.isWhitespace(c) || c == '\'' || c == '"');
        return plain ? option : "'" + option.replace("'", "'\"'\"'") + "'";
    }

    /** The names of the settings of the driver, never their values. */
    String names() {
        return new TreeSet<>(variables.keySet())
                .stream()
                        .filter(name -> !name.equals(TOOLS) && !name.equals(LAUNCHER))
                        .collect(Collectors.joining(", "));
    }
}
