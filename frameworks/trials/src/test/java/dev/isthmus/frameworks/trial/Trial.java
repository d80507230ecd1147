package dev.isthmus.frameworks.trial;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A trial: a directory of its own, and at its end one line that says what was done and how long it took.
 *
 * @param framework and its version
 * @param directory empty at the start, kept for whoever looks for the cause of a failure
 * @param begin from the JVM's own clock
 */
public record Trial(String framework, Path directory, long begin) {

    private static final Path ALL = Path.of(System.getProperty("isthmus.trials"));
    private static final double NANOS = 1e9;

    /** Begins one, which is skipped if a program of this machine is missing that it needs beside a shell: {@code bash}, or {@code curl|wget}. */
    public static Trial begin(String framework, String name, String... programs) throws IOException {
        for (String program : programs) {
            assumeTrue(
                    Stream.of(program.split("[|]")).anyMatch(Trial::isOnPath),
                    () -> framework + " is not tried: " + program + " is not on the PATH");
        }
        Path directory = ALL.resolve(name);
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return new Trial(framework, Files.createDirectories(directory), System.nanoTime());
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    /** Where the output of one of its programs goes. */
    public Path log(String program) {
        return directory.resolve(program + ".log");
    }

    /** Says that all of this was done. */
    public void done(String what) throws IOException {
        String line = String.format(
                Locale.ROOT, "trial: %s: %s: %.1f s", framework, what, (System.nanoTime() - begin) / NANOS);
        System.out.println(line);
        Files.write(
                ALL.resolve("report.txt"),
                List.of(line),
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
