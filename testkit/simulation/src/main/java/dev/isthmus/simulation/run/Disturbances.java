package dev.isthmus.simulation.run;

import dev.isthmus.simulation.cluster.SimulatedCluster;
import dev.isthmus.simulation.happening.EventHappening;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What goes wrong in a world just now, so that bounds are not counted. */
final class Disturbances {

    private final ManualClock clock;
    private final SimulatedCluster cluster;
    private final Observer observer;
    private boolean faulty;
    private int count;
    /** How many of them befall events alone. */
    private int ofEvents;

    private Optional<Instant> fairButForEvents = Optional.empty();
    /** Until when what has gone wrong can go unnoticed. */
    private Instant unnoticed;

    /** None. */
    Disturbances(ManualClock clock, SimulatedCluster cluster, Observer observer) {
        this.clock = clock;
        this.cluster = cluster;
        this.observer = observer;
        this.unnoticed = clock.steady();
    }

    /** The world begins, with faults of calls or without. */
    void begin(boolean withFaults) {
        faulty = withFaults;
        judge();
    }

    /** Something is about to happen. */
    void happens(Happening what) {
        Duration length = what.disturbsFor();
        if (!length.isZero()) {
            int isOfEvents = what instanceof EventHappening ? 1 : 0;
            count++;
            ofEvents += isOfEvents;
            observer.fair(false);
            fairButForEvents = isOfEvents == 0 ? Optional.empty() : fairButForEvents;
            var unused = clock.after(length, () -> {
                count = Math.max(0, count - 1);
                ofEvents = Math.max(0, ofEvents - isOfEvents);
                judge();
            });
        }
        if (!what.unnoticedFor().isZero()) {
            Instant until = clock.steady().plus(what.unnoticedFor());
            unnoticed = until.isAfter(unnoticed) ? until : unnoticed;
            var unused = clock.after(what.unnoticedFor(), this::judge);
        }
    }

    /** Nothing goes wrong any more. */
    void calm() {
        faulty = false;
        count = 0;
        ofEvents = 0;
        judge();
    }

    /** Since when nothing goes wrong but with events on their way to drivers; empty if something does. */
    Optional<Instant> fairButForEventsSince() {
        return fairButForEvents;
    }

    /** Tells whoever observes whether all is fair. */
    void judge() {
        boolean undisturbed = count == 0 && !faulty && !clock.steady().isBefore(unnoticed);
        observer.undisturbed(undisturbed);
        observer.fair(undisturbed && cluster.allConnected());
        boolean isFair = count == ofEvents && !faulty && cluster.allConnected();
        fairButForEvents = isFair ? fairButForEvents.or(() -> Optional.of(clock.steady())) : Optional.empty();
    }
}
