package dev.isthmus.master.shell;

import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * A machine of its own for each framework, as in its own driver, over a backend of its own. Frameworks are then offered the same room at the same time, as those are that share a
 * cluster without a master: what both promise, the backend settles by refusing one.
 */
final class DriverMachines implements FrameworkMachines {

    private static final long CLOSE_SECONDS = 10;

    private final BiFunction<FrameworkInfo, SchedulerCallbacks, FrontendOptions.Builder> options;
    private final Consumer<SubscriptionInput> inbox;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "isthmus-master-machines");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, DriverMachine> machines = new TreeMap<>();

    /** @param options for a framework and its callbacks: its backend, translators, journal, settings and timers */
    DriverMachines(
            BiFunction<FrameworkInfo, SchedulerCallbacks, FrontendOptions.Builder> options,
            Consumer<SubscriptionInput> inbox) {
        this.options = options;
        this.inbox = inbox;
    }

    @Override
    public void act(String framework, FrameworkAction action) {
        machines.computeIfAbsent(framework, none -> new DriverMachine(options, inbox, threads))
                .act(action);
        action.match(new FrameworkAction.Cases() {
            @Override
            public void serve(FrameworkAction.Serve serve) {}

            @Override
            public void call(FrameworkAction.Make call) {}

            @Override
            public void leave(FrameworkAction.Leave leave) {}

            @Override
            public void remove(FrameworkAction.Remove remove) {
                machines.remove(framework);
            }
        });
    }

    @Override
    public void close() {
        machines.values().forEach(machine -> machine.act(new FrameworkAction.Leave()));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
