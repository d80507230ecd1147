package dev.isthmus.master.shell;

import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.shell.MesosFrontend;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine of one framework: a driver for each stream that the framework subscribes on, one after the other. Opening and closing one may take a while, so all
 * is done in order by a thread of the pool.
 */
final class DriverMachine {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    /** Calls that wait until the cluster has answered for the first time; Mesos's own driver drops them all. */
    private static final int MOST_WAITING = 10_000;

    /** The master itself counts how long a framework may be away, so a driver leaves the tasks alone unless it is told to kill them. */
    private static final double NEVER_SECONDS = Duration.ofDays(36_500).toSeconds();

    /** How long a driver may take to let go of what the next one opens. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    private final BiFunction<FrameworkInfo, SchedulerCallbacks, FrontendOptions.Builder> options;
    private final Consumer<SubscriptionInput> inbox;
    private final Executor threads;

    private final Object lock = new Object();
    private final Queue<Runnable> work = new ArrayDeque<>();
    private boolean isWorking;

    // Of the work alone.
    private @Nullable FrontendDriver driver;
    private FrameworkAction.@Nullable Serve last;
    private long openings;
    private boolean isRegistered;
    /** Whether the framework is to be removed as soon as its driver is registered: before, the driver knows of no tasks to kill. */
    private boolean isToBeRemoved;

    private final List<Call> waiting = new ArrayList<>();

    DriverMachine(
            BiFunction<FrameworkInfo, SchedulerCallbacks, FrontendOptions.Builder> options,
            Consumer<SubscriptionInput> inbox,
            Executor threads) {
        this.options = options;
        this.inbox = inbox;
        this.threads = threads;
    }

    void act(FrameworkAction action) {
        later(() -> action.match(new Actions()));
    }

    /** After all that was asked for before. */
    private void later(Runnable next) {
        synchronized (lock) {
            work.add(next);
            if (isWorking) {
                return;
            }
            isWorking = true;
        }
        threads.execute(this::workOff);
    }

    private void workOff() {
        while (true) {
            Runnable next;
            synchronized (lock) {
                next = work.poll();
                if (next == null) {
                    isWorking = false;
                    return;
                }
            }
            try {
                next.run();
            } catch (RuntimeException e) {
                log.error("the machine of a framework failed; this is a defect of Isthmus", e);
            }
        }
    }

    private final class Actions implements FrameworkAction.Cases {

        @Override
        public void serve(FrameworkAction.Serve serve) {
            stop(true);
            open(serve);
        }

        @Override
        public void call(FrameworkAction.Make call) {
            if (driver == null) {
                return;
            }
            if (isRegistered) {
                call.call().match(new CallsOnDriver(driver, DriverMachine::patient));
            } else if (waiting.size() < MOST_WAITING) {
                waiting.add(call.call());
            }
        }

        @Override
        public void leave(FrameworkAction.Leave leave) {
            stop(true);
        }

        @Override
        public void remove(FrameworkAction.Remove remove) {
            if (driver == null && last != null) {
                // Its tasks are there, and nobody to kill them.
                open(last);
            }
            if (isRegistered) {
                stop(false);
            } else {
                isToBeRemoved = driver != null;
            }
        }
    }

    private void open(FrameworkAction.Serve serve) {
        last = serve;
        openings++;
        long opening = openings;
        FrontendDriver opened = MesosFrontend.driver(options.apply(
                        patient(serve.info()),
                        new StreamCallbacks(
                                serve.stream(),
                                inbox,
                                () -> later(() -> registered(opening)),
                                () -> later(() -> aborted(opening))))
                .implicitAcknowledgements(false)
                .suppressedRoles(serve.suppressed())
                .build());
        driver = opened;
        opened.start();
        if (serve.constraints().getRoleConstraintsCount() > 0) {
            waiting.add(new Call.UpdateFramework(serve.info(), serve.suppressed(), serve.constraints()));
        }
    }

    private static FrameworkInfo patient(FrameworkInfo info) {
        return info.toBuilder().setFailoverTimeout(NEVER_SECONDS).build();
    }

    private void registered(long opening) {
        FrontendDriver registered = driver;
        // An earlier driver may have been registered while it was being stopped.
        if (registered == null || opening != openings) {
            return;
        }
        if (isToBeRemoved) {
            stop(false);
            return;
        }
        isRegistered = true;
        CallsOnDriver calls = new CallsOnDriver(registered, DriverMachine::patient);
        waiting.forEach(call -> call.match(calls));
        waiting.clear();
    }

    /** A driver that has aborted holds its backend and its journal until it is stopped. */
    private void aborted(long opening) {
        if (opening == openings) {
            stop(!isToBeRemoved);
        }
    }

    /** @param failover whether its tasks go on */
    private void stop(boolean failover) {
        FrontendDriver stopped = driver;
        driver = null;
        isRegistered = false;
        isToBeRemoved = false;
        waiting.clear();
        if (stopped == null) {
            return;
        }
        stopped.stop(failover);
        try {
            // One that kills tasks may take longer, and nobody waits for it.
            if (!stopped.awaitDrained(CLOSING) && failover) {
                log.warn("a driver has not closed within {}, and the next one may have to wait for it", CLOSING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
