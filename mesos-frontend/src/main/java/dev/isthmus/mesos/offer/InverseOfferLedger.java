package dev.isthmus.mesos.offer;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Inverse offers: of which agents some are made, which are outstanding, what each framework has answered last, and which wants none for a while (src/master/allocator/mesos/hierarchical.cpp,
 * {@code Slave::Maintenance}). A framework has one of an agent at a time.
 */
public final class InverseOfferLedger {

    /**
     * One that has been made and neither answered nor rescinded.
     *
     * @param id its id; no offer has the same
     * @param framework to whom
     * @param agent whose resources are wanted back
     */
    public record Outstanding(String id, FrameworkId framework, AgentId agent) {}

    /**
     * What a framework has answered last for an agent.
     *
     * @param isAccepted whether it has accepted; else it has declined
     * @param at when, by the clock
     */
    public record Answer(FrameworkId framework, boolean isAccepted, Instant at) {

        /** Checks that all is there. */
        public Answer {
            requireNonNull(framework, "framework");
            requireNonNull(at, "at");
        }
    }

    /** What is kept of one agent. */
    private static final class OfAgent {

        private final Map<FrameworkId, Outstanding> outstanding = new LinkedHashMap<>();
        private final Map<FrameworkId, Answer> answers = new LinkedHashMap<>();
        private final Map<FrameworkId, Instant> refusedUntil = new LinkedHashMap<>();
    }

    private final Map<AgentId, OfAgent> agents = new LinkedHashMap<>();
    private final Map<String, Outstanding> outstanding = new LinkedHashMap<>();

    /** Nothing is made. */
    public InverseOfferLedger() {}

    /** From now on some are made of this agent. */
    public void begin(AgentId agent) {
        agents.putIfAbsent(agent, new OfAgent());
    }

    /** None are made of this agent any more, and what was answered does not count. Returns those that were outstanding. */
    public List<Outstanding> end(AgentId agent) {
        List<Outstanding> ended = removeOf(agent);
        agents.remove(agent);
        return ended;
    }

    /** The agents of which some are made. */
    public List<AgentId> agents() {
        return List.copyOf(agents.keySet());
    }

    /** Whether a framework may be sent one of an agent of which some are made: it has none, and wants one. */
    public boolean isDue(FrameworkId framework, AgentId agent, Instant now) {
        OfAgent its = of(agent);
        return !its.outstanding.containsKey(framework)
                && Optional.ofNullable(its.refusedUntil.get(framework))
                        .filter(now::isBefore)
                        .isEmpty();
    }

    private OfAgent of(AgentId agent) {
        return Objects.requireNonNull(agents.get(agent), "no inverse offers are made of this agent");
    }

    /** Makes one of an agent of which some are made. */
    public Outstanding make(String id, FrameworkId framework, AgentId agent) {
        Outstanding made = new Outstanding(id, framework, agent);
        of(agent).outstanding.put(framework, made);
        outstanding.put(id, made);
        return made;
    }

    /** The one to a framework, if it is outstanding; one to another framework is none. */
    public Optional<Outstanding> find(FrameworkId framework, String id) {
        return Optional.ofNullable(outstanding.get(id))
                .filter(made -> made.framework().equals(framework));
    }

    /** All that are outstanding, oldest first. */
    public List<Outstanding> outstanding() {
        return List.copyOf(outstanding.values());
    }

    /** Whether one of this id is outstanding, to whomever. */
    public boolean isOutstanding(String id) {
        return outstanding.containsKey(id);
    }

    /** Removes the one to a framework; empty if it is not outstanding. */
    public Optional<Outstanding> remove(FrameworkId framework, String id) {
        Optional<Outstanding> found = find(framework, id);
        found.ifPresent(this::remove);
        return found;
    }

    private void remove(Outstanding gone) {
        outstanding.remove(gone.id());
        of(gone.agent()).outstanding.remove(gone.framework());
    }

    /** Removes all of an agent. */
    public List<Outstanding> removeOf(AgentId agent) {
        OfAgent its = agents.get(agent);
        List<Outstanding> all = its == null ? List.of() : List.copyOf(its.outstanding.values());
        all.forEach(this::remove);
        return all;
    }

    /**
     * A framework has answered one, which is removed.
     *
     * @param refusedUntil when it may be sent the next one
     */
    public void answered(Outstanding answered, boolean isAccepted, Instant at, Instant refusedUntil) {
        OfAgent its = of(answered.agent());
        its.answers.put(answered.framework(), new Answer(answered.framework(), isAccepted, at));
        its.refusedUntil.put(answered.framework(), refusedUntil);
    }

    /** Those to a framework are void, and it may be sent some again; what it has answered stays. */
    public void clear(FrameworkId framework) {
        agents.values().forEach(its -> {
            Optional.ofNullable(its.outstanding.remove(framework)).ifPresent(gone -> outstanding.remove(gone.id()));
            its.refusedUntil.remove(framework);
        });
    }

    /** What frameworks have answered last for an agent, in the order in which they did so first. */
    public List<Answer> answersOf(AgentId agent) {
        OfAgent its = agents.get(agent);
        return its == null ? List.of() : List.copyOf(its.answers.values());
    }

    /** Why a framework cannot accept these together, in Mesos's order and words (src/master/validation.cpp, {@code validateInverseOffers}); nothing if it can. */
    public Optional<String> problem(FrameworkId framework, List<String> ids) {
        if (ids.isEmpty()) {
            return Optional.of("No inverse offers specified");
        }
        Set<String> seen = new LinkedHashSet<>();
        List<Outstanding> found = new ArrayList<>();
        for (String id : ids) {
            if (!seen.add(id)) {
                return Optional.of("Duplicate offer " + id + " in offer list");
            }
        }
        for (String id : ids) {
            Optional<Outstanding> one = find(framework, id);
            if (one.isEmpty()) {
                return Optional.of("Inverse offer " + id + " is no longer valid");
            }
            found.add(one.get());
        }
        AgentId first = found.get(0).agent();
        return found.stream()
                .filter(one -> !one.agent().equals(first))
                .findFirst()
                .map(one -> "Aggregated offers must belong to one single agent. Offer " + one.id() + " uses agent "
                        + one.agent() + " and agent " + first);
    }
}
