package dev.isthmus.mesos.shell;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.framework.FrameworkChecks;
import dev.isthmus.mesos.machine.DriverObserver;
import dev.isthmus.mesos.machine.FrameworkMachine;
import dev.isthmus.mesos.machine.step.Input;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** Opens the backend and the journal of a driver, and makes its machine and its thread. What fails leaves nothing open. */
final class DriverOpener {

    private final FrontendOptions options;
    private final DriverThread.Owner owner;
    private final DriverStanding standing;
    private final Counters counters;
    private final DriverObserver observer;
    private final BlockingQueue<Input> inbox;

    DriverOpener(
            FrontendOptions options,
            DriverThread.Owner owner,
            DriverStanding standing,
            Counters counters,
            DriverObserver observer,
            BlockingQueue<Input> inbox) {
        this.options = options;
        this.owner = owner;
        this.standing = standing;
        this.counters = counters;
        this.observer = observer;
        this.inbox = inbox;
    }

    /**
     * Opens all.
     *
     * @param start takes the thread, and starts it if it is to run by itself; if that fails, all is closed again
     */
    void open(Consumer<DriverThread> start) {
        UUID master = options.uuids().get();
        FrameworkId id = MachineOptionsFactory.id(options.framework(), master);
        Backend backend = options.backend().apply(standing::ask);
        try {
            // One that will be refused anyway takes nothing from a driver that is there.
            boolean isRefused = FrameworkChecks.problem(options.framework(), options.suppressedRoles())
                    .isPresent();
            JournalKey key = new JournalKey(backend.cluster().name(), id);
            JournalPort journal = isRefused ? JournalPort.of(Optional.empty()) : journal(key);
            standing.opened(journal);
            open(backend, journal, master, id, start);
        } catch (RuntimeException | Error e) {
            try (backend) {
                throw e;
            }
        }
    }

    private void open(Backend backend, JournalPort journal, UUID master, FrameworkId id, Consumer<DriverThread> start) {
        try {
            start.accept(new DriverThread(
                    new FrameworkMachine(
                            MachineOptionsFactory.cluster(options, backend, master),
                            MachineOptionsFactory.machine(options, id, journal)),
                    new BackendPort(backend, new OfOneFramework(inbox)),
                    journal,
                    options.callbacks(),
                    owner,
                    options.clock(),
                    options.steady(),
                    options.scheduler(),
                    counters,
                    observer,
                    inbox,
                    standing));
        } catch (RuntimeException | Error e) {
            try (journal) {
                throw e;
            }
        }
    }

    private JournalPort journal(JournalKey key) {
        return JournalPort.of(options.journal()
                .apply(new JournalProvider.Context(key, options.settings(), options.clock(), standing::takenOver)));
    }

    /** The inbox of a driver, whose only framework all is of. */
    private record OfOneFramework(BlockingQueue<Input> inbox) implements BackendPort.Inbox {

        @Override
        public void put(FrameworkId framework, Input input) {
            inbox.add(input);
        }

        @Override
        public void inventoryChanged(InventoryEvent event) {
            inbox.add(new Input.Inventory(event));
        }

        @Override
        public void reached() {
            inbox.add(new Input.Reached());
        }
    }
}
