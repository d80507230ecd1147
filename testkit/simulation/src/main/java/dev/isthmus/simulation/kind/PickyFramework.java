package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.Tasks;
import java.util.List;

/** Wants agents with an attribute, or large offers, and declines all others for minutes; now and then it takes that back. */
public final class PickyFramework extends BookedFramework {

    /** The attribute that it looks for. */
    public static final String ATTRIBUTE = "class";

    /** The value of it. */
    public static final String VALUE = "fast";

    private static final double LARGE = 3.5;
    private static final double MEMORY = 512;
    private static final int LONG_FILTER = 240;

    /** Without tasks. */
    public PickyFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        Life(FrameworkSession session) {
            super(PickyFramework.this, session);
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            super.registered(frameworkId, master);
            often(seconds(60), seconds(200), driver()::reviveOffers);
            often(seconds(20), seconds(90), this::killOne);
        }

        @Override
        public void resourceOffers(List<Offer> offers) {
            for (Offer offer : offers) {
                double cpus = Tasks.amount(offer, "cpus");
                double memory = Tasks.amount(offer, "mem");
                boolean suits = offer.getAttributesList().stream()
                        .anyMatch(its -> its.getName().equals(ATTRIBUTE)
                                && its.getText().getValue().equals(VALUE));
                if (suits) {
                    answer(offer, fill(offer, cpus, memory), draws().between(1, 30));
                } else if (cpus >= LARGE && memory >= MEMORY && hasRoom()) {
                    // It takes the whole processor.
                    answer(offer, List.of(task(offer, cpus, MEMORY, anyLength())), 0);
                } else {
                    decline(offer, draws().between(LONG_FILTER / 4, LONG_FILTER));
                }
            }
        }
    }
}
