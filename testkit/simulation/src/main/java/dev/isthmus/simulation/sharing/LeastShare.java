package dev.isthmus.simulation.sharing;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.resource.ScalarQuantities;
import dev.isthmus.simulation.eligible.Eligibility;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.AllocatorRun;
import dev.isthmus.simulation.observe.AllocatorRun.Part;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.Court;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/**
 * R-WD-20: what is free of an agent is offered to the role of the least share by weight, and in it to the framework of the least share, among those that may have it. A
 * {@linkplain PlainAllocator plain allocator} goes through the grants of each run that is seen, and says who came before.
 */
public final class LeastShare implements WorldLaw {

    private static final double THOUSAND = 1e3;

    private final Court court;
    private final Eligibility eligibility = new Eligibility();
    private final Map<String, SharingFramework> contenders = new TreeMap<>();

    /** Nobody has anything. */
    public LeastShare(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-20";
    }

    /** As one master knows it. */
    private SharingFramework contender(DriverLife master, String framework) {
        return contenders.computeIfAbsent(master + " " + framework, first -> new SharingFramework());
    }

    @Override
    public void machineTook(DriverLife master, Call call) {
        eligibility.called(call);
        contender(master, call.getFrameworkId().getValue()).calls(call, court.now());
    }

    @Override
    public void masterSent(DriverLife master, SentEvent sent) {
        Event event = sent.event();
        if (event.getType() == Event.Type.OFFERS) {
            event.getOffers()
                    .getOffersList()
                    .forEach(offer -> contender(master, sent.framework()).offered(offer));
        }
    }

    /** While a guarantee is not met, its role comes first, and something is kept for it. Which agents count in shares is not sure while some cannot be offered. */
    @Override
    public void allocated(DriverLife master, AllocatorRun run) {
        PlainAllocator plain = new PlainAllocator(run);
        if (!run.isSettled() || !plain.unmet().isEmpty()) {
            return;
        }
        for (Part part : run.granted()) {
            for (String other :
                    plain.before(part, (framework, amounts) -> wants(master, framework, part.agent(), amounts))) {
                court.broken(
                        rule(),
                        master + " offers " + part + ", though framework " + other + " in role "
                                + run.contenders().get(other) + " would have taken it, whose share is smaller: "
                                + run.held() + " are held, weights are " + run.weights());
            }
            plain.grant(part);
        }
    }

    private boolean wants(DriverLife master, String framework, String agent, ScalarQuantities amounts) {
        return contender(master, framework).wants(agent, court.now())
                && eligibility.canUse(framework, agent)
                && eligibility.isWanted(framework, agent)
                && eligibility.isEnough(framework, name -> amounts.thousandths(new ResourceName(name)) / THOUSAND);
    }

    @Override
    public void instanceChanged(ContainerInstance instance) {
        eligibility.changed(instance);
    }

    @Override
    public void masterHungUp(DriverLife master, String framework) {
        contender(master, framework).left();
    }

    @Override
    public void ended(DriverLife life) {
        if (life.isOfMaster()) {
            contenders.keySet().removeIf(each -> each.startsWith(life + " "));
        }
    }
}
