package dev.isthmus.operator.exec;

import dev.isthmus.operator.settings.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The programs of this machine, as a shell would find them.
 *
 * @param environment of the shell
 */
record LocalPrograms(SortedMap<String, String> environment) {

    /** Those of these that are not on the path. */
    List<String> missing(List<String> programs) {
        return programs.stream().filter(program -> find(program).isEmpty()).toList();
    }

    private Optional<Path> find(String program) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Runs a program that is on the path with the terminal of this process, to its end; returns its exit code. */
    int run(List<String> words) throws CommandFailure, InterruptedException {
        List<String> found = new ArrayList<>(words);
        found.set(0, find(words.get(0)).map(Path::toString).orElse(words.get(0)));
        ProcessBuilder program = new ProcessBuilder(found).inheritIO();
        Map<String, String> given = program.environment();
        given.clear();
        given.putAll(environment);
        // As the AWS CLI does: what is typed is the session's.
        Interrupts.leaveToTheCommand("INT", "TSTP");
        try {
            return program.start().waitFor();
        } catch (IOException e) {
            throw CommandFailure.wrong("cannot run " + found.get(0) + ": " + e.getMessage(), "");
        }
    }
}
