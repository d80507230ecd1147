package dev.isthmus.mesos.shell;

import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.machine.DriverObserver;
import dev.isthmus.mesos.machine.FrameworkMachine;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a driver: it steps the machine and makes the callbacks, in order. What a callback calls waits in the queue
 * until the callback, and those that were due before it, have returned; so none is ever nested.
 */
final class DriverThread implements Runnable {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.mesos.Driver");

    /** What of the driver the thread needs to know and to change. */
    interface Owner {

        /** Whether callbacks may still be made. */
        boolean isRunning();

        /** Aborts the driver; false if it did not run. */
        boolean abortIfRunning();
    }

    private final FrameworkMachine machine;
    private final BackendPort backend;
    private final JournalPort journal;
    private final LeaseKeeper lease;
    private final SchedulerCallbacks callbacks;
    private final Owner owner;
    private final SteadyTime time;
    private final ScheduledExecutorService scheduler;
    private final Counters counters;
    private final DriverObserver observer;
    private final BlockingQueue<Input> inbox;
    private final DriverStanding standing;

    private final Deque<Output> pending = new ArrayDeque<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final WakeUpTimer wakeUp;
    private final NewerDriverCheck newerDriver;
    private boolean closed;

    DriverThread(
            FrameworkMachine machine,
            BackendPort backend,
            JournalPort journal,
            SchedulerCallbacks callbacks,
            Owner owner,
            InstantSource clock,
            InstantSource steady,
            ScheduledExecutorService scheduler,
            Counters counters,
            DriverObserver observer,
            BlockingQueue<Input> inbox,
            DriverStanding standing) {
        this.machine = machine;
        this.backend = backend;
        this.journal = journal;
        this.lease = new LeaseKeeper(journal, owner::isRunning, clock);
        this.callbacks = callbacks;
        this.owner = owner;
        this.time = new SteadyTime(clock, steady);
        this.scheduler = scheduler;
        this.counters = counters;
        this.observer = observer;
        this.inbox = inbox;
        this.standing = standing;
        this.wakeUp = new WakeUpTimer(scheduler, steady, () -> inbox.add(new Input.Tick()));
        this.newerDriver = new NewerDriverCheck(standing::ask, inbox::add, finished);
    }

    void start(String name) {
        Thread thread = new Thread(this, name);
        // A started driver alone does not keep a JVM alive.
        thread.setDaemon(true);
        thread.start();
    }

    boolean awaitFinished(Duration limit) throws InterruptedException {
        return finished.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        try {
            lease.start(scheduler);
            while (!closed) {
                take(inbox.take());
                if (!closed) {
                    newerDriver.askIfInDoubt(machine::doubt);
                }
                wakeUp.at(nextDue());
            }
        } catch (InterruptedException e) {
            // Nobody but us has this thread; whoever finds it and interrupts it wants it to end.
            log.warn("the driver's thread was interrupted and ends");
            owner.abortIfRunning();
            backend.close();
            journal.close();
        } catch (Throwable e) {
            end(e);
        } finally {
            lease.stop();
            wakeUp.cancel();
            observer.ended();
            finished.countDown();
        }
    }

    /** Takes all that waits, on the caller's thread, for a driver that has none of its own. */
    void workOff() {
        for (Input input = inbox.poll(); input != null && !closed; input = inbox.poll()) {
            take(input);
            machine.doubt().filter(seen -> standing.ask() == Standing.STANDS).ifPresent(seen -> {
                inbox.add(new Input.Stands(seen));
            });
        }
    }

    /** When time alone has something to do. */
    Optional<Instant> nextDue() {
        return closed ? Optional.empty() : machine.nextDue();
    }

    /** How long it is until then. */
    Optional<Duration> untilDue() {
        return nextDue().map(due -> Duration.between(time.now(), due));
    }

    /** Ends the driver as one that cannot go on. */
    void fail(String message) {
        try {
            abort(message);
            deactivate();
            carryOutPending();
        } catch (Throwable e) {
            end(e);
        }
    }

