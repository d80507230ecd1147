package dev.isthmus.mesos.machine;

import dev.isthmus.mesos.machine.Output.Note;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what one step wants done. */
final class Outbox {

    private List<Output> outputs = new ArrayList<>();
    private final Set<String> saidOnce = new HashSet<>();
    private boolean callbacks = true;

    void add(Output output) {
        if (callbacks || !(output instanceof Callback)) {
            outputs.add(output);
        }
    }

    /** No callback leaves from here on. */
    void muteCallbacks() {
        callbacks = false;
    }

    void debug(String text) {
        add(new Note(Note.Level.DEBUG, text));
    }

    void info(String text) {
        add(new Note(Note.Level.INFO, text));
    }

    void warn(String text) {
        add(new Note(Note.Level.WARN, text));
    }

    void error(String text) {
        add(new Note(Note.Level.ERROR, text));
    }

    /** Warns unless the same has been said before. */
    void warnOnce(String text) {
        if (saidOnce.add(text)) {
            warn(text);
        }
    }

    List<Output> drain() {
        List<Output> drained = outputs;
        outputs = new ArrayList<>();
        return drained;
    }
}
