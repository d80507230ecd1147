package dev.isthmus.master.operator;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.master.subscription.RegisteredFramework;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.resource.OfferedResources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 */
public record MasterLook(
        MasterInfo master,
        String cluster,
        double started,
        List<MasterView.OfAgent> agents,
        List<OutstandingOffer> offers,
        List<OfFramework> frameworks,
        List<ShownFramework> completed) {

    /**
     * A framework that is registered.
     *
     * @param tasks those that the machine has of it
     */
    record OfFramework(RegisteredFramework registered, List<MasterView.OfTask> tasks, ToldFramework.Past past) {

        String id() {
            return registered.info().getId().getValue();
        }
    }

    /** As it is shown. */
    public MasterSnapshot snapshot() {
        Map<String, List<Offer>> byFramework = new LinkedHashMap<>();
        offers.forEach(offer -> byFramework
                .computeIfAbsent(offer.framework().value(), id -> new ArrayList<>())
                .add(offer(offer)));
        List<ShownAgent> shown = agents.stream()
                .filter(agent -> agent.unreachableSince().isEmpty())
                .map(MasterLook::agent)
                .toList();
        return new MasterSnapshot(
                master,
                cluster,
                started,
                shown,
                agents.size() - shown.size(),
                frameworks.stream()
                        .map(framework -> framework(framework, byFramework.getOrDefault(framework.id(), List.of())))
                        .toList(),
                completed);
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
                agent.state());
    }

    private static Offer offer(OutstandingOffer offer) {
        return Offer.newBuilder()
                .setId(OfferID.newBuilder().setValue(offer.id()))
                .setFrameworkId(
                        FrameworkID.newBuilder().setValue(offer.framework().value()))
                .setSlaveId(id(offer.agent()))
                .setHostname("")
                .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole(offer.role()))
                .addAllResources(OfferedResources.write(offer.portions(), offer.role(), false, true))
                .build();
    }

    private static SlaveID id(AgentId agent) {
        return SlaveID.newBuilder().setValue(agent.value()).build();
    }

    private static ShownFramework framework(OfFramework framework, List<Offer> offers) {
        ToldFramework.Past past = framework.past();
        List<ShownTask> live = new ArrayList<>();
        List<ShownTask> over = new ArrayList<>();
        framework.tasks().forEach(task -> (task.isEnded() ? over : live).add(task(task, framework)));
        return new ShownFramework(
                framework.registered().info(),
                framework.registered().isConnected(),
                past.registered(),
                past.reregistered(),
                0,
                live,
                over.isEmpty() ? past.completed() : untold(past.completed(), over),
                offers);
    }

    /** Ends that were told and are not acknowledged are among those that are over already. */
    private static List<ShownTask> untold(List<ShownTask> completed, List<ShownTask> over) {
        Set<ByteString> told = new LinkedHashSet<>();
        completed.forEach(task -> task.last().ifPresent(last -> told.add(last.getUuid())));
        List<ShownTask> all = new ArrayList<>(completed);
        over.stream()
                .filter(task -> task.last()
                        .filter(last -> told.contains(last.getUuid()))
                        .isEmpty())
                .forEach(all::add);
        return all;
    }

    private static ShownTask task(MasterView.OfTask task, OfFramework framework) {
        Optional<ShownTask> told =
                Optional.ofNullable(framework.past().tasks().get(task.id().value()));
        TaskInfo info = told.map(ShownTask::info)
                .filter(known -> known.getResourcesCount() > 0)
                .orElseGet(() -> described(task));
        ShownTask shown = new ShownTask(
                info, framework.id(), task.role(), told.map(ShownTask::statuses).orElse(List.of()));
        // What it has come to since it was told of last, while its framework is away perhaps.
        return task.last()
                .filter(last -> shown.last()
                        .filter(before -> before.getTimestamp() >= last.getTimestamp())
                        .isEmpty())
                .map(shown::with)
                .orElse(shown);
    }

    /** What is known of a task of an earlier master. */
    private static TaskInfo described(MasterView.OfTask task) {
        return TaskInfo.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task.id().value()))
                .setName(task.id().value())
                .setSlaveId(id(task.agent()))
                .addAllResources(OfferedResources.write(task.portions(), task.role(), false, true))
                .build();
    }
}
