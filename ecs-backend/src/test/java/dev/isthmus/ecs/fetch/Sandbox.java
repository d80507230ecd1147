package dev.isthmus.ecs.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the script as a container would, with a directory of its own for the sandbox, the tools of a kit and nothing else on its PATH. */
final class Sandbox {
    private static final long LONGEST_SECONDS = 60;

    private final Kit kit;
    private final Path top;
    private final Path bin;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private int runs;

    /** How it ended. */
    record Ended(int exitCode, String out, String err) {}

    Sandbox(Kit kit, Path top, String... withoutTools) {
        this.kit = kit;
        this.top = top;
        bin = top.resolve("bin");
        kit.install(bin, withoutTools);
        environment.put("PATH", bin.toString());
        environment.put(FetchScript.SANDBOX_VARIABLE, directory().toString());
        environment.put(FetchScript.HOST_ROOT_VARIABLE, "");
    }

    Path directory() {
        return top.resolve("box");
    }

    Path bin() {
        return bin;
    }

    Sandbox with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Sandbox fetching(FetchItem... items) {
        return with(FetchScript.VARIABLE, new FetchList(Arrays.asList(items)).encoded());
    }

    Ended run(List<String> entryPoint, String... command) {
        return ended(start(entryPoint, command));
    }

    /** As {@link #run}, with all of the words that start it. */
    Ended runWords(List<String> words, String... command) {
        return ended(startWords(words, command));
    }

    /** Starts it; its output goes to files, so that nothing has to read it meanwhile. */
    Process start(List<String> entryPoint, String... command) {
        List<String> words = new ArrayList<>(kit.shell());
        words.addAll(entryPoint.subList(1, entryPoint.size()));
        return startWords(words, command);
    }

    private Process startWords(List<String> start, String... command) {
        List<String> words = new ArrayList<>(start);
        words.addAll(Arrays.asList(command));
        runs++;
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(top.toFile())
                .redirectOutput(output().toFile())
                .redirectError(error().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ended ended(Process process) {
        try {
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(output()), Files.readString(error()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** The files of the sandbox, by path within it. */
    Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory().relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** How long it slept, in seconds, one after the other. */
    List<String> slept() {
        Path slept = bin.resolve("slept");
        try {
            return Files.exists(slept) ? Files.readAllLines(slept) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path error() {
        return top.resolve("err" + runs);
    }

    private Path output() {
        return top.resolve("out" + runs);
    }

    /** What a program of this machine prints. */
    static String output(String... words) {
        try {
            Process process =
                    new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
