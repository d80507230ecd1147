package dev.isthmus.master.snapshot;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.offer.OutstandingOffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a master's machine and its subscriptions hold at one moment, and the past of it. Immutable: pages are made of it by any thread.
 *
 * @param master who it is
 * @param cluster the name of its cluster
 * @param started when it was started, in seconds since 1970
 * @param agents those that the machine knows
 * @param offers those that are outstanding
 * @param frameworks those that are registered
 * @param completed those that were removed, the last ones
 * @param forgotten how many tasks have ended in each state that are in none of these any more
 */
public record MasterLook(
        MasterInfo master,
        String cluster,
        double started,
        List<MasterView.OfAgent> agents,
        List<OutstandingOffer> offers,
        List<OfFramework> frameworks,
        List<ShownFramework> completed,
        Map<TaskState, Long> forgotten) {

    /** Copies the map, which goes on. */
    public MasterLook {
        forgotten = Collections.unmodifiableMap(new TreeMap<>(forgotten));
    }

    /** A framework that is registered, and what is known of its past. */
    record OfFramework(RegisteredFramework registered, ToldFramework.Past past, OfferConstraints constraints) {

        String id() {
            return registered.info().getId().getValue();
        }
    }

    /** The same of a master that names itself otherwise. */
    public MasterLook of(MasterIdentity other) {
        return new MasterLook(
                other.info(), other.cluster(), other.started(), agents, offers, frameworks, completed, forgotten);
    }

    /** As it is shown. */
    public MasterSnapshot snapshot() {
        List<ShownAgent> shown = agents.stream()
                .filter(agent -> agent.unreachableSince().isEmpty())
                .map(MasterLook::agent)
                .toList();
        Set<String> known = new LinkedHashSet<>();
        shown.forEach(agent -> known.add(agent.id()));
        Map<String, List<OutstandingOffer>> byFramework = new LinkedHashMap<>();
        // A page with an offer of an agent that it does not have breaks who reads it.
        offers.stream()
                .filter(offer -> known.contains(offer.agent().value()))
                .forEach(offer -> byFramework
                        .computeIfAbsent(offer.framework().value(), id -> new ArrayList<>())
                        .add(offer));
        return new MasterSnapshot(
                master,
                cluster,
                started,
                shown,
                agents.size() - shown.size(),
                frameworks.stream()
                        .map(framework -> framework(framework, byFramework.getOrDefault(framework.id(), List.of())))
                        .toList(),
                completed,
                forgotten);
    }

    private static ShownAgent agent(MasterView.OfAgent known) {
        Agent agent = known.agent();
        SortedMap<String, Resources> reserved = new TreeMap<>();
        known.reserved()
                .reserved()
                .forEach((reservation, resources) -> reserved.merge(reservation.role(), resources, Resources::plus));
        return new ShownAgent(
                agent.id().value(),
                agent.address().hostname(),
                agent.address().knownIp().orElse(""),
                ToldHistory.seconds(known.since()),
                agent.attributes(),
                known.total(),
                known.inUse().total(),
                known.promised().total(),
                reserved,
                agent.state(),
                known.withdrawal().isPresent(),
                known.withdrawal()
                        .filter(AgentWithdrawal::isDraining)
                        .map(how -> new ShownDrain(known.isDrained(), how.maxGraceNanos(), how.isGoneWhenDrained())));
    }

    private static ShownFramework framework(OfFramework framework, List<OutstandingOffer> offers) {
        ToldFramework.Past past = framework.past();
        return new ShownFramework(
                framework.registered().info(),
                framework.registered().isConnected(),
                past.registered(),
                past.reregistered(),
                0,
                past.tasks(),
                past.completed(),
                offers,
                framework.constraints());
    }
}
