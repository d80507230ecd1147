package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/** What all agents have together, which is sure when none has changed for a while. */
final class Whole {

    private static final double UNITS = 1024;
    private static final Duration SEEN_BY_ALL = Duration.ofSeconds(40);

    private final Map<String, SharedAmounts> agents = new TreeMap<>();
    private final Map<String, Boolean> usable = new TreeMap<>();
    private Instant changed = Instant.MIN;
    private double disk;

    void changed(ContainerInstance instance, Instant now) {
        changed = now;
        String arn = instance.containerInstanceArn();
        if ("INACTIVE".equals(instance.status())) {
            agents.remove(arn);
            usable.remove(arn);
            return;
        }
        double cpus = 0;
        double memory = 0;
        for (var resource : instance.registeredResources()) {
            if (resource.name().equals("CPU")) {
                cpus = resource.integerValue() / UNITS;
            } else if (resource.name().equals("MEMORY")) {
                memory = resource.integerValue();
            }
        }
        agents.put(arn, new SharedAmounts(cpus, memory, 0));
        usable.put(arn, "ACTIVE".equals(instance.status()) && instance.agentConnected());
    }

    /** ECS knows nothing of disk: all agents have as much of it. */
    void offered(Offer offer) {
        disk = Math.max(disk, SharedAmounts.of(offer.getResourcesList()).disk());
    }

    /** Empty while not everybody need know it. */
    Optional<SharedAmounts> sure(Instant now) {
        boolean isSure = now.isAfter(changed.plus(SEEN_BY_ALL)) && !usable.containsValue(false);
        return isSure
                ? Optional.of(agents.values().stream()
                        .reduce(SharedAmounts.NONE, SharedAmounts::plus)
                        .plus(new SharedAmounts(0, 0, disk * agents.size())))
                : Optional.empty();
    }
}
