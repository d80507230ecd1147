package dev.isthmus.simulation.planted.told;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.simulation.PassedCallbacks;
import dev.isthmus.simulation.time.ProcessTime;

/** A rescind is not told. */
public final class RescindDropped extends PassedCallbacks {

    /** Over the real one. */
    public RescindDropped(ProcessTime process, SchedulerCallbacks real) {
        super(real);
    }

    @Override
    public void offerRescinded(OfferID offer) {}
}
