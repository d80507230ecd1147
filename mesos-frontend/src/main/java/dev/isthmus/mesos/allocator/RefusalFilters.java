package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.offer.RefuseSeconds;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Runs are this far apart; each filter holds through one of them at least, however many an agent causes in between. */
    private static final Duration RUN = Duration.ofSeconds(1);

    /** One refusal. Two are never equal. */
    static final class Filter {

        private final Contender contender;
        private final AgentId agent;
        private final ResourcesByReservation refused;
        private final Instant until;
        private final Instant run;
        private final long number;

        private Filter(
                Contender contender,
                AgentId agent,
                ResourcesByReservation refused,
                Duration time,
                Instant now,
                long number) {
            this.contender = contender;
            this.agent = agent;
            this.refused = refused;
            this.until = now.plus(time);
            this.run = now.plus(RUN);
            this.number = number;
        }

        Contender contender() {
            return contender;
        }

        ResourcesByReservation refused() {
            return refused;
        }

        private boolean isOver(Instant now) {
            return !now.isBefore(until) && now.isAfter(run);
        }

        /** It is not over before this time. */
        private Instant earliest() {
            return until.isAfter(run) ? until : run;
        }

        private long number() {
            return number;
        }
    }

    /** By agent first: a run asks all contenders for one agent, then for the next. */
    private final Map<AgentId, AgentRefusals> byAgent = new LinkedHashMap<>();

    private final NavigableSet<Filter> byEnd =
            new TreeSet<>(Comparator.comparing(Filter::earliest).thenComparingLong(Filter::number));
    private final Consumer<AgentId> freed;
    /** The numbers that contenders have which have refused something. */
    private final BitSet numbers = new BitSet();

    private long made;

    /**
     * No filters.
     *
     * @param freed is told of each agent whose filters become fewer
     */
    RefusalFilters(Consumer<AgentId> freed) {
        this.freed = freed;
    }

    /** Remembers a refusal; one of no time or of nothing leaves no filter. */
    void add(Contender contender, AgentId agent, ResourcesByReservation refused, double refuseSeconds, Instant now) {
        Duration duration = RefuseSeconds.duration(refuseSeconds);
        if (!duration.isZero() && !refused.isEmpty()) {
            Filter filter = new Filter(contender, agent, refused, duration, now, made++);
            if (contender.filters().isEmpty()) {
                contender.number(numbers.nextClearBit(0));
                numbers.set(contender.number());
            }
            contender.filters().add(filter);
            byAgent.computeIfAbsent(agent, none -> new AgentRefusals()).add(filter);
            byEnd.add(filter);
        }
    }

    private void remove(Filter filter) {
        byEnd.remove(filter);
        AgentRefusals there = byAgent.get(filter.agent);
        if (there != null) {
            there.remove(filter);
            if (there.isEmpty()) {
                byAgent.remove(filter.agent);
            }
        }
        filter.contender.filters().remove(filter);
        if (filter.contender.filters().isEmpty()) {
            numbers.clear(filter.contender.number());
        }
        freed.accept(filter.agent);
    }

    /** The filters on an agent. */
    AgentRefusals on(AgentId agent) {
        return byAgent.getOrDefault(agent, AgentRefusals.NONE);
    }

    /** An allocation run begins: what has expired is dropped. */
    void beginRun(Instant now) {
        List<Filter> over = new ArrayList<>();
        for (Filter filter : byEnd) {
            if (filter.earliest().isAfter(now)) {
                break;
            }
            if (filter.isOver(now)) {
                over.add(filter);
            }
        }
        over.forEach(this::remove);
    }

    /** Removes the filters of a framework for one role. */
    void clear(Contender contender) {
        List.copyOf(contender.filters()).forEach(this::remove);
    }

    /** Removes the filters on an agent. */
    void clear(AgentId agent) {
        on(agent).all().forEach(this::remove);
    }
}
