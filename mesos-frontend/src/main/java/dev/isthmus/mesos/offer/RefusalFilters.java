package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

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

        /** It is not over before this time. */
        Instant earliest() {
            Instant run = madeAt.plus(RUN);
            return until.isAfter(run) ? until : run;
        }
    }

    private final Map<Key, List<Filter>> filters = new LinkedHashMap<>();
    private final Consumer<AgentId> freed;
    /** Before this time no filter is over. */
    private Instant earliest = Instant.MAX;

    /**
     * No filters.
     *
     * @param freed is told of each agent whose filters become fewer
     */
    RefusalFilters(Consumer<AgentId> freed) {
        this.freed = freed;
    }

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
            Filter filter = new Filter(refused, now, now.plus(duration));
            filters.computeIfAbsent(new Key(role, agent), key -> new ArrayList<>())
                    .add(filter);
            earliest = min(earliest, filter.earliest());
        }
    }

    /** An allocation run begins: what has expired is dropped. */
    void beginRun(Instant now) {
        if (now.isBefore(earliest)) {
            return;
        }
        earliest = Instant.MAX;
        Iterator<Map.Entry<Key, List<Filter>>> entries = filters.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Key, List<Filter>> entry = entries.next();
            if (entry.getValue().removeIf(filter -> filter.isOver(now))) {
                freed.accept(entry.getKey().agent);
            }
            entry.getValue().forEach(filter -> earliest = min(earliest, filter.earliest()));
            if (entry.getValue().isEmpty()) {
                entries.remove();
            }
        }
    }

    private static Instant min(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    boolean holdsBack(String role, AgentId agent, ResourcesByReservation offered) {
        for (Filter filter : filters.getOrDefault(new Key(role, agent), List.of())) {
            if (filter.refused.contains(offered)) {
                return true;
            }
        }
        return false;
    }

    void clear() {
        clearWhere(key -> true);
    }

    void clear(String role) {
        clearWhere(key -> key.role.equals(role));
    }

    void clear(AgentId agent) {
        clearWhere(key -> key.agent.equals(agent));
    }

    private void clearWhere(Predicate<Key> which) {
        filters.keySet().removeIf(key -> {
            boolean cleared = which.test(key);
            if (cleared) {
                freed.accept(key.agent);
            }
            return cleared;
        });
    }
}
