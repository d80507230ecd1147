package dev.isthmus.cli.run;

import dev.isthmus.cli.Isthmus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the program in a process of its own, as the script does, with nothing of this one's environment that is a setting. */
final class CliProcess {

    static final Path TARGET =
            Path.of(System.getProperty("isthmus.cli.target", "target")).toAbsolutePath();
    static final Path DRIVER = TARGET.resolve("../../driver").normalize();
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

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
        List<String> command = new ArrayList<>(List.of(
                JAVA,
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                property,
                "-cp",
                String.join(
                        File.pathSeparator,
                        DRIVER.resolve("target/isthmus-driver.jar").toString(),
                        TARGET.resolve("isthmus-cli.jar").toString(),
                        TARGET.resolve("lib") + "/*"),
                Isthmus.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("ISTHMUS_"));
        builder.environment().putAll(environment);
        return builder;
    }
}
