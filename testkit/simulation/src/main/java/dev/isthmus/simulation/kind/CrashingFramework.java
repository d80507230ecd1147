package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.framework.FrameworkSession;
import java.util.List;

/** Throws in a callback, calls {@code abort}, or exits, before or after it has done its work there; and comes back. */
public final class CrashingFramework extends BookedFramework {

    private static final int ONE_IN = 60;

    /** Without tasks. */
    public CrashingFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    /** What it throws. The driver prints what callbacks throw; of this there is nothing to read. */
    private static final class Crash extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Crash() {
            super("the framework fails", null, false, false);
        }

        @Override
        public void printStackTrace() {}
    }

    private final class Life extends BookedLife {

        Life(FrameworkSession session) {
            super(CrashingFramework.this, session);
        }

        private void perhapsCrash() {
            if (!isLaunching() || !draws().oneIn(ONE_IN)) {
                return;
            }
            switch (draws().below(3)) {
                case 0 -> {
                    exitSoon();
                    throw new Crash();
                }
                case 1 -> {
                    driver().abort();
                    exitSoon();
                }
                default -> session().exit("crashes");
            }
        }

        private void exitSoon() {
            session().after(draws().upTo(seconds(2)), () -> session().exit("crashed"));
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            super.registered(frameworkId, master);
            often(seconds(10), seconds(60), this::killOne);
            perhapsCrash();
        }

        @Override
        public void resourceOffers(List<Offer> offers) {
            perhapsCrash();
            super.resourceOffers(offers);
            perhapsCrash();
        }

        @Override
        public void statusUpdate(TaskStatus status) {
            // What it has not written down before it crashes, it is told again.
            perhapsCrash();
            super.statusUpdate(status);
            perhapsCrash();
        }
    }
}
