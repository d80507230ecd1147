package dev.isthmus.mesos.machine.registration;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.allocator.constraint.OfferConstraintsFilter;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.framework.FrameworkChecks;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.StatusUpdateSender;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Registers the framework, and tracks the connection to its cluster. */
public final class Registration {

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final OutstandingOffers offers;
    private final Reconciler reconciler;
    private final FrameworkJournal journal;

    public Registration(
            FrameworkState state,
            StatusUpdateSender updates,
            OutstandingOffers offers,
            Reconciler reconciler,
            FrameworkJournal journal) {
        this.state = state;
        this.updates = updates;
        this.offers = offers;
        this.reconciler = reconciler;
        this.journal = journal;
    }

    /** Why the framework cannot be registered; empty if it can. */
    public Optional<String> problem() {
        return FrameworkChecks.problem(
                        state.options().framework(), state.options().suppressedRoles())
                .or(() -> OfferConstraintsFilter.problem(state.options().constraints()))
                .map(problem -> "The framework cannot be registered: " + problem)
                .or(journal::refusal);
    }

    /** Starts to register: watches the cluster and waits for its first answer. */
    public void start() {
        state.start();
        journal.keepImmutable();
        // Ends of tasks of an earlier process may be known before there is anybody to tell.
        state.streams().pause();
        state.allocator()
                .describe(
                        state.framework(),
                        state.options().suppressedRoles(),
                        state.options().constraints());
        FrameworkId id = state.framework().id();
        // Until it is ready.
        state.allocator().deactivate(id);
        state.outbox()
                .info("framework " + id + " (" + state.framework().info().getName()
                        + ") wants to register with cluster "
                        + state.master().cluster().name());
        state.outbox().add(new Output.Watch(id));
        if (isStreaming()) {
            register();
        }
    }

    private boolean isStreaming() {
        return state.master().options().presence() == Presence.STREAMING;
    }

    /** The cluster has answered: registers the framework without waiting for all agents and tasks to be read. */
    public void register() {
        if (state.contact() == Contact.WAITING) {
            state.register();
            state.outbox().info("framework " + state.framework().id() + " is registered");
            state.outbox()
                    .add(new Callback.Registered(
                            state.framework().info().getId(),
                            MasterInfos.write(
                                    state.master().id(), state.master().cluster())));
            journal.begin();
            updates.resume();
        }
    }

    /** All agents are known. */
    public void complete() {
        register();
        boolean wasCut = state.contact() == Contact.DISCONNECTED;
        state.inventoryComplete();
        if (wasCut) {
            state.outbox().info("framework " + state.framework().id() + " is connected again");
            state.outbox()
                    .add(new Callback.Reregistered(MasterInfos.write(
                            state.master().id(), state.master().cluster())));
            updates.resume();
        }
        ready();
    }

    /** The backend has reported all tasks of earlier processes. */
    public void recovered() {
        state.recovered(true);
        Duration window = state.master().options().consistencyWindow();
        boolean late =
                journal.mayHaveActedSince(state.time().shown(state.startedAt()).minus(window));
        state.allShownAt(late ? allShown(window) : state.now());
        ready();
    }

    /**
     * When the consistency window has passed since the start. A backend that took long to report all tasks may take as long to read them once more,
     * but never longer than one window from now.
     */
    private Instant allShown(Duration window) {
        Duration took = Duration.between(state.startedAt(), state.now());
        Duration passed = window.minus(took);
        Duration again = took.compareTo(window) < 0 ? took : window;
        return state.now().plus(passed.compareTo(again) > 0 ? passed : again);
    }

    /** Makes offers to the framework, and answers what waits, as soon as all is known. */
    void ready() {
        boolean isDeaf = state.contact() == Contact.INACTIVE || state.contact() == Contact.AWAY;
        if (isDeaf && state.isRecovered()) {
            // What was called before is carried out.
            reconciler.killWaiting();
        }
        FrameworkId id = state.framework().id();
        if (state.isReady()) {
            reconciler.ready();
            if (!state.allocator().isActive(id)) {
                state.allocator().activate(id);
                offers.begin();
            }
        }
    }

