package dev.isthmus.driver.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The shaded jar as the build made it, and programs that run with it and nothing of ours beside it. */
public final class Bundle {

    /** The jar. */
    public static final Path JAR = Path.of(System.getProperty("isthmus.bundle", "target/isthmus-driver.jar"))
            .toAbsolutePath();

    private static final long SECONDS = 300;

    /** What a program printed, to both streams, and how it ended. */
    public record Run(int exit, String output) {}

    private Bundle() {}

    /**
     * How the command line of a JVM begins that lives for seconds, as most children of tests do: with the quick compiler and the plain collector, as tests
     * themselves. The usual ones take nearly twice the processor time from it and from all that runs beside it.
     */
    public static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC");
    }

    /**
     * Compiles one class, in no package, as a user would.
     *
     * @param classPath what it is compiled against
     * @param folder where source and class go
     */
    public static void compile(List<Path> classPath, Path folder, String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled;
        try (var files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            compiled = javac.getTask(
                            messages,
                            files,
                            null,
                            List.of("-proc:none", "-cp", joined(classPath), "-d", folder.toString()),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
        }
        assertThat(compiled).as(messages.toString()).isTrue();
    }

    /** Packs a folder into a jar. */
    public static Path jar(Path folder, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return jar;
    }

    /** Runs a class in a JVM of its own and waits for its end. */
    public static Run run(List<Path> classPath, String main, String... arguments)
            throws IOException, InterruptedException {
        return run(Map.of(), classPath, main, arguments);
    }

    /** Runs a class in a JVM of its own, with more in its environment, and waits for its end. */
    public static Run run(Map<String, String> environment, List<Path> classPath, String main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of("-cp", joined(classPath), main));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("run", ".txt");
        ProcessBuilder program =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // Not in the home directory of whoever builds.
        program.environment()
                .put("ISTHMUS_JOURNAL_DIR", JAR.resolveSibling("journals").toString());
        program.environment().putAll(environment);
        Process process = program.start();
        try {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended).as("ended in time; it printed:\n" + printed).isTrue();
            return new Run(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    private static String joined(List<Path> classPath) {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
    }
}
