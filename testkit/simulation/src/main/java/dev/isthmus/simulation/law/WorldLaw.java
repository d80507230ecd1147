package dev.isthmus.simulation.law;

import dev.isthmus.simulation.observe.Observer;

/** A law of docs/spec.md: it sees what can be seen from outside, and says when it is broken. */
public interface WorldLaw extends Observer {

    /** Its number, as in {@code R-WD-01}. */
    String rule();
}
