package dev.isthmus.ecs.plan;

import dev.isthmus.api.task.Command;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import dev.isthmus.ecs.plan.Plan.CommandPassed;
import dev.isthmus.ecs.rules.DefinitionReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts the command of a task into entry point and command of a container: {@code CommandInfo} in include/mesos/mesos.proto, and Mesos's Docker
 * containerizer.
 */
final class Commands {

    static final List<String> SHELL = List.of("/bin/sh", "-c");
    static final List<String> EXECUTE = List.of("/bin/sh", "-c", "exec \"$0\" \"$@\"");

    private Commands() {}

    /** A command, and what the container begins with instead of the image's entry point; empty to keep that. */
    record Run(List<String> entryPoint, CommandPassed passed) {}

    /** In an image that the task names. */
    static Run inImage(Command command) {
        if (command.shell()) {
            return new Run(SHELL, new CommandPassed.Words(List.of(shellLine(command))));
        }
        return new Run(List.of(), passed(words(command)));
    }

    /** In an image that settings name. */
    static Run withoutImage(Command command) {
        if (command.shell()) {
            return new Run(SHELL, new CommandPassed.Words(List.of(shellLine(command))));
        }
        List<String> words = new ArrayList<>();
        words.add(command.value()
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new UnsupportedFieldException(
                        "the task's command has no value: without an image there is nothing to execute")));
        // arguments[0] is the program's own name for itself, which a shell's exec does not set apart.
        command.arguments().stream().skip(1).forEach(words::add);
        return new Run(EXECUTE, new CommandPassed.Words(words));
    }

    /** In an existing definition. */
    static CommandPassed inExisting(Command command) {
        if (command.value().filter(DefinitionReference::isCommand).isPresent()) {
            return new CommandPassed.Nothing();
        }
        if (command.shell()) {
            return command.value()
                    .<CommandPassed>map(CommandPassed.ShellLine::new)
                    .orElseGet(CommandPassed.Nothing::new);
        }
        return passed(words(command));
    }

    private static String shellLine(Command command) {
        return command.value()
                .orElseThrow(() -> new UnsupportedFieldException(
                        "the task's command is for a shell (shell: true) but has no value: give it one, or set shell to false "
                                + "to run the image's own entry point"));
    }

    private static List<String> words(Command command) {
        List<String> words = new ArrayList<>();
        command.value().filter(value -> !value.isEmpty()).ifPresent(words::add);
        words.addAll(command.arguments());
        return words;
    }

    private static CommandPassed passed(List<String> words) {
        return words.isEmpty() ? new CommandPassed.Nothing() : new CommandPassed.Words(words);
    }
}