    /** A master, to which the framework stays connected, cannot reach the cluster. */
    public void outdated() {
        state.outdated();
        offers.endIfNobodyIsReady();
    }

    /** The cluster cannot be reached: the framework is told so, but for failures that are only late. */
    public void lost(BackendFailure failure) {
        switch (state.contact()) {
            case WAITING -> {
                if (failure.passes()) {
                    state.outbox().warn("not registered yet, still trying: " + failure.message());
                } else {
                    abort(failure.message());
                }
            }
            case CONNECTED -> {
                if (isOnlyLate(failure)) {
                    state.outbox().warn("the cluster answers late: " + failure.message());
                } else {
                    disconnect(failure);
                }
            }
            default -> {
                if (!isOnlyLate(failure)) {
                    state.cutOff();
                }
                state.outbox().warn("the cluster still cannot be reached: " + failure.message());
            }
        }
    }

    /** Whether the cluster can be reached in spite of the failure. */
    public static boolean isOnlyLate(BackendFailure failure) {
        return failure.category() == BackendFailure.Category.THROTTLED
                || failure.category() == BackendFailure.Category.RESOURCES;
    }

    private void disconnect(BackendFailure failure) {
        state.outbox().error("the cluster cannot be reached (" + failure.category() + "): " + failure.message());
        state.outbox().add(new Callback.Disconnected());
        state.cutOff();
        forgetOffers();
        reconciler.disconnected();
    }

    /** Its offers are void, without a word of their own, and what is told waits. */
    void forgetOffers() {
        state.offers().clear(state.framework().id());
        state.master().inverseOffers().clear(state.framework().id());
        state.allocator().deactivate(state.framework().id());
        state.streams().pause();
        offers.endIfNobodyIsReady();
    }

    /** Why a framework may not describe itself like this from now on; empty if it may. */
    static Optional<String> problem(
            FrameworkInfo before, FrameworkInfo after, List<String> suppressed, OfferConstraints constraints) {
        return FrameworkChecks.updateProblem(before, after)
                .or(() -> FrameworkChecks.problem(after, suppressed))
                .or(() -> OfferConstraintsFilter.problem(constraints));
    }

    /** Replaces the framework's description. */
    public void update(Call.UpdateFramework call) {
        if (state.contact() == Contact.WAITING) {
            abort("updateFramework was called before the framework was registered: wait for registered()");
            return;
        }
        Optional<String> problem =
                problem(state.framework().info(), call.info(), call.suppressed(), call.constraints());
        if (problem.isPresent()) {
            refuse("The framework cannot be updated: " + problem.get());
            return;
        }
        state.framework(Framework.of(call.info(), state.framework().id()));
        journal.seen();
        List<String> gone = state.allocator().describe(state.framework(), call.suppressed(), call.constraints());
        gone.forEach(role -> offers.rescind(state.framework().id(), role));
        offers.run();
    }

    /** A master has answered what it refuses, and nothing has changed; a driver is aborted. */
    private void refuse(String message) {
        if (isStreaming()) {
            state.outbox().warn(message);
        } else {
            abort(message);
        }
    }

    /** Aborts the driver, which cannot go on. */
    public void abort(String message) {
        state.outbox().error(message);
        turnAway(message);
    }

    /** Tells the framework that it is not served, which is no fault of anything. */
    void turnAway(String message) {
        state.outbox().add(new Output.Abort(message));
        deactivate();
    }

    /** Ends all callbacks; the backend stays open, because a stop may still come. */
    public void deactivate() {
        if (!state.isStopped()) {
            state.deactivate();
            state.outbox().muteCallbacks();
            forgetOffers();
            state.timers().clear(state.framework().id());
            if (state.isRegistered()) {
                // The framework stays connected for as long as its process lives, and nothing counts towards its
                // failover_timeout.
                journal.begin();
            }
        }
    }
}
