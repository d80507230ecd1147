package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.eligible.Eligibility;
import dev.isthmus.simulation.law.Updates;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.Court;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/**
 * R-WD-24: of equal agents, when each is held by one, no framework has two more than another, nor, if there are several roles, one role than another. Judged where all take
 * all that they are offered, nothing has a weight, a quota or a reservation, nobody is choosy, and each agent was given to its holder after all had been offered something.
 */
public final class EvenlyShared implements WorldLaw {

    private final Court court;
    private final Eligibility eligibility = new Eligibility();
    /** What instances have, by agent; an instance that takes nothing differs from all others. */
    private final Map<String, String> agents = new TreeMap<>();

    private final Map<String, Held> offers = new TreeMap<>();
    private final Map<String, Held> tasks = new TreeMap<>();
    /** The roles of those who are subscribed. */
    private final Map<String, String> roles = new TreeMap<>();
    /** Those of them who have been offered something since. */
    private final Set<String> served = new TreeSet<>();

    private Instant complete = Instant.MIN;
    private boolean isOff;
    private boolean hasChanged;

    private record Held(String framework, String agent, Instant granted, List<Resource> resources) {}

    /** Nobody has anything. */
    public EvenlyShared(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-24";
    }

    @Override
    public void weighed(String role, double weight) {
        isOff = true;
    }

    @Override
    public void quotaSet(String role, boolean hasOne) {
        isOff = true;
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        String agent = IdleAgents.id(instance.containerInstanceArn());
        boolean isUsable = "ACTIVE".equals(instance.status()) && instance.agentConnected();
        agents.put(agent, isUsable ? instance.registeredResources().toString() : agent);
    }

    @Override
    public void machineTook(DriverLife master, Call call) {
        String framework = call.getFrameworkId().getValue();
        eligibility.called(call);
        isOff |= eligibility.isChoosy(framework) || Accepted.reserves(call);
        if (isOff) {
            return;
        }
        if (call.getType() == Call.Type.SUBSCRIBE) {
            left(framework);
            roles.put(framework, SharingFramework.role(call.getSubscribe().getFrameworkInfo()));
            return;
        }
        Accepted accepted = Accepted.of(call);
        List<Held> used = new ArrayList<>();
        for (String id : accepted.offers()) {
            Held offer = offers.remove(id);
            if (offer != null) {
                used.add(offer);
            }
        }
        if (used.size() < accepted.offers().size()) {
            return;
        }
        List<Resource> offered = new ArrayList<>();
        List<Resource> taken = new ArrayList<>();
        used.forEach(offer -> offered.addAll(offer.resources()));
        for (TaskInfo task : accepted.tasks()) {
            taken.addAll(task.getResourcesList());
            tasks.put(
                    framework + " " + task.getTaskId().getValue(),
                    new Held(
                            framework, task.getSlaveId().getValue(), used.get(0).granted(), List.of()));
        }
        hasChanged = true;
        isOff = amount(offered, "cpus") > amount(taken, "cpus") || amount(offered, "mem") > amount(taken, "mem");
    }

    private static double amount(List<Resource> resources, String name) {
        return resources.stream()
                .filter(each -> each.getName().equals(name))
                .mapToDouble(each -> each.getScalar().getValue())
                .sum();
    }

    @Override
    public void masterSent(DriverLife master, SentEvent sent) {
        Event event = sent.event();
        if (isOff) {
            return;
        }
        if (event.getType() == Event.Type.OFFERS) {
            event.getOffers().getOffersList().forEach(offer -> offered(sent.framework(), offer));
        } else if (event.getType() == Event.Type.RESCIND) {
            offers.remove(event.getRescind().getOfferId().getValue());
        } else if (event.getType() == Event.Type.UPDATE
                && Updates.isEnd(event.getUpdate().getStatus())) {
            tasks.remove(sent.framework() + " " + Updates.task(event.getUpdate().getStatus()));
        }
    }

    private void offered(String framework, Offer offer) {
        if (served.add(framework)) {
            complete = court.now();
        }
        hasChanged = true;
        offers.put(
                offer.getId().getValue(),
                new Held(framework, offer.getSlaveId().getValue(), court.now(), offer.getResourcesList()));
    }

    @Override
    public void stepped() {
        if (hasChanged && !isOff && roles.size() > 1 && served.containsAll(roles.keySet())) {
            judge();
        }
        hasChanged = false;
    }

    private void judge() {
        Map<String, Integer> counts = new TreeMap<>();
        boolean isOneRole = Set.copyOf(roles.values()).size() == 1;
        roles.forEach((framework, role) -> counts.put(isOneRole ? framework : role, 0));
        Map<String, String> holders = new TreeMap<>();
        List<Held> all = new ArrayList<>(offers.values());
        all.addAll(tasks.values());
        for (Held each : all) {
            String before = holders.put(each.agent(), each.framework());
            if (!each.granted().isAfter(complete)
                    || !roles.containsKey(each.framework())
                    || (before != null && !before.equals(each.framework()))) {
                return;
            }
        }
        boolean areEqual = Set.copyOf(agents.values()).size() == 1;
        if (!areEqual || !holders.keySet().equals(agents.keySet())) {
            return;
        }
        holders.values()
                .forEach(framework -> counts.merge(isOneRole ? framework : roles.get(framework), 1, Integer::sum));
        List<Integer> sorted = counts.values().stream().sorted().toList();
        if (sorted.get(sorted.size() - 1) - sorted.get(0) > 1) {
            court.broken(rule(), "of " + agents.size() + " equal agents, all held, " + counts + " have so many");
        }
    }

    @Override
    public void masterHungUp(DriverLife master, String framework) {
        left(framework);
    }

    private void left(String framework) {
        roles.remove(framework);
        served.remove(framework);
        offers.values().removeIf(offer -> offer.framework().equals(framework));
    }

    /** The next master has to be seen from its beginning. */
    @Override
    public void ended(DriverLife life) {
        if (life.isOfMaster()) {
            roles.clear();
            served.clear();
            offers.clear();
        }
    }
}
