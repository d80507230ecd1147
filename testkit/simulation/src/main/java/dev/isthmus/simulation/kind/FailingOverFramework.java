package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.simulation.framework.FrameworkSession;

/** Loses its leadership every minute or two: stops its driver for failover, and comes back with a new one of the same id. */
public final class FailingOverFramework extends BookedFramework {

    /** Without tasks. */
    public FailingOverFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        private boolean stopped;

        Life(FrameworkSession session) {
            super(FailingOverFramework.this, session);
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            super.registered(frameworkId, master);
            often(seconds(10), seconds(60), this::killOne);
            often(seconds(30), seconds(150), this::failOver);
        }

        private void failOver() {
            if (!stopped) {
                stopped = true;
                driver().stop(true);
                session().after(draws().upTo(seconds(3)), () -> session().exit("stopped for failover"));
            }
        }
    }
}
