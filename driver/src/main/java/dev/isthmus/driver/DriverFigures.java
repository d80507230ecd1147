package dev.isthmus.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.mesos.FrontendCounters;
import java.util.Map;
import java.util.TreeMap;

/** Reads the figures where they are counted. */
record DriverFigures(FrontendCounters counters, Backend backend) implements DriverMXBean {

    @Override
    public Map<String, Long> getBackendCalls() {
        return new TreeMap<>(backend.callCounts());
    }

    @Override
    public long getOffersSent() {
        return counters.offersSent();
    }

    @Override
    public long getOffersDeclined() {
        return counters.offersDeclined();
    }

    @Override
    public long getOffersRescinded() {
        return counters.offersRescinded();
    }

    @Override
    public long getTasksLaunched() {
        return counters.tasksLaunched();
    }

    @Override
    public long getTasksStopped() {
        return counters.tasksStopped();
    }

    @Override
    public Map<String, Long> getStatesDelivered() {
        return counters.statesDelivered();
    }

    @Override
    public Map<String, Long> getCallbacks() {
        return counters.callbacks();
    }
}
