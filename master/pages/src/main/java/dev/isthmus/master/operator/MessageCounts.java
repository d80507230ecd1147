package dev.isthmus.master.operator;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricSample;
import java.util.List;
import java.util.Map;

/**
 * How many messages of which kind there were, by the names that Mesos has for them (src/master/metrics.cpp). A call of frameworks over HTTP counts there as the message that
 * drivers send for it; here each subscription counts as a registration. What cannot happen here is 0: who reads it takes a name that is missing for a fault.
 */
final class MessageCounts {

    private static final String CALLS = "isthmus_master_calls_total";
    private static final String TYPE = "type";
    private static final String UPDATES = "isthmus_master_task_updates_total";
    private static final String AGENTS = "isthmus_master_agent_changes_total";
    private static final String CHANGE = "change";

    private static final List<String> NEVER = List.of(
            "dropped_messages",
            "event_queue_dispatches",
            "event_queue_http_requests",
            "event_queue_messages",
            "http_cache_hits",
            "invalid_executor_to_framework_messages",
            "invalid_framework_to_executor_messages",
            "invalid_operation_status_update_acknowledgements",
            "invalid_operation_status_updates",
            "invalid_status_update_acknowledgements",
            "invalid_status_updates",
            "messages_authenticate",
            "messages_deactivate_framework",
            "messages_executor_to_framework",
            "messages_exited_executor",
            "messages_operation_status_update",
            "messages_operation_status_update_acknowledgement",
            "messages_reregister_framework",
            "messages_reregister_slave",
            "messages_unregister_slave",
            "messages_update_slave",
            "recovery_slave_removals",
            "slave_removals/reason_registered",
            "slave_removals/reason_unregistered",
            "slave_reregistrations",
            "slave_shutdowns_canceled",
            "slave_shutdowns_completed",
            "slave_shutdowns_scheduled",
            "slave_unreachable_canceled",
            "valid_executor_to_framework_messages",
            "valid_framework_to_executor_messages",
            "valid_operation_status_update_acknowledgements",
            "valid_operation_status_updates");

    private static final List<Map.Entry<String, String>> OF_CALL = List.of(
            Map.entry("ACCEPT", "messages_launch_tasks"),
            Map.entry("ACKNOWLEDGE", "messages_status_update_acknowledgement"),
            Map.entry("DECLINE", "messages_decline_offers"),
            Map.entry("KILL", "messages_kill_task"),
            Map.entry("MESSAGE", "messages_framework_to_executor"),
            Map.entry("RECONCILE", "messages_reconcile_tasks"),
            Map.entry("RECONCILE_OPERATIONS", "messages_reconcile_operations"),
            Map.entry("REQUEST", "messages_resource_request"),
            Map.entry("REVIVE", "messages_revive_offers"),
            Map.entry("SUBSCRIBE", "messages_register_framework"),
            Map.entry("SUPPRESS", "messages_suppress_offers"),
            Map.entry("TEARDOWN", "messages_unregister_framework"));

    private MessageCounts() {}

    /** Adds those that were counted, and those that cannot be. */
    static void add(List<MetricFamily> measured, Map<String, Object> shown) {
        NEVER.forEach(name -> shown.put("master/" + name, 0.0));
        OF_CALL.forEach(call -> shown.put("master/" + call.getValue(), sum(measured, CALLS, TYPE, call.getKey())));
        shown.put("master/valid_status_update_acknowledgements", sum(measured, CALLS, TYPE, "ACKNOWLEDGE"));
        double updates = measured.stream()
                .filter(family -> family.name().equals(UPDATES))
                .flatMap(family -> family.samples().stream())
                .mapToDouble(MetricSample::value)
                .sum();
        shown.put("master/messages_status_update", updates);
        shown.put("master/valid_status_updates", updates);
        double came = sum(measured, AGENTS, CHANGE, "added");
        shown.put("master/messages_register_slave", came);
        shown.put("master/slave_registrations", came);
        double went = sum(measured, AGENTS, CHANGE, "removed");
        for (String name : List.of(
                "slave_removals",
                "slave_removals/reason_unhealthy",
                "slave_unreachable_completed",
                "slave_unreachable_scheduled")) {
            shown.put("master/" + name, went);
        }
    }

    private static double sum(List<MetricFamily> measured, String name, String label, String value) {
        return measured.stream()
                .filter(family -> family.name().equals(name))
                .flatMap(family -> family.samples().stream())
                .filter(sample -> value.equals(sample.labels().get(label)))
                .mapToDouble(MetricSample::value)
                .sum();
    }
}
