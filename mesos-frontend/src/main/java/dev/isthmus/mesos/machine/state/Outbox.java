package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.machine.step.Output.Note;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Where the outputs of a step go that are of one framework, or of none alone. */
public final class Outbox {

    /** How many warnings are remembered, so that they are not repeated. */
    public static final int SAID_REMEMBERED = 10_000;

    private static final int CAUSES_REMEMBERED = 1_000;

    private final Consumer<Output> outputs;
    private final Set<String> saidOnce = new LinkedHashSet<>();
    private final Map<String, Integer> causes = new LinkedHashMap<>();
    private boolean callbacks = true;

    /**
     * An outbox.
     *
     * @param outputs takes the outputs of a step, in order
     */
    Outbox(Consumer<Output> outputs) {
        this.outputs = outputs;
    }

    /** Adds an output; a callback is dropped after {@link #muteCallbacks}. */
    public void add(Output output) {
        if (callbacks || !(output instanceof Callback)) {
            outputs.accept(output);
        }
    }

    /** Drops all callbacks from now on. */
    public void muteCallbacks() {
        callbacks = false;
    }

    /** Adds a line to the log. */
    public void debug(String text) {
        note(Note.Level.DEBUG, text);
    }

    /** Adds a line to the log. */
    public void info(String text) {
        note(Note.Level.INFO, text);
    }

    /** Adds a line to the log. */
    public void warn(String text) {
        note(Note.Level.WARN, text);
    }

    /** Adds a line to the log. */
    public void error(String text) {
        note(Note.Level.ERROR, text);
    }

    private void note(Note.Level level, String text) {
        add(new Note(level, Brief.message(text)));
    }

    /** Warns, unless the same warning is remembered. */
    public void warnOnce(String text) {
        boolean said = saidOnce.remove(text);
        saidOnce.add(text);
        if (saidOnce.size() > SAID_REMEMBERED) {
            saidOnce.remove(saidOnce.iterator().next());
        }
        if (!said) {
            warn(text);
        }
    }

    /** The cause of a failure, in full the first time. After that, apart from the task's id, its beginning and how often it was reported. */
    public String inFullOnce(String task, String cause) {
        String kind = task.isEmpty() ? cause : cause.replace(task, "");
        int times = causes.merge(kind, 1, Integer::sum);
        if (causes.size() > CAUSES_REMEMBERED) {
            causes.remove(causes.keySet().iterator().next());
        }
        return times == 1 || cause.length() <= Brief.LONGEST_VALUE
                ? cause
                : Brief.value(cause) + ", said in full before; said " + times + " times";
    }
}
