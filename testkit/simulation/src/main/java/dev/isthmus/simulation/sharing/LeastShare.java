package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.law.EcsTasks;
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
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * R-WD-20: what is free of an agent is offered to the role of the least share by weight, and in it to the framework of the least share, among those that may have it. Where
 * it is seen from outside, not all is sure: it is broken when who got an offer has had a larger share before, at least, than somebody has afterwards, at most, who would
 * have taken it. Not judged while a role has a quota, nor at the moment at which weights or quotas change, nor while agents change.
 */
public final class LeastShare implements WorldLaw {

    private static final double ROUNDING = 1e-6;

    /** When a master acts by what it has written, with a thread that is late. */
    private static final Duration IN_EFFECT = Duration.ofMillis(500);

    private final Court court;
    private final Whole whole = new Whole();
    private final Map<String, SharingFramework> contenders = new TreeMap<>();
    private final Map<String, Double> weights = new TreeMap<>();
    private final List<Grant> grants = new ArrayList<>();
    private final List<DriverLife> masters = new ArrayList<>();
    /** Roles that have a quota. */
    private final Set<String> limited = new TreeSet<>();

    private Instant changed = Instant.MIN;
    private boolean mixed;

    private record Grant(
            DriverLife master,
            String framework,
            String role,
            String agent,
            SharedAmounts before,
            SharedAmounts ofRole) {}

    /** Nobody has anything. */
    public LeastShare(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-20";
    }

    private SharingFramework contender(String framework) {
        return contenders.computeIfAbsent(framework, first -> new SharingFramework());
    }

    @Override
    public void began(DriverLife life) {
        if (life.isOfMaster()) {
            masters.add(life);
            mixed = masters.size() > 1;
            contenders.values().forEach(SharingFramework::left);
        }
    }

    /** Of two masters, one knows nothing of what the other does. */
    private boolean isAlone(DriverLife master) {
        return masters.equals(List.of(master));
    }

    /** What was seen of several at a time is not told apart, until one begins that is alone. */
    private boolean isJudged(DriverLife master) {
        return limited.isEmpty() && court.now().isAfter(changed.plus(IN_EFFECT)) && !mixed && isAlone(master);
    }

    @Override
    public void weighed(String role, double weight) {
        weights.put(role, weight);
        changed();
    }

    @Override
    public void quotaSet(String role, boolean hasOne) {
        if (hasOne) {
            limited.add(role);
        } else {
            limited.remove(role);
        }
        changed();
    }

    /** What was granted at this instant, was so by what was set before. */
    private void changed() {
        grants.clear();
        changed = court.now();
    }

    @Override
    public void masterTook(DriverLife master, Call call) {
        contender(call.getFrameworkId().getValue()).calls(call, court.now());
    }

    @Override
    public void masterSent(DriverLife master, SentEvent sent) {
        SharingFramework contender = contender(sent.framework());
        Event event = sent.event();
        switch (event.getType()) {
            case SUBSCRIBED -> contender.subscribed();
            case OFFERS -> event.getOffers().getOffersList().forEach(offer -> granted(master, sent.framework(), offer));
            case RESCIND -> contender.rescinded(event.getRescind().getOfferId().getValue());
            case UPDATE -> {
                if (Updates.isEnd(event.getUpdate().getStatus())
                        || event.getUpdate().getStatus().getState() == TaskState.TASK_UNREACHABLE) {
                    contender.ended(Updates.task(event.getUpdate().getStatus()));
                }
            }
            default -> {}
        }
    }

    private void granted(DriverLife master, String framework, Offer offer) {
        SharingFramework contender = contender(framework);
        Instant now = court.now();
        String role = contender.role();
        contender.offered(offer, now);
        whole.offered(offer);
        if (isJudged(master) && !role.isEmpty()) {
            SharedAmounts ofRole = sum(role, each -> each.atLeast(now));
            grants.add(
                    new Grant(master, framework, role, offer.getSlaveId().getValue(), contender.atLeast(now), ofRole));
        }
    }

    private SharedAmounts sum(String role, Function<SharingFramework, SharedAmounts> holding) {
        SharedAmounts sum = SharedAmounts.NONE;
        for (SharingFramework each : contenders.values()) {
            sum = each.role().equals(role) ? sum.plus(holding.apply(each)) : sum;
        }
        return sum;
    }

    /** All that fell due at one instant has been granted. */
    @Override
    public void stepped() {
        if (!grants.isEmpty()) {
            whole.sure(court.now())
                    .ifPresent(all -> grants.forEach(
                            grant -> contenders.forEach((framework, other) -> judge(grant, framework, other, all))));
            grants.clear();
        }
    }

    private void judge(Grant grant, String framework, SharingFramework other, SharedAmounts all) {
        if (framework.equals(grant.framework()) || other.role().isEmpty() || !other.wants(grant.agent(), court.now())) {
            return;
        }
        boolean isOfRole = other.role().equals(grant.role());
        double its =
                isOfRole ? grant.before().dominantShare(all) : grant.ofRole().dominantShare(all) / weight(grant.role());
        double others = isOfRole
                ? other.atMost().dominantShare(all)
                : sum(other.role(), SharingFramework::atMost).dominantShare(all) / weight(other.role());
        if (its > others + ROUNDING) {
            court.broken(
                    rule(),
                    grant.master() + " offers agent " + grant.agent() + " to framework " + grant.framework()
                            + " in role " + grant.role() + ", whose share by weight was " + its + ", and not to "
                            + framework + " in role " + other.role() + ", where it is " + others);
        }
    }

    private double weight(String role) {
        return weights.getOrDefault(role, 1.0);
    }

    @Override
    public void masterHungUp(DriverLife master, String framework) {
        contender(framework).left();
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        whole.changed(instance, court.now());
    }

    @Override
    public void taskChanged(Task task) {
        boolean isLive = "RUNNING".equals(task.lastStatus()) && "RUNNING".equals(task.desiredStatus());
        for (String id : EcsTasks.containers(task).keySet()) {
            contenders.values().forEach(each -> each.lives(id, isLive));
        }
    }

    @Override
    public void ended(DriverLife life) {
        if (masters.remove(life)) {
            contenders.values().forEach(SharingFramework::left);
            grants.clear();
        }
    }
}
