package dev.isthmus.testkit.contract.backend;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.resource.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A good backend, each of whose steps a subclass can do otherwise. */
class WrappedBackend implements Backend {

    final Backend real;
    final Scene scene;
    /** How many backends were opened on the scene before this one. */
    final int number;

    final List<InventoryEvent> toldInventory = new ArrayList<>();
    final List<TaskEvent> toldTasks = new ArrayList<>();
    OfferSource.@Nullable Listener inventoryListener;
    TaskLauncher.@Nullable Listener taskListener;
    boolean closed;

    private final OfferSource offers = new Offers();
    private final TaskLauncher launcher = new Launcher();

    WrappedBackend(Backend real, Scene scene) {
        this.real = real;
        this.scene = scene;
        this.number = scene.opened.size();
        scene.opened.add(this);
    }

    // What subclasses do otherwise.

    void startOffers(OfferSource.Listener listener) {
        Objects.requireNonNull(listener, "listener");
        real.offers().start(new OfferSource.Listener() {
            @Override
            public void inventoryChanged(InventoryEvent event) {
                tell(event, listener);
            }

            @Override
            public void reached() {
                listener.reached();
            }
        });
        inventoryListener = listener;
    }

    void tell(InventoryEvent event, OfferSource.Listener listener) {
        toldInventory.add(event);
        listener.inventoryChanged(event);
    }

    void lookAgain(AgentId agent) {
        real.offers().lookAgain(agent);
    }

    void drain(AgentId agent) {
        real.offers().drain(agent);
    }

    void activate(AgentId agent) {
        real.offers().activate(agent);
    }

    void closeOffers() {
        closed = true;
        real.offers().close();
    }

    void watch(FrameworkId framework, TaskLauncher.Listener listener) {
        Objects.requireNonNull(listener, "listener");
        real.launcher().watch(framework, new TaskLauncher.Listener() {
            @Override
            public void taskChanged(TaskEvent event) {
                tell(event, listener);
            }

            @Override
            public void recovered() {
                tellRecovered(listener);
            }
        });
        taskListener = listener;
    }

    void forget(FrameworkId framework) {
        real.launcher().forget(framework);
    }

    void tell(TaskEvent event, TaskLauncher.Listener listener) {
        toldTasks.add(event);
        listener.taskChanged(event);
    }

    void tellRecovered(TaskLauncher.Listener listener) {
        listener.recovered();
    }

    CompletionStage<LaunchOutcome> launch(Launch launch) {
        return real.launcher().launch(launch);
    }

    /** Otherwise it says what every launcher says that does not say otherwise. */
    boolean hasGroups() {
        return true;
    }

    CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
        return real.launcher().launchGroup(group);
    }

    CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
        return real.launcher().stop(framework, launch, reason);
    }

    Duration consistencyWindow() {
        return real.launcher().consistencyWindow();
    }

    CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
        return real.launcher().list(framework);
    }

    void closeLauncher() {
        closed = true;
        real.launcher().close();
    }

    @Override
    public void close() {
        closed = true;
        real.close();
    }

    // Means.

    /** Does something later, unless this is closed by then. */
    final void later(Duration delay, Runnable action) {
        scene.clock.after(delay, () -> {
            if (!closed) {
                action.run();
            }
        });
    }

    /** Waits for ever while the cluster is silent, if the contract watches for it. */
    final void waitIfSilent() {
        if (scene.cluster.silent && Thread.currentThread().getName().equals("contract-call")) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static void throwOnOtherThreads() {
        if (Thread.currentThread().getName().equals("contract-caller")) {
            throw new IllegalArgumentException("not my thread");
        }
    }

    final boolean wasLost() {
        return toldInventory.stream().anyMatch(InventoryEvent.ContactLost.class::isInstance);
    }

    final boolean isComplete() {
        return toldInventory.contains(new InventoryEvent.Complete());
    }

    // What stays.

    @Override
    public Dialect dialect() {
        return real.dialect();
    }

    @Override
    public ClusterDescription cluster() {
        return real.cluster();
    }

    @Override
    public AgentSuitability suitability() {
        return real.suitability();
    }

    @Override
    public OfferSource offers() {
        return offers;
    }

    @Override
    public TaskLauncher launcher() {
        return launcher;
    }

    @Override
    public Map<String, Long> callCounts() {
        return real.callCounts();
    }

    private final class Offers implements OfferSource {
        @Override
        public void start(OfferSource.Listener listener) {
            startOffers(listener);
        }

        @Override
        public void lookAgain(AgentId agent) {
            WrappedBackend.this.lookAgain(Objects.requireNonNull(agent, "agent"));
        }

        @Override
        public void drain(AgentId agent) {
            WrappedBackend.this.drain(Objects.requireNonNull(agent, "agent"));
        }

        @Override
        public void activate(AgentId agent) {
            WrappedBackend.this.activate(Objects.requireNonNull(agent, "agent"));
        }

        @Override
        public void close() {
            closeOffers();
        }
    }

    private final class Launcher implements TaskLauncher {
        @Override
        public void watch(FrameworkId framework, TaskLauncher.Listener listener) {
            WrappedBackend.this.watch(framework, listener);
        }

        @Override
        public void forget(FrameworkId framework) {
            WrappedBackend.this.forget(framework);
        }

        @Override
        public CompletionStage<LaunchOutcome> launch(Launch launch) {
            return WrappedBackend.this.launch(launch);
        }

        @Override
        public CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
            return hasGroups() ? WrappedBackend.this.launchGroup(group) : TaskLauncher.super.launchGroup(group);
        }

        @Override
        public CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
            return WrappedBackend.this.stop(framework, launch, reason);
        }

        @Override
        public CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
            return WrappedBackend.this.list(framework);
        }

        @Override
        public Duration consistencyWindow() {
            return WrappedBackend.this.consistencyWindow();
        }

        @Override
        public void close() {
            closeLauncher();
        }
    }
}
