package dev.isthmus.mesos.machine;

import dev.isthmus.mesos.machine.Output.Note;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what one step wants done. */
final class Outbox {

    /** So many warnings are remembered, so as not to be said again. */
    static final int SAID_REMEMBERED = 10_000;

    private List<Output> outputs = new ArrayList<>();
    private final Set<String> saidOnce = new LinkedHashSet<>();
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

    /** Warns unless the same has been said before, not too long ago. */
    void warnOnce(String text) {
        boolean said = saidOnce.remove(text);
        saidOnce.add(text);
        if (saidOnce.size() > SAID_REMEMBERED) {
            saidOnce.remove(saidOnce.iterator().next());
        }
        if (!said) {
            warn(text);
        }
    }

    List<Output> drain() {
        List<Output> drained = outputs;
        outputs = new ArrayList<>();
        return drained;
    }
}
