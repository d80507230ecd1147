package dev.isthmus.driver;

import java.util.SortedMap;

/**
 * The counters of a driver in JMX, under {@code dev.isthmus:type=Driver,framework="<name>"}. They only grow. If a process creates several drivers of
 * one framework in turn, the latest is shown.
 */
public interface DriverCountersMXBean {

    /**
     * Calls of the cluster's API, by operation.
     *
     * @return how many, under names such as {@code RunTask}; none before the driver has started
     */
    SortedMap<String, Long> getBackendCalls();

    /**
     * Offers sent to the framework.
     *
     * @return how many
     */
    long getOffersSent();

    /**
     * Offers that the framework declined.
     *
     * @return how many
     */
    long getOffersDeclined();

    /**
     * Offers rescinded.
     *
     * @return how many
     */
    long getOffersRescinded();

    /**
     * Tasks handed to the backend.
     *
     * @return how many
     */
    long getTasksLaunched();

    /**
     * Requests to the backend to stop a task.
     *
     * @return how many
     */
    long getTasksStopped();

    /**
     * Status updates delivered, by state; one delivered twice counts twice.
     *
     * @return how many, under names such as {@code TASK_RUNNING}
     */
    SortedMap<String, Long> getStatesDelivered();

    /**
     * Callbacks made, by name.
     *
     * @return how many, under names such as {@code resourceOffers}
     */
    SortedMap<String, Long> getCallbacks();
}
