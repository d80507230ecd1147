package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.simulation.framework.FrameworkSession;
import java.util.List;

/** Keeps each offer that it gets, and says nothing to it. */
public final class KeepingFramework extends BookedFramework {

    /** Without tasks, of which it never has any. */
    public KeepingFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        Life(FrameworkSession session) {
            super(KeepingFramework.this, session);
        }

        @Override
        public void resourceOffers(List<Offer> offers) {
            // It waits for something better.
        }
    }
}
