package dev.isthmus.mesos.shell;

import dev.isthmus.api.backend.BackendException;
import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.mesos.FrontendCounters;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.machine.DriverObserver;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.Request;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver: answers each call at once with its state, and hands the call to its thread.
 *
 * <p>The lock covers the state and the order of the queue, never a callback or the backend.
 */
public final class DriverShell implements FrontendDriver {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.mesos.Driver");

    private final FrontendOptions options;
    private final DriverObserver observer;
    private final boolean threaded;
    private final Object lock = new Object();
    private final Lifecycle lifecycle = new Lifecycle();
    private final Counters counters;
    private final BlockingQueue<Input> inbox = new LinkedBlockingQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final DriverStanding standing = new DriverStanding(inbox::add);
    private volatile @Nullable DriverThread thread;

    /** A driver with a thread of its own, or one that somebody steps. It has not been started. */
    DriverShell(FrontendOptions options, DriverObserver observer, boolean threaded) {
        this.options = options;
        this.observer = observer;
        this.counters = new Counters(options.steady());
        this.threaded = threaded;
    }

    @Override
    public Status start() {
        synchronized (lock) {
            if (!lifecycle.start()) {
                return lifecycle.status();
            }
            inbox.add(new Input.Start());
        }
        try {
            new DriverOpener(options, new ThreadsView(), standing, counters, observer, inbox).open(this::opened);
            return Status.DRIVER_RUNNING;
        } catch (RuntimeException | Error e) {
            boolean usersOwn = e instanceof IllegalArgumentException
                    || e instanceof BackendException
                    || e instanceof JournalException
                    || e instanceof ProviderSelectionException;
            if (usersOwn) {
                // The message says it all; where in our code it was found helps nobody.
                log.error("the driver cannot be set up: {}", e.getMessage());
            } else {
                log.error("the driver cannot be set up", e);
            }
            if (abortIfRunning()) {
                String message = e.getMessage() == null ? "The driver cannot be set up: " + e : e.getMessage();
                counters.madeError(
                        () -> DriverThread.guarded(() -> options.callbacks().error(message)));
            }
            return Status.DRIVER_ABORTED;
        }
    }

    private void opened(DriverThread opened) {
        thread = opened;
        observer.opened(this::tick);
        if (threaded) {
            opened.start("isthmus-driver-" + options.framework().getName());
        }
    }

    /** What carries out the calls, once started. */
    Optional<DriverThread> opened() {
        return Optional.ofNullable(thread);
    }

    /** Says that time has passed. */
    void tick() {
        inbox.add(new Input.Tick());
    }

    private final class ThreadsView implements DriverThread.Owner {

        @Override
        public boolean isRunning() {
            synchronized (lock) {
                return lifecycle.isRunning();
            }
        }

        @Override
        public boolean abortIfRunning() {
            return DriverShell.this.abortIfRunning();
        }
    }

    private boolean abortIfRunning() {
        synchronized (lock) {
            if (!lifecycle.abort()) {
                return false;
            }
        }
        ended.countDown();
        return true;
    }

    @Override
    public Status stop(boolean failover) {
        Status answer;
        synchronized (lock) {
            Status before = lifecycle.status();
            answer = lifecycle.stop();
            if (lifecycle.status() != before) {
                inbox.add(new Input.Stop(failover));
            }
        }
        if (answer != Status.DRIVER_NOT_STARTED) {
            ended.countDown();
        }
        return answer;
    }

    @Override
    public Status abort() {
        synchronized (lock) {
            if (!lifecycle.abort()) {
                return lifecycle.status();
            }
            inbox.add(new Input.Deactivate());
        }
        ended.countDown();
        return Status.DRIVER_ABORTED;
    }

    @Override
    public Status join() {
        synchronized (lock) {
            if (!lifecycle.isRunning()) {
                return lifecycle.status();
            }
        }
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                // The native driver of Mesos cannot be interrupted either; the caller learns of it afterwards.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (lock) {
            return lifecycle.status();
        }
    }

    @Override
    public Status run() {
        Status started = start();
        return started == Status.DRIVER_RUNNING ? join() : started;
    }

    private Status call(Call call) {
        synchronized (lock) {
            if (lifecycle.isRunning()) {
                inbox.add(call);
            }
            return lifecycle.status();
        }
    }

    @Override
    public Status requestResources(Collection<Request> requests) {
        // Mesos's own allocator ignores these as well.
        synchronized (lock) {
            return lifecycle.status();
        }
    }

    @Override
    public Status launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters) {
        Offer.Operation launch = Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(tasks))
                .build();
        return acceptOffers(offerIds, List.of(launch), filters);
    }

    @Override
    public Status killTask(TaskID taskId) {
        return call(new Call.Kill(taskId.getValue()).after(counters.updatesTold()));
    }

    @Override
    public Status acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters) {
        return call(new Call.Accept(
                offerIds.stream().map(OfferID::getValue).toList(),
                List.copyOf(operations),
                filters.getRefuseSeconds()));
    }

    @Override
    public Status declineOffer(OfferID offerId, Filters filters) {
        return call(new Call.Decline(offerId.getValue(), filters.getRefuseSeconds()));
    }

    @Override
    public Status reviveOffers() {
        return call(new Call.Revive(Optional.empty()));
    }

    @Override
    public Status reviveOffers(Collection<String> roles) {
        return call(new Call.Revive(Optional.of(List.copyOf(roles))));
    }

    @Override
    public Status suppressOffers() {
        return call(new Call.Suppress(Optional.empty()));
    }

    @Override
    public Status suppressOffers(Collection<String> roles) {
        return call(new Call.Suppress(Optional.of(List.copyOf(roles))));
    }

    @Override
    public Status acknowledgeStatusUpdate(TaskStatus status) {
        return call(new Call.Acknowledge(status));
    }

    @Override
    public Status sendFrameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        return call(new Call.Message(executorId.getValue(), slaveId.getValue()));
    }

    @Override
    public Status reconcileTasks(Collection<TaskStatus> statuses) {
        return call(new Call.Reconcile(List.copyOf(statuses)).after(counters.updatesTold()));
    }

    @Override
    public Status updateFramework(
            FrameworkInfo framework, Collection<String> suppressedRoles, OfferConstraints constraints) {
        return call(new Call.UpdateFramework(
                MachineOptionsFactory.withoutGaps(framework), List.copyOf(suppressedRoles), constraints));
    }

    @Override
    public FrontendCounters counters() {
        return counters;
    }

    @Override
    public boolean awaitDrained(Duration limit) throws InterruptedException {
        synchronized (lock) {
            if (lifecycle.status() != Status.DRIVER_STOPPED) {
                return true;
            }
        }
        DriverThread opened = thread;
        return opened == null || opened.awaitFinished(limit);
    }
}
