package dev.isthmus.simulation.kind;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.simulation.framework.FrameworkSession;
import dev.isthmus.simulation.framework.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps offers: answers late or never, and uses several of one agent together, as those do that plan for the whole cluster. */
public final class HoardingFramework extends BookedFramework {

    private static final int NEVER_ONE_IN = 5;

    /** Without tasks. */
    public HoardingFramework(String name, int most) {
        super(name, most);
    }

    @Override
    public SchedulerCallbacks begin(FrameworkSession session) {
        return new Life(session);
    }

    private final class Life extends BookedLife {

        private final Map<OfferID, Offer> kept = new LinkedHashMap<>();

        Life(FrameworkSession session) {
            super(HoardingFramework.this, session);
        }

        @Override
        public void resourceOffers(List<Offer> offers) {
            for (Offer offer : offers) {
                kept.put(offer.getId(), offer);
                if (!draws().oneIn(NEVER_ONE_IN)) {
                    session().after(draws().between(seconds(2), seconds(100)), () -> use(offer.getSlaveId()));
                }
            }
        }

        /** Uses all offers of an agent that it has by now. */
        private void use(SlaveID agent) {
            List<Offer> together = kept.values().stream()
                    .filter(offer -> offer.getSlaveId().equals(agent))
                    .toList();
            if (together.isEmpty()) {
                return;
            }
            double cpus = 0;
            double memory = 0;
            List<OfferID> ids = new ArrayList<>();
            for (Offer offer : together) {
                cpus += Tasks.amount(offer, "cpus");
                memory += Tasks.amount(offer, "mem");
                ids.add(offer.getId());
                kept.remove(offer.getId());
            }
            List<TaskInfo> tasks = fill(together.get(0), cpus, memory);
            // With no tasks this declines them all.
            driver().launchTasks(ids, tasks, refusing(draws().below(3)));
        }

        @Override
        public void offerRescinded(OfferID offerId) {
            // One in four it overlooks, and uses in spite of it.
            if (!draws().oneIn(4)) {
                kept.remove(offerId);
            }
        }

        @Override
        public void disconnected() {
            kept.clear();
        }
    }
}
