package dev.isthmus.operator.plan.world;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the first offer for its one task, and hears what becomes of it. */
final class OneTaskFramework implements SchedulerCallbacks {

    private final List<TaskStatus> statuses = new ArrayList<>();
    private Consumer<Offer> launching = offer -> {};
    private boolean offered;
    private @Nullable String failure;

    /** What it does with its first offer. */
    void whenOffered(Consumer<Offer> launch) {
        launching = launch;
    }

    List<TaskStatus> statuses() {
        return statuses;
    }

    /** Why the driver gave up; empty if it did not. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public void resourceOffers(List<Offer> offers) {
        if (!offered) {
            offered = true;
            launching.accept(offers.get(0));
        }
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        statuses.add(status);
    }

    @Override
    public void error(String message) {
        failure = message;
    }

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {
        // Offers follow.
    }

    @Override
    public void reregistered(MasterInfo master) {
        // The cluster is in memory and does not go away.
    }

    @Override
    public void disconnected() {
        // As above.
    }

    @Override
    public void offerRescinded(OfferID offerId) {
        // It has taken its one offer.
    }

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        // There are no executors.
    }

    @Override
    public void slaveLost(SlaveID slaveId) {
        // The one agent stays.
    }

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {
        // There are no executors.
    }
}
