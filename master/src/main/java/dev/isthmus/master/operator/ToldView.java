package dev.isthmus.master.operator;

import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A snapshot made of what frameworks were told and have asked for, as long as no machine can be asked: an agent is known from its first offer on, with what was offered of it and
 * what tasks took of it then; of tasks of an earlier master only what was told since. Used by one thread.
 */
public final class ToldView implements SubscriptionOutput.Cases {

    /** As many as Mesos keeps by default. */
    private static final int MOST_COMPLETED = 50;

    private final MasterInfo master;
    private final String cluster;
    private final double started;
    private final Map<String, ToldFramework> frameworks = new LinkedHashMap<>();
    private final Map<String, ToldFramework> byStream = new LinkedHashMap<>();
    private final Deque<ShownFramework> completed = new ArrayDeque<>();
    private final Map<String, ShownAgent> agents = new LinkedHashMap<>();
    private double now;

    /** @param started when the master was started */
    public ToldView(MasterInfo master, String cluster, Instant started) {
        this.master = master;
        this.cluster = cluster;
        this.started = seconds(started);
    }

    /** Takes what one step has come to. */
    public void see(Instant shown, List<SubscriptionOutput> outputs) {
        now = seconds(shown);
        outputs.forEach(output -> output.match(this));
    }

    /** What is known now. */
    public MasterSnapshot snapshot() {
        return new MasterSnapshot(
                master,
                cluster,
                started,
                List.copyOf(agents.values()),
                frameworks.values().stream().map(framework -> framework.view(0)).toList(),
                List.copyOf(completed));
    }

    /** Seconds since 1970. */
    public static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    @Override
    public void reply(SubscriptionOutput.Reply output) {}

    @Override
    public void open(SubscriptionOutput.Open output) {}

    @Override
    public void end(SubscriptionOutput.End output) {
        byStream.remove(output.stream());
    }

    @Override
    public void send(SubscriptionOutput.Send output) {
        ToldFramework framework = byStream.get(output.stream());
        if (framework == null) {
            return;
        }
        Event event = output.event();
        switch (event.getType()) {
            case OFFERS -> event.getOffers().getOffersList().forEach(offer -> offered(framework, offer));
            case RESCIND -> framework.withdraw(event.getRescind().getOfferId().getValue());
            case UPDATE -> framework.told(event.getUpdate().getStatus());
            case FAILURE -> lost(event.getFailure().getSlaveId().getValue());
            default -> {}
        }
    }

    /** Others may still be told: a page with an offer of an agent that it does not have breaks who reads it. */
    private void lost(String agent) {
        agents.remove(agent);
        frameworks.values().forEach(framework -> framework.lost(agent));
    }

    private void offered(ToldFramework framework, Offer offer) {
        framework.offer(offer);
        String id = offer.getSlaveId().getValue();
        double registered =
                Optional.ofNullable(agents.get(id)).map(ShownAgent::registered).orElse(now);
        // Of now: what is launched later is part of it, and when that ends there is no more of it.
        List<Resource> total = new ArrayList<>(framework.offeredOn(id));
        frameworks.values().forEach(each -> total.addAll(each.usedOn(id)));
        agents.put(
                id,
                new ShownAgent(
                        id,
                        offer.getHostname(),
                        offer.getUrl().getAddress().getIp(),
                        registered,
                        offer.getAttributesList(),
                        total));
    }

    @Override
    public void seek(SubscriptionOutput.Seek output) {
        // It is still there.
    }

    @Override
    public void act(SubscriptionOutput.Act output) {
        output.action().match(new FrameworkAction.Cases() {
            @Override
            public void serve(FrameworkAction.Serve serve) {
                ToldFramework framework =
                        frameworks.computeIfAbsent(output.framework(), id -> new ToldFramework(id, now));
                framework.served(serve.info(), now);
                byStream.put(serve.stream(), framework);
            }

            @Override
            public void call(FrameworkAction.Make call) {
                Optional.ofNullable(frameworks.get(output.framework()))
                        .ifPresent(framework -> call.call().match(new ToldCalls(framework)));
            }

            @Override
            public void leave(FrameworkAction.Leave leave) {
                Optional.ofNullable(frameworks.get(output.framework())).ifPresent(ToldFramework::left);
                forgetAgents();
            }

            @Override
            public void remove(FrameworkAction.Remove remove) {
                Optional.ofNullable(frameworks.remove(output.framework())).ifPresent(ToldView.this::removed);
                forgetAgents();
            }
        });
    }

    /** While nobody is there to be told that an agent is gone, only those are known that have tasks. */
    private void forgetAgents() {
        if (frameworks.values().stream().noneMatch(ToldFramework::isConnected)) {
            agents.keySet()
                    .removeIf(
                            agent -> frameworks.values().stream().noneMatch(framework -> framework.hasTasksOn(agent)));
        }
    }

    private void removed(ToldFramework framework) {
        framework.removed(now);
        completed.add(framework.view(now));
        if (completed.size() > MOST_COMPLETED) {
            completed.remove();
        }
    }
}
