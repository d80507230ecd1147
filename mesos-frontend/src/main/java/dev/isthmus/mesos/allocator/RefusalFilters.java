package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.offer.RefuseSeconds;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
        private AgentRefusals.@Nullable Refusers refusers;
        private boolean hasEnded;

        private Filter(Contender contender, AgentId agent, ResourcesByReservation refused, Duration time, Instant now) {
            this.contender = contender;
            this.agent = agent;
            this.refused = refused;
            this.until = now.plus(time);
            this.run = now.plus(RUN);
        }

        Contender contender() {
            return contender;
        }

        ResourcesByReservation refused() {
            return refused;
        }

        /** Those whom it is among; set by {@link AgentRefusals} alone. */
        AgentRefusals.Refusers refusers() {
            return Objects.requireNonNull(refusers);
        }

        void refusers(AgentRefusals.Refusers its) {
            refusers = its;
        }

        private boolean isOver(Instant now) {
            return !now.isBefore(until) && now.isAfter(run);
        }

        /** It is not over before this time. */
        private Instant earliest() {
            return until.isAfter(run) ? until : run;
        }
    }

    /** Filters in the order in which they were made. What has ended is taken out when it is half of them. */
    static final class Listing {

        private final List<Filter> all = new ArrayList<>(1);
        private int ended;

        boolean isEmpty() {
            return all.isEmpty();
        }

        void add(Filter filter) {
            all.add(filter);
        }

        /** One of them has ended. */
        void ended() {
            ended++;
            if (ended == all.size()) {
                all.clear();
                ended = 0;
            } else if (2 * ended > all.size()) {
                all.removeIf(filter -> filter.hasEnded);
                ended = 0;
            }
        }

        /** Those that have not ended; a copy. */
        List<Filter> living() {
            List<Filter> living = new ArrayList<>(all);
            living.removeIf(filter -> filter.hasEnded);
            return living;
        }
    }

    /**
     * By agent first: a run asks all contenders for one agent, then for the next. Who refuses an agent mostly refuses it again, so that it stays when it has no filter left,
     * until its filters are forgotten.
     */
    private final Map<AgentId, AgentRefusals> byAgent = new LinkedHashMap<>();

    private final NavigableMap<Instant, Listing> byEnd = new TreeMap<>();
    private Map.@Nullable Entry<Instant, Listing> lastEnd;
    private final Consumer<AgentId> freed;
    /** The numbers that contenders have which have refused something. */
    private final BitSet numbers = new BitSet();

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
            Filter filter = new Filter(contender, agent, refused, duration, now);
            if (contender.filters().isEmpty()) {
                contender.number(numbers.nextClearBit(0));
                numbers.set(contender.number());
            }
            contender.filters().add(filter);
            byAgent.computeIfAbsent(agent, none -> new AgentRefusals()).add(filter);
            endingAt(filter.earliest()).add(filter);
        }
    }

    /** Those of one round of refusals end together. */
    private Listing endingAt(Instant end) {
        Map.Entry<Instant, Listing> last = lastEnd;
        if (last == null || !last.getKey().equals(end)) {
            last = Map.entry(end, byEnd.computeIfAbsent(end, none -> new Listing()));
            lastEnd = last;
        }
        return last.getValue();
    }

    private void remove(Filter filter) {
        Listing its = byEnd.get(filter.earliest());
        AgentRefusals there = byAgent.get(filter.agent);
        if (filter.hasEnded || its == null || there == null) {
            return;
        }
        filter.hasEnded = true;
        its.ended();
        if (its.isEmpty()) {
            byEnd.remove(filter.earliest());
            lastEnd = null;
        }
        there.ended(filter);
        filter.contender.filters().ended();
        if (filter.contender.filters().isEmpty()) {
            numbers.clear(filter.contender.number());
        }
        freed.accept(filter.agent);
    }

    /** The filters on an agent. */
    AgentRefusals on(AgentId agent) {
        return byAgent.getOrDefault(agent, AgentRefusals.NONE);
    }

    /** Whether a contender has refused all of this. */
    boolean isRefused(Contender contender, AgentId agent, Supplier<ResourcesByReservation> offered) {
        return !contender.filters().isEmpty()
                && on(agent).refusersOf(offered.get()).get(contender.number());
    }

    /** An allocation run begins: what has expired is dropped. */
    void beginRun(Instant now) {
        if (byEnd.isEmpty() || byEnd.firstKey().isAfter(now)) {
            return;
        }
        List<Filter> over = new ArrayList<>();
        for (Listing due : byEnd.headMap(now, true).values()) {
            for (Filter filter : due.all) {
                if (!filter.hasEnded && filter.isOver(now)) {
                    over.add(filter);
                }
            }
        }
        over.forEach(this::remove);
    }

    /** Removes the filters of a framework for one role. */
    void clear(Contender contender) {
        contender.filters().living().forEach(this::remove);
    }

    /** Removes the filters on an agent. */
    void clear(AgentId agent) {
        on(agent).all().forEach(this::remove);
        byAgent.remove(agent);
    }
}
