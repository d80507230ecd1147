package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What has been refused, by framework, role and agent, and until when it is not offered again (hierarchical.cpp, {@code RefusedOfferFilter} and
 * {@code recoverResources}).
 *
 * <p>A filter holds back an offer only while all that would be offered is within what was refused, each reservation by itself. Filters are kept by their end as
 * well: a run costs as much as filters end with it.
 */
final class RefusalFilters {

    private static final double DEFAULT_SECONDS = 5;
    private static final double LONGEST_SECONDS = 31_536_000;
    private static final double LONGEST_DURATION_SECONDS = 9_223_372_036.0;

    /** Runs are this far apart; each filter holds through one of them at least, however many an agent causes in between. */
    private static final Duration RUN = Duration.ofSeconds(1);

    record Filter(
            Contender contender,
            AgentId agent,
            ResourcesByReservation refused,
            Instant until,
            Instant run,
            long number) {

        boolean isOver(Instant now) {
            return !now.isBefore(until) && now.isAfter(run);
        }

        /** It is not over before this time. */
        Instant earliest() {
            return until.isAfter(run) ? until : run;
        }
    }

    private final NavigableSet<Filter> byEnd =
            new TreeSet<>(Comparator.comparing(Filter::earliest).thenComparingLong(Filter::number));
    private final Consumer<AgentId> freed;
    private long made;

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
    void add(Contender contender, AgentId agent, ResourcesByReservation refused, double refuseSeconds, Instant now) {
        Duration duration = duration(refuseSeconds);
        if (!duration.isZero() && !refused.isEmpty()) {
            Filter filter = new Filter(contender, agent, refused, now.plus(duration), now.plus(RUN), made++);
            contender
                    .filters()
                    .computeIfAbsent(agent, none -> new ArrayList<>())
                    .add(filter);
            byEnd.add(filter);
        }
    }

    /** An allocation run begins: what has expired is dropped. */
    void beginRun(Instant now) {
        Iterator<Filter> filters = byEnd.iterator();
        while (filters.hasNext()) {
            Filter filter = filters.next();
            if (filter.earliest().isAfter(now)) {
                return;
            }
            if (filter.isOver(now)) {
                filters.remove();
                List<Filter> left = filter.contender.filters().get(filter.agent);
                if (left != null) {
                    left.remove(filter);
                    if (left.isEmpty()) {
                        filter.contender.filters().remove(filter.agent);
                    }
                }
                freed.accept(filter.agent);
            }
        }
    }

    /** Removes the filters of a framework for one role. */
    void clear(Contender contender) {
        contender.filters().values().forEach(byEnd::removeAll);
        contender.filters().keySet().forEach(freed);
        contender.filters().clear();
    }

    /** Removes the filters of a framework for one role on an agent. */
    void clear(Contender contender, AgentId agent) {
        List<Filter> there = contender.filters().remove(agent);
        if (there != null) {
            there.forEach(byEnd::remove);
            freed.accept(agent);
        }
    }
}
