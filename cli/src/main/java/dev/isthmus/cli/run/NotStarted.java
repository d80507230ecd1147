package dev.isthmus.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Why a command could not be started.
 *
 * @param exit the exit code, as in shells: 127 for a command that does not exist, 126 for one that cannot be run
 * @param line what is wrong, and what to do
 */
record NotStarted(int exit, String line) {

    private static final int NOT_THERE = 127;
    private static final int NO_PROGRAM = 126;

    /**
     * Finds the cause, because the JDK's exception gives only the number of the error.
     *
     * @param command the command and its arguments
     * @param failed the JDK's exception
     */
    static NotStarted of(List<String> command, IOException failed) {
        String name = command.get(0);
        Path file = Path.of(name);
        if (!Files.exists(file) && command.size() == 1 && name.contains(" ")) {
            return new NotStarted(
                    NOT_THERE,
                    "there is no program '" + name
                            + "': name a program and its arguments without quotes around them all,"
                            + " or a line of shell as in sh -c '...'");
        }
        if (!name.contains("/")) {
            return onPath(file, failed);
        }
        if (!Files.exists(file)) {
            return new NotStarted(NOT_THERE, "there is no " + name);
        }
        if (Files.isDirectory(file)) {
            return new NotStarted(NO_PROGRAM, name + " is a directory: name the program in it");
        }
        if (!Files.isExecutable(file)) {
            return new NotStarted(
                    NO_PROGRAM,
                    name + " may not be executed: chmod +x it, or name what runs it before it (sh, java -jar)");
        }
        return new NotStarted(
                NO_PROGRAM, name + " cannot be started, perhaps for what its first line names: " + failed.getMessage());
    }

    private static NotStarted onPath(Path file, IOException failed) {
        if (Files.isRegularFile(file)) {
            return new NotStarted(
                    NOT_THERE, "there is no " + file + " on the PATH; that of this directory is ./" + file);
        }
        if (String.valueOf(failed.getMessage()).contains("error=2")) {
            return new NotStarted(NOT_THERE, "there is no " + file + " on the PATH");
        }
        return new NotStarted(NO_PROGRAM, file + " cannot be started: " + failed.getMessage());
    }
}