    private void take(Input input) {
        try {
            if (standing.isTakenOver()) {
                // It goes before all that has waited behind a callback: the tasks are no longer ours to kill.
                step(new Input.TakenOver());
                carryOutPending();
            }
            if (!closed) {
                counters.count(input);
                step(input);
                carryOutPending();
            }
        } catch (Throwable e) {
            end(e);
        }
    }

    /**
     * Ends the driver because of what nobody is prepared for, such as an Error of a mixed class path: it must not look as if it
     * ran. Whoever waits in {@code join()} goes on even if nothing else can be done any more.
     */
    private void end(Throwable cause) {
        closed = true;
        guarded(() -> log.error(
                "the driver cannot go on and is closed; its tasks go on, for a driver with the same framework id",
                cause));
        guarded(() -> abort("The driver cannot go on: " + cause + ". Its tasks go on; the log has the details"));
        owner.abortIfRunning();
        guarded(backend::close);
        guarded(journal::close);
    }

    private void deactivate() {
        pending.addAll(machine.step(time.now(), new Input.Deactivate()));
    }

    private void step(Input input) {
        try {
            Instant now = time.now();
            time.clockSet().ifPresent(behind -> take(now, new Input.ClockSet(behind)));
            take(now, input);
        } catch (RuntimeException e) {
            log.error("the driver failed on {}; this is a defect of Isthmus", input.getClass(), e);
            abort("The driver failed on " + input.getClass().getSimpleName() + " and cannot go on: " + e
                    + ". This is a defect of Isthmus; please report it with the log");
            deactivate();
        }
    }

    private void take(Instant now, Input input) {
        List<Output> outputs = machine.step(now, input);
        pending.addAll(outputs);
        observer.stepped(input, outputs, machine::view);
    }

    private void carryOutPending() {
        for (Output output = pending.poll(); output != null; output = pending.poll()) {
            output.match(
                    this::make,
                    this::carryOut,
                    write -> lease.write(write.entry()),
                    // Of a master alone.
                    keep -> {},
                    changed -> {},
                    abort -> abort(abort.message()),
                    DriverThread::write);
        }
    }

    private void carryOut(Output.Request request) {
        if (request.changesTasks() && standing.isTakenOver()) {
            return;
        }
        counters.count(request);
        try {
            backend.carryOut(request);
        } catch (RuntimeException e) {
            log.error("the backend failed on {}", request.getClass().getSimpleName(), e);
            abort("The backend cannot be used: " + e.getMessage());
            deactivate();
        }
        if (request instanceof Output.Close) {
            closed = true;
            journal.close();
        }
    }

    private void make(Callback callback) {
        if (!owner.isRunning()) {
            return;
        }
        lease.inside(true);
        boolean returned = counters.made(callback, () -> calledBack(() -> callback.on(callbacks)));
        lease.inside(false);
        if (!returned) {
            owner.abortIfRunning();
            inbox.add(new Input.Deactivate());
        } else if (callback instanceof Callback.Update update) {
            // What was not told, because the driver was stopped meanwhile, is left for the next driver to tell.
            update.then().ifPresent(lease::write);
            if (owner.isRunning()) {
                // Before anything that the callback called: so an id may be used again from inside it.
                step(new Input.Delivered(update.status()));
            }
        }
    }

    private void abort(String message) {
        if (owner.abortIfRunning()) {
            counters.madeError(() -> calledBack(() -> callbacks.error(message)));
        }
    }

    /** As {@link #guarded}, on this thread: what it leaves of an interrupt was meant for something inside it, and does not end the driver. */
    private static boolean calledBack(Runnable callback) {
        boolean returned = guarded(callback);
        Thread.interrupted();
        return returned;
    }

    /** Runs a callback; whatever it throws is printed, as the JNI driver of Mesos does, and makes this false. */
    @SuppressWarnings("CatchAndPrintStackTrace") // Mesos prints it to stderr; frameworks without logging rely on it.
    static boolean guarded(Runnable callback) {
        try {
            callback.run();
            return true;
        } catch (Throwable e) {
            e.printStackTrace();
            return false;
        }
    }

    private static void write(Output.Note note) {
        switch (note.level()) {
            case DEBUG -> log.debug(note.text());
            case INFO -> log.info(note.text());
            case WARN -> log.warn(note.text());
            case ERROR -> log.error(note.text());
        }
    }
}
