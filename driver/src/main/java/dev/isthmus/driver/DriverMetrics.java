package dev.isthmus.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricFamily.Kind;
import dev.isthmus.mesos.FrontendCounters;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a driver and its backend measure. */
final class DriverMetrics {

    private DriverMetrics() {}

    /** @param backend null before the driver has started */
    static List<MetricFamily> of(FrontendCounters counters, @Nullable Backend backend) {
        List<MetricFamily> families = new ArrayList<>();
        families.add(
                counter("isthmus_driver_offers_sent_total", "Offers sent to the framework.", counters.offersSent()));
        families.add(counter(
                "isthmus_driver_offers_declined_total",
                "Offers that the framework declined.",
                counters.offersDeclined()));
        families.add(counter("isthmus_driver_offers_rescinded_total", "Offers rescinded.", counters.offersRescinded()));
        families.add(counter(
                "isthmus_driver_tasks_launched_total", "Tasks handed to the backend.", counters.tasksLaunched()));
        families.add(counter(
                "isthmus_driver_tasks_stopped_total",
                "Requests to the backend to stop a task.",
                counters.tasksStopped()));
        families.add(MetricFamily.of(
                "isthmus_driver_updates_total",
                Kind.COUNTER,
                "Status updates delivered, by state; one delivered twice counts twice.",
                "state",
                counters.statesDelivered()));
        families.add(MetricFamily.of(
                "isthmus_driver_callbacks_total",
                Kind.COUNTER,
                "Callbacks made, by name.",
                "callback",
                counters.callbacks()));
        families.add(new MetricFamily(
                "isthmus_driver_callback_seconds",
                Kind.HISTOGRAM,
                "How long the framework's scheduler keeps the driver's thread, by callback.",
                counters.callbackSeconds()));
        if (backend != null) {
            families.addAll(backend.metrics());
        }
        return families;
    }

    private static MetricFamily counter(String name, String help, long count) {
        return MetricFamily.of(name, Kind.COUNTER, help, (double) count);
    }
}
