package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.eligible.Eligibility;
import dev.isthmus.simulation.law.Updates;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * R-WD-25: where offers time out, a framework that holds nothing waits for an agent that nobody uses no longer than docs/spec.md derives. Counted while nothing goes wrong.
 */
public final class ServedInTime implements WorldLaw {

    /** From the timeout of an offer to the next run, with a thread that is late. */
    private static final Duration RUN = Duration.ofMillis(1100);

    /** Until everybody knows that an agent is free, or that a framework wants something. */
    private static final Duration KNOWN = Duration.ofSeconds(40);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Court court;
    private final Eligibility eligibility = new Eligibility();
    private final Duration turn;
    private final Map<String, Waiter> frameworks = new TreeMap<>();
    private final IdleAgents agents = new IdleAgents();
    private final Set<String> limited = new TreeSet<>();
    private int masters;
    private boolean isFair = true;
    private boolean isOff;
    private Instant nextLook = Instant.MIN;

    /** @param turns how many others may come first, when the wait began */
    private record Wait(Instant since, int turns) {}

    private static final class Waiter {
        private final SharingFramework wishes = new SharingFramework();
        private final Set<String> offers = new TreeSet<>();
        private final Set<String> tasks = new TreeSet<>();
        private final Map<String, Wait> waits = new TreeMap<>();
        private Instant subscribed = Instant.MAX;
        private String role = "";
        private int allocations;

        private boolean holdsNothing() {
            return offers.isEmpty() && tasks.isEmpty();
        }

        private void left() {
            wishes.left();
            offers.clear();
            waits.clear();
            subscribed = Instant.MAX;
        }
    }

    /**
     * Nobody waits.
     *
     * @param timeout of offers, more than nothing
     */
    public ServedInTime(Court court, Duration timeout) {
        this.court = court;
        this.turn = timeout.plus(RUN);
    }

    @Override
    public String rule() {
        return "R-WD-25";
    }

    private Waiter framework(String id) {
        return frameworks.computeIfAbsent(id, first -> new Waiter());
    }

    private void nobodyWaits() {
        frameworks.values().forEach(each -> each.waits.clear());
    }

    @Override
    public void fair(boolean fair) {
        isFair = fair;
        nobodyWaits();
    }

    @Override
    public void quotaSet(String role, boolean hasOne) {
        if (hasOne) {
            limited.add(role);
        } else {
            limited.remove(role);
        }
    }

    @Override
    public void began(DriverLife life) {
        masters += life.isOfMaster() ? 1 : 0;
    }

    @Override
    public void ended(DriverLife life) {
        if (life.isOfMaster()) {
            masters--;
            frameworks.values().forEach(each -> {
                each.left();
                each.allocations = 0;
            });
        }
    }

    @Override
    public void machineTook(DriverLife master, Call call) {
        Waiter its = framework(call.getFrameworkId().getValue());
        eligibility.called(call);
        isOff |= Accepted.reserves(call);
        its.wishes.calls(call, court.now());
        if (call.getType() == Call.Type.SUBSCRIBE) {
            its.subscribed = court.now();
            its.role = SharingFramework.role(call.getSubscribe().getFrameworkInfo());
            // Whoever is new may come before all others.
            nobodyWaits();
        }
        Accepted accepted = Accepted.of(call);
        accepted.offers().forEach(its.offers::remove);
        accepted.tasks().forEach(task -> {
            its.tasks.add(task.getTaskId().getValue());
            agents.used(task.getSlaveId().getValue(), court.now());
        });
    }

    @Override
    public void masterSent(DriverLife master, SentEvent sent) {
        Event event = sent.event();
        Waiter its = framework(sent.framework());
        switch (event.getType()) {
            case OFFERS ->
                event.getOffers().getOffersList().forEach(offer -> {
                    its.wishes.offered(offer);
                    its.offers.add(offer.getId().getValue());
                    its.allocations++;
                    its.waits.clear();
                });
            case RESCIND -> its.offers.remove(event.getRescind().getOfferId().getValue());
            case UPDATE -> {
                if (Updates.isEnd(event.getUpdate().getStatus())) {
                    its.tasks.remove(Updates.task(event.getUpdate().getStatus()));
                }
            }
            default -> {}
        }
    }

    @Override
    public void masterHungUp(DriverLife master, String framework) {
        framework(framework).left();
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        agents.changed(instance, court.now());
        eligibility.changed(instance);
    }

    @Override
    public void taskChanged(Task task) {
        agents.changed(task, court.now());
    }

    @Override
    public void stepped() {
        if (court.now().isBefore(nextLook)) {
            return;
        }
        nextLook = court.now().plus(LOOK);
        boolean isJudged = !isOff && isFair && masters == 1 && limited.isEmpty();
        List<String> idle = isJudged ? agents.idle(court.now().minus(KNOWN)) : List.of();
        frameworks.forEach((id, its) -> look(id, its, idle));
    }

    private void look(String id, Waiter its, List<String> idle) {
        Instant now = court.now();
        List<String> wanted = new ArrayList<>();
        if (!eligibility.isChoosy(id) && its.subscribed.isBefore(now.minus(KNOWN)) && comesFirst(its)) {
            idle.stream()
                    .filter(agent -> its.wishes.takes(agent, now) && eligibility.canUse(id, agent))
                    .forEach(wanted::add);
        }
        its.waits.keySet().retainAll(wanted);
        for (String agent : wanted) {
            Wait wait = its.waits.computeIfAbsent(agent, first -> new Wait(now, turns(id, its)));
            if (now.isAfter(wait.since().plus(turn.multipliedBy(wait.turns() + 1)))) {
                court.broken(
                        rule(),
                        "framework " + id + " in role " + its.role + " waits since " + wait.since() + " for agent "
                                + agent + ", which nobody uses, though only " + wait.turns()
                                + " turns of others come first");
            }
        }
    }

    /** Nobody has a smaller share: it holds nothing, and if there are several roles, nobody in its role does. */
    private boolean comesFirst(Waiter its) {
        boolean isOneRole = frameworks.values().stream().allMatch(each -> each.role.equals(its.role));
        return its.holdsNothing()
                && (isOneRole
                        || frameworks.values().stream()
                                .allMatch(each -> !each.role.equals(its.role) || each.holdsNothing()));
    }

    private int turns(String id, Waiter its) {
        Map<String, Integer> ofRoles = new TreeMap<>();
        frameworks.values().forEach(each -> ofRoles.merge(each.role, each.allocations, Integer::sum));
        int turns = 0;
        for (Map.Entry<String, Waiter> each : frameworks.entrySet()) {
            if (each.getValue().role.equals(its.role) && !each.getKey().equals(id)) {
                turns += Math.max(0, its.allocations - each.getValue().allocations + 1);
            }
        }
        for (Map.Entry<String, Integer> each : ofRoles.entrySet()) {
            if (!each.getKey().equals(its.role)) {
                turns += Math.max(0, ofRoles.getOrDefault(its.role, 0) - each.getValue() + 1);
            }
        }
        return turns;
    }
}
