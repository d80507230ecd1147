package dev.isthmus.simulation.observe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/** When the agent of each instance was connected, and since when an instance is gone, as ECS has it. Laws that ask for it observe after it. */
public final class InstanceHistory implements Observer {

    private final Supplier<Instant> now;
    private final Map<String, List<Change>> byAgent = new HashMap<>();

    private enum Presence {
        CONNECTED,
        AWAY,
        GONE
    }

    private record Change(Presence presence, Instant at) {}

    /**
     * Without instances.
     *
     * @param now the steady time of the world
     */
    public InstanceHistory(Supplier<Instant> now) {
        this.now = now;
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        boolean gone = "INACTIVE".equals(instance.status());
        Presence presence = gone ? Presence.GONE : instance.agentConnected() ? Presence.CONNECTED : Presence.AWAY;
        String arn = instance.containerInstanceArn();
        List<Change> changes =
                byAgent.computeIfAbsent(arn.substring(arn.lastIndexOf('/') + 1), first -> new ArrayList<>());
        if (changes.isEmpty() || last(changes).presence() != presence) {
            changes.add(new Change(presence, now.get()));
        }
    }

    private static Change last(List<Change> changes) {
        return changes.get(changes.size() - 1);
    }

    private Optional<Instant> since(String agent, Presence presence) {
        return Optional.ofNullable(byAgent.get(agent))
                .map(InstanceHistory::last)
                .filter(change -> change.presence() == presence)
                .map(Change::at);
    }

    /** Since when the instance of an agent is gone, if it is. */
    public Optional<Instant> goneSince(String agent) {
        return since(agent, Presence.GONE);
    }

    /** Since when an agent has been away, if it is. */
    public Optional<Instant> awaySince(String agent) {
        return since(agent, Presence.AWAY);
    }

    /** For how long an agent was connected at a stretch, at most, from a time on until now. */
    public Duration longestConnected(String agent, Instant from) {
        Duration longest = Duration.ZERO;
        List<Change> changes = byAgent.getOrDefault(agent, List.of());
        for (int i = 0; i < changes.size(); i++) {
            Instant begin = changes.get(i).at().isAfter(from) ? changes.get(i).at() : from;
            Instant end = i + 1 < changes.size() ? changes.get(i + 1).at() : now.get();
            Duration stretch = Duration.between(begin, end);
            if (changes.get(i).presence() == Presence.CONNECTED && stretch.compareTo(longest) > 0) {
                longest = stretch;
            }
        }
        return longest;
    }
}
