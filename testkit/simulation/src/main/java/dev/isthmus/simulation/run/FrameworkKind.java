package dev.isthmus.simulation.run;

import dev.isthmus.simulation.framework.SimulatedFramework;
import dev.isthmus.simulation.kind.ChronosFramework;
import dev.isthmus.simulation.kind.CrashingFramework;
import dev.isthmus.simulation.kind.FailingOverFramework;
import dev.isthmus.simulation.kind.FillingFramework;
import dev.isthmus.simulation.kind.GreedyFramework;
import dev.isthmus.simulation.kind.HoardingFramework;
import dev.isthmus.simulation.kind.KeepingFramework;
import dev.isthmus.simulation.kind.MarathonFramework;
import dev.isthmus.simulation.kind.PickyFramework;
import dev.isthmus.simulation.kind.PodFramework;
import dev.isthmus.simulation.kind.SlowFramework;
import dev.isthmus.simulation.kind.SparkFramework;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of frameworks that can live in a world. */
public enum FrameworkKind {
    /** Launches on whatever it is offered. */
    GREEDY,
    /** Wants an attribute or large offers, and declines all others for long. */
    PICKY,
    /** Keeps offers, and answers late or never. */
    HOARDING,
    /** Acknowledges late, and out of order. */
    SLOW,
    /** Throws, aborts and exits. */
    CRASHING,
    /** Stops its driver for failover, again and again. */
    FAILING_OVER,
    /** As Spark, with its list of excluded agents. */
    SPARK,
    /** As Marathon, with its heartbeat. */
    MARATHON,
    /** As Chronos, with many short jobs at times. */
    CHRONOS,
    /** Launches groups, and suppresses offers while it has enough. */
    POD,
    /** Uses the whole of each offer for one task. No seed draws it: worlds that show how a cluster is shared have it. */
    FILLING,
    /** Keeps each offer until it is void, and launches nothing. No seed draws it, as above. */
    KEEPING;

    /** Those that seeds draw. */
    public static final List<FrameworkKind> DRAWN = Stream.of(values())
            .filter(kind -> kind != FILLING && kind != KEEPING)
            .toList();

    /** One of this kind, with so many tasks at a time at most. */
    SimulatedFramework make(String name, int tasks) {
        return switch (this) {
            case GREEDY -> new GreedyFramework(name, tasks);
            case PICKY -> new PickyFramework(name, tasks);
            case HOARDING -> new HoardingFramework(name, tasks);
            case SLOW -> new SlowFramework(name, tasks);
            case CRASHING -> new CrashingFramework(name, tasks);
            case FAILING_OVER -> new FailingOverFramework(name, tasks);
            case SPARK -> new SparkFramework(name, tasks);
            case MARATHON -> new MarathonFramework(name, tasks);
            case CHRONOS -> new ChronosFramework(name, tasks);
            case POD -> new PodFramework(name, tasks);
            case FILLING -> new FillingFramework(name, tasks);
            case KEEPING -> new KeepingFramework(name, tasks);
        };
    }
}
