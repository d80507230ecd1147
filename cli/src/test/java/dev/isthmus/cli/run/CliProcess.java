package dev.isthmus.cli.run;

import dev.isthmus.cli.Isthmus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts the program in a process of its own, as the script does, with nothing of this one's environment that is a setting. */
final class CliProcess {

    static final Path TARGET =
            Path.of(System.getProperty("isthmus.cli.target", "target")).toAbsolutePath();
    static final Path DRIVER = TARGET.resolve("../../driver").normalize();
    static final Path MASTER =
            TARGET.resolve("../../master/target/isthmus-master.jar").normalize();

    /** What tells the program where the master is, as the script does. */
    static final String MASTER_PROPERTY = "-Disthmus.cli.master=" + MASTER;

    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Path JAR = TARGET.resolve("isthmus-cli.jar");
    private static final Path LIBRARIES = TARGET.resolve("lib/*");

    private CliProcess() {}

    /**
     * Starts it; what it says on either stream comes by one.
     *
     * @param property a system property, as the script gives it
     */
    static Process start(String property, Map<String, String> environment, String... arguments) throws IOException {
        return command(property, environment, arguments)
                .redirectErrorStream(true)
                .start();
    }

    /** What {@link #start} starts, with its streams apart. */
    static ProcessBuilder command(String property, Map<String, String> environment, String... arguments) {
        return isthmus(
                property, List.of(DRIVER.resolve("target/isthmus-driver.jar"), JAR, LIBRARIES), environment, arguments);
    }

    /** As {@link #command}, for what an operator asks: with the product's own modules in place of the bundle. */
    static ProcessBuilder operatorsCommand(String property, Map<String, String> environment, String... arguments) {
        return isthmus(property, List.of(JAR, TARGET.resolve("modules/*"), LIBRARIES), environment, arguments);
    }

    private static ProcessBuilder isthmus(
            String property, List<Path> classPath, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                property,
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                Isthmus.class.getName()));
        command.addAll(List.of(arguments));
        return of(command, environment);
    }

    /** Any program, in the same surroundings. */
    static ProcessBuilder of(List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("ISTHMUS_"));
        builder.environment().putAll(environment);
        return builder;
    }
}
