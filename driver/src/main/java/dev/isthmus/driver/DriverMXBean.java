package dev.isthmus.driver;

import java.util.Map;

/**
 * What a running driver has done so far, readable by JMX as {@code dev.isthmus:type=Driver,framework=NAME,id=N}. Every figure only grows. The
 * bean is there from the start of a driver until it has stopped and drained.
 */
public interface DriverMXBean {

    /** Calls of the cluster's API, by operation. */
    Map<String, Long> getBackendCalls();

    /** Offers sent to the framework. */
    long getOffersSent();

    /** Offers that the framework declined. */
    long getOffersDeclined();

    /** Offers taken back. */
    long getOffersRescinded();

    /** Tasks handed to the cluster. */
    long getTasksLaunched();

    /** Requests to the cluster to stop a task. */
    long getTasksStopped();

    /** Status updates delivered, by state. */
    Map<String, Long> getStatesDelivered();

    /** Callbacks made, by name. */
    Map<String, Long> getCallbacks();
}
