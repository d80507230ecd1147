package dev.isthmus.simulation.run;

import dev.isthmus.simulation.framework.GreedyFramework;
import dev.isthmus.simulation.framework.SimulatedFramework;

/** The kinds of frameworks that can live in a world. */
public enum FrameworkKind {
    /** Launches on whatever it is offered. */
    GREEDY;

    /** One of this kind, with so many tasks at a time at most. */
    SimulatedFramework make(String name, int tasks) {
        return switch (this) {
            case GREEDY -> new GreedyFramework(name, tasks);
        };
    }
}
