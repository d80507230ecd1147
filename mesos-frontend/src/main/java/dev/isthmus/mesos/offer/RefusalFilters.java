package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has been refused, by role and agent, and until when it is not offered again
 * (src/master/allocator/mesos/hierarchical.cpp, {@code RefusedOfferFilter} and {@code recoverResources}).
 *
 * <p>A filter holds back an offer only while all that would be offered is within what was refused, each reservation by itself.
 */
final class RefusalFilters {

    private static final double DEFAULT_SECONDS = 5;
    private static final double LONGEST_SECONDS = 31_536_000;
    private static final double LONGEST_DURATION_SECONDS = 9_223_372_036.0;

    private record Key(String role, AgentId agent) {}

    /** Runs are this far apart; each filter holds through one of them at least, however many an agent causes in between. */
    private static final Duration RUN = Duration.ofSeconds(1);

    private record Filter(ResourcesByReservation refused, Instant madeAt, Instant until) {

        boolean isOver(Instant now) {
            return !now.isBefore(until) && now.isAfter(madeAt.plus(RUN));
        }
    }

    private final Map<Key, List<Filter>> filters = new LinkedHashMap<>();

    /** How long a filter holds; zero for none. */
    static Duration duration(double refuseSeconds) {
        if (Double.isNaN(refuseSeconds) || refuseSeconds < 0 || refuseSeconds > LONGEST_DURATION_SECONDS) {
            return Duration.ofNanos((long) (DEFAULT_SECONDS * 1e9));
        }
        return Duration.ofNanos((long) (Math.min(refuseSeconds, LONGEST_SECONDS) * 1e9));
    }

    /** Remembers a refusal; one of no time or of nothing leaves no filter. */
    void add(String role, AgentId agent, ResourcesByReservation refused, double refuseSeconds, Instant now) {
        Duration duration = duration(refuseSeconds);
        if (!duration.isZero() && !refused.isEmpty()) {
            filters.computeIfAbsent(new Key(role, agent), key -> new ArrayList<>())
                    .add(new Filter(refused, now, now.plus(duration)));
        }
    }

    /** An allocation run begins: what has expired is dropped. */
    void beginRun(Instant now) {
        filters.values().forEach(list -> list.removeIf(filter -> filter.isOver(now)));
        filters.values().removeIf(List::isEmpty);
    }

    boolean holdsBack(String role, AgentId agent, ResourcesByReservation offered) {
        return filters.getOrDefault(new Key(role, agent), List.of()).stream()
                .anyMatch(filter -> filter.refused.contains(offered));
    }

    void clear() {
        filters.clear();
    }

    void clear(String role) {
        filters.keySet().removeIf(key -> key.role.equals(role));
    }

    void clear(AgentId agent) {
        filters.keySet().removeIf(key -> key.agent.equals(agent));
    }
}
