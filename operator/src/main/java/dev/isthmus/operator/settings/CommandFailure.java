package dev.isthmus.operator.settings;

import dev.isthmus.operator.text.Plain;
import java.util.ArrayList;
import java.util.List;

/** A command cannot do what it was asked for: what is wrong and where, what that likely means, and what to do next. */
public final class CommandFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String meaning;
    private final List<String> next;

    private CommandFailure(int exitCode, String what, String meaning, List<String> next) {
        super(what);
        this.exitCode = exitCode;
        this.meaning = meaning;
        this.next = List.copyOf(next);
    }

    /**
     * What was asked for is wrong, or is not there.
     *
     * @param what is wrong, and where
     * @param meaning what that likely means; may be empty
     * @param next the commands to go on with
     */
    public static CommandFailure wrong(String what, String meaning, String... next) {
        return new CommandFailure(ExitCodes.WRONG, what, meaning, List.of(next));
    }

    /**
     * Who was to be asked does not answer, or does not let us ask.
     *
     * @param what is wrong, and where
     * @param meaning what that likely means; may be empty
     * @param next the commands to go on with
     */
    public static CommandFailure unanswered(String what, String meaning, String... next) {
        return new CommandFailure(ExitCodes.UNANSWERED, what, meaning, List.of(next));
    }

    /**
     * What the credentials do not allow.
     *
     * @param what was denied, in the words of AWS
     * @param meaning what that means for the command
     * @param statement of the policy that allows it
     */
    public static CommandFailure denied(String what, String meaning, String statement) {
        return unanswered(what, meaning, "allow it, with statement " + statement + " of docs/reference/iam-policy.md");
    }

    /** The code to exit with. */
    public int exitCode() {
        return exitCode;
    }

    /** The commands to go on with. */
    public List<String> next() {
        return next;
    }

    /** The lines to write. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("error: " + getMessage());
        if (!meaning.isEmpty()) {
            lines.add("  likely: " + meaning);
        }
        next.forEach(command -> lines.add("  next:   " + command));
        return lines.stream().map(Plain::of).toList();
    }
}
