package dev.isthmus.bench.service;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Starts the instances of one app as Marathon 1.11 does by its defaults: five on an offer at most; a token each, of which it has a hundred, gets one back with each
 * instance that runs and has a hundred again every 30 s; without a token or a need it declines for two minutes; and it revives at most every 5 s, three times in a row
 * (OfferMatcherManagerActor, OfferMatcherLaunchTokensActor and ReviveOffersActor of Marathon's sources).
 */
final class ServiceFramework implements SchedulerCallbacks {

    private static final int ON_AN_OFFER = 5;
    private static final int TOKENS = 100;
    private static final Duration TOKENS_EVERY = Duration.ofSeconds(30);
    private static final Duration REVIVES_EVERY = Duration.ofSeconds(5);
    private static final int REVIVES = 3;
    private static final double DECLINES_FOR = 120;

    private final int instances;
    private final Network network;
    private final ProcessTime time;
    private final Supplier<FrameworkDriver> driver;
    private final Random random = new Random(1);
    private final Set<String> running = new HashSet<>();
    private int launched;
    private int tokens;
    private int revivesLeft;
    private boolean revivePlanned;
    private Instant revived = Instant.MIN;

    ServiceFramework(int instances, Network network, ProcessTime time, Supplier<FrameworkDriver> driver) {
        this.instances = instances;
        this.network = network;
        this.time = time;
        this.driver = driver;
    }

    /** Whether all instances run. */
    boolean isStarted() {
        return running.size() == instances;
    }

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {
        refill();
    }

    private void refill() {
        giveTokens(TOKENS - tokens);
        var unused = time.after(TOKENS_EVERY, this::refill);
    }

    private void giveTokens(int more) {
        boolean wanted = tokens <= 0;
        tokens += more;
        if (wanted && tokens > 0 && launched < instances) {
            revivesLeft = REVIVES;
            revive();
        }
    }

    private void revive() {
        if (revivesLeft == 0 || revivePlanned) {
            return;
        }
        Duration wait = revived.equals(Instant.MIN)
                ? Duration.ZERO
                : REVIVES_EVERY.minus(Duration.between(revived, time.steady().instant()));
        if (wait.isNegative() || wait.isZero()) {
            reviveNow();
        } else {
            revivePlanned = true;
            var unused = time.after(wait, () -> {
                revivePlanned = false;
                reviveNow();
            });
        }
    }

    private void reviveNow() {
        if (launched == instances) {
            return;
        }
        revived = time.steady().instant();
        revivesLeft--;
        driver.get().reviveOffers();
        revive();
    }

    @Override
    public void resourceOffers(List<Offer> offers) {
        for (Offer offer : offers) {
            List<TaskInfo> tasks = tasks(offer);
            if (tasks.isEmpty()) {
                driver.get()
                        .declineOffer(
                                offer.getId(),
                                Filters.newBuilder()
                                        .setRefuseSeconds(DECLINES_FOR)
                                        .build());
            } else {
                driver.get()
                        .launchTasks(
                                List.of(offer.getId()),
                                tasks,
                                Filters.newBuilder().setRefuseSeconds(0).build());
            }
        }
        if (launched == instances) {
            driver.get().suppressOffers();
        }
    }

    private List<TaskInfo> tasks(Offer offer) {
        OfferedRoom room = new OfferedRoom(offer, random);
        List<TaskInfo> tasks = new ArrayList<>();
        while (tasks.size() < ON_AN_OFFER && tokens > 0 && launched < instances && room.isAny()) {
            tasks.add(network.instance("service." + launched, offer, room.take()));
            launched++;
            tokens--;
        }
        return tasks;
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        if (status.getState() == TaskState.TASK_RUNNING
                && running.add(status.getTaskId().getValue())) {
            giveTokens(1);
        } else if (status.getState() != TaskState.TASK_STARTING && status.getState() != TaskState.TASK_RUNNING) {
            throw new IllegalStateException(
                    status.getTaskId().getValue() + " is " + status.getState() + ": " + status.getMessage());
        }
    }

    @Override
    public void error(String message) {
        throw new IllegalStateException(message);
    }

    @Override
    public void reregistered(MasterInfo master) {}

    @Override
    public void disconnected() {}

    @Override
    public void offerRescinded(OfferID offerId) {}

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {}

    @Override
    public void slaveLost(SlaveID slaveId) {}

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {}
}
