package dev.isthmus.mesos;

import dev.isthmus.api.metric.MetricSample;
import java.util.List;
import java.util.SortedMap;

/** What a driver has done so far. Every figure only grows; reading is safe from any thread. */
public interface FrontendCounters {

    /** Offers sent to the framework. */
    long offersSent();

    /** Calls of {@code declineOffer}. */
    long offersDeclined();

    /** Offers rescinded. */
    long offersRescinded();

    /** Tasks handed to the backend. */
    long tasksLaunched();

    /** Requests to the backend to stop a task. */
    long tasksStopped();

    /** Status updates delivered, by state, such as {@code TASK_RUNNING}; an update delivered twice counts twice. */
    SortedMap<String, Long> statesDelivered();

    /** Callbacks made, by name, such as {@code resourceOffers}. */
    SortedMap<String, Long> callbacks();

    /** How long callbacks that have returned took, in seconds, as a histogram for each {@code callback}. */
    List<MetricSample> callbackSeconds();
}
