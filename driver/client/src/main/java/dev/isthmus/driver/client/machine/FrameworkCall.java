package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.wire.SchedulerCall;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A call of the framework's to its driver. Each kind says by its methods what the driver does of it. Immutable. */
public abstract class FrameworkCall {

    private FrameworkCall() {}

    /** What is sent if there is a master; empty: nothing. */
    abstract Optional<SchedulerCall> sent();

    /**
     * Why such a call ends the driver; empty: it does not.
     *
     * @param implicitAcknowledgements whether the driver acknowledges updates by itself
     * @param registered whether the framework has been registered
     */
    Optional<String> mistake(boolean implicitAcknowledgements, boolean registered) {
        return Optional.empty();
    }

    /** What the driver subscribes with after it, whether there is a master or not. */
    FrameworkMemory remembered(FrameworkMemory before) {
        return before;
    }

    /** The tasks that are lost if there is no master. */
    List<TaskInfo> launched() {
        return Collections.emptyList();
    }

    /** A call that is passed on, and nothing else. */
    public static final class Plain extends FrameworkCall {

        private final SchedulerCall call;

        /** Such a call: to decline, kill, reconcile, request, or send a message. */
        public Plain(SchedulerCall call) {
            this.call = call;
        }

        @Override
        Optional<SchedulerCall> sent() {
            return Optional.of(call);
        }
    }

    /** Uses offers. */
    public static final class Accept extends FrameworkCall {

        private final List<OfferID> offers;
        private final List<Offer.Operation> operations;
        private final Filters filters;

        /** Copies. */
        public Accept(Collection<OfferID> offers, Collection<Offer.Operation> operations, Filters filters) {
            this.offers = new ArrayList<>(offers);
            this.operations = new ArrayList<>(operations);
            this.filters = filters;
        }

        @Override
        Optional<SchedulerCall> sent() {
            return Optional.of(SchedulerCall.accept(offers, operations, filters));
        }

        @Override
        Optional<String> mistake(boolean implicitAcknowledgements, boolean registered) {
            return operations.stream().anyMatch(Offer.Operation::hasId)
                    ? Optional.of(
                            "An operation of acceptOffers has its 'id' set, which the v0 scheduler API forbids: leave it out")
                    : Optional.empty();
        }

        /** Those of a group are not, as in sched.cpp. */
        @Override
        List<TaskInfo> launched() {
            List<TaskInfo> tasks = new ArrayList<>();
            operations.forEach(operation -> tasks.addAll(operation.getLaunch().getTaskInfosList()));
            return tasks;
        }
    }

    /** Acknowledges an update. */
    public static final class Acknowledge extends FrameworkCall {

        private final TaskStatus status;

        /** One that was told; without an agent or a uuid it wants no acknowledgement, and none is sent. */
        public Acknowledge(TaskStatus status) {
            this.status = status;
        }

        @Override
        Optional<SchedulerCall> sent() {
            return status.hasUuid() && status.hasSlaveId()
                    ? Optional.of(SchedulerCall.acknowledge(status))
                    : Optional.empty();
        }

        /** The C++ driver ends the whole process here. */
        @Override
        Optional<String> mistake(boolean implicitAcknowledgements, boolean registered) {
            return implicitAcknowledgements
                    ? Optional.of(
                            "acknowledgeStatusUpdate was called on a driver that acknowledges implicitly: construct it with"
                                    + " implicitAcknowledgements = false, or do not call it")
                    : Optional.empty();
        }
    }

    /** Ends the suppression of roles. */
    public static final class Revive extends FrameworkCall {

        private final List<String> roles;

        /** Copies; none means all. */
        public Revive(Collection<String> roles) {
            this.roles = new ArrayList<>(roles);
        }

        @Override
        Optional<SchedulerCall> sent() {
            return Optional.of(SchedulerCall.revive(roles));
        }

        @Override
        FrameworkMemory remembered(FrameworkMemory before) {
            return before.withRevived(roles);
        }
    }

    /** Suppresses roles. */
    public static final class Suppress extends FrameworkCall {

        private final List<String> roles;

        /** Copies; none means all. */
        public Suppress(Collection<String> roles) {
            this.roles = new ArrayList<>(roles);
        }

        @Override
        Optional<SchedulerCall> sent() {
            return Optional.of(SchedulerCall.suppress(roles));
        }

        @Override
        FrameworkMemory remembered(FrameworkMemory before) {
            return before.withSuppressed(roles);
        }
    }

    /** Replaces the framework's description. */
    public static final class Update extends FrameworkCall {

        private final FrameworkInfo info;
        private final List<String> suppressed;
        private final OfferConstraints constraints;

        /** Copies. */
        public Update(FrameworkInfo info, Collection<String> suppressed, OfferConstraints constraints) {
            this.info = info;
            this.suppressed = new ArrayList<>(suppressed);
            this.constraints = constraints;
        }

        @Override
        Optional<SchedulerCall> sent() {
            return Optional.of(SchedulerCall.updateFramework(info, suppressed, constraints));
        }

        /** All but the id, which is given once: calls under another one would be a stranger's. */
        @Override
        FrameworkMemory remembered(FrameworkMemory before) {
            return FrameworkMemory.of(info, suppressed, constraints).withId(before.id());
        }

        @Override
        Optional<String> mistake(boolean implicitAcknowledgements, boolean registered) {
            return registered
                    ? Optional.empty()
                    : Optional.of(
                            "updateFramework was called before the framework was registered: wait for registered()");
        }
    }
}
