package dev.isthmus.simulation.driver;

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
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A {@link BackendHost} as one member of it has it. What the backend tells and answers is taken in steps of the member's process. */
final class BackendShare implements Backend {

    private final BackendHost host;
    private final ProcessTime member;
    private final Offers offers = new Offers();
    private final Tasks tasks = new Tasks();
    private OfferSource.@Nullable Listener listener;
    private boolean closed;

    BackendShare(BackendHost host, ProcessTime member) {
        this.host = host;
        this.member = member;
    }

    boolean isOf(ProcessTime process) {
        return member == process;
    }

    void tell(InventoryEvent event) {
        OfferSource.Listener to = listener;
        if (to != null) {
            step(() -> to.inventoryChanged(event));
        }
    }

    void reached() {
        OfferSource.Listener to = listener;
        if (to != null) {
            step(to::reached);
        }
    }

    private void step(Runnable what) {
        member.now(() -> {
            if (!closed) {
                what.run();
            }
        });
    }

    @Override
    public Dialect dialect() {
        return host.backend().dialect();
    }

    @Override
    public ClusterDescription cluster() {
        return host.backend().cluster();
    }

    @Override
    public AgentSuitability suitability() {
        return host.backend().suitability();
    }

    @Override
    public OfferSource offers() {
        return offers;
    }

    @Override
    public TaskLauncher launcher() {
        return tasks;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            host.left(this);
        }
    }

    private final class Offers implements OfferSource {

        @Override
        public void start(OfferSource.Listener newListener) {
            // Not within the call.
            var unused = member.after(Duration.ZERO, () -> {
                if (!closed) {
                    listener = newListener;
                    host.known().forEach(newListener::inventoryChanged);
                }
            });
        }

        @Override
        public void lookAgain(AgentId agent) {
            host.backend().offers().lookAgain(agent);
        }

        @Override
        public void drain(AgentId agent) {
            host.backend().offers().drain(agent);
        }

        @Override
        public void activate(AgentId agent) {
            host.backend().offers().activate(agent);
        }

        @Override
        public void close() {
            listener = null;
        }
    }

    private final class Tasks implements TaskLauncher {

        @Override
        public void watch(FrameworkId framework, TaskLauncher.Listener newListener) {
            host.watched(framework, BackendShare.this);
            host.backend().launcher().watch(framework, new TaskLauncher.Listener() {
                @Override
                public void taskChanged(TaskEvent event) {
                    step(() -> newListener.taskChanged(event));
                }

                @Override
                public void recovered() {
                    step(newListener::recovered);
                }
            });
        }

        @Override
        public void forget(FrameworkId framework) {
            if (host.isWatcher(framework, BackendShare.this)) {
                host.backend().launcher().forget(framework);
            }
        }

        @Override
        public CompletionStage<LaunchOutcome> launch(Launch launch) {
            return host.isWatcher(launch.task().framework(), BackendShare.this)
                    ? mine(host.backend().launcher().launch(launch))
                    : CompletableFuture.completedStage(new LaunchOutcome.Unknown("this process was replaced"));
        }

        @Override
        public CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
            return host.isWatcher(group.framework(), BackendShare.this)
                    ? mine(host.backend().launcher().launchGroup(group))
                    : CompletableFuture.completedStage(new LaunchOutcome.Unknown("this process was replaced"));
        }

        @Override
        public CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
            return host.isWatcher(framework, BackendShare.this)
                    ? mine(host.backend().launcher().stop(framework, launch, reason))
                    : CompletableFuture.completedStage(new StopOutcome.NotFound());
        }

        @Override
        public CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
            return host.isWatcher(framework, BackendShare.this)
                    ? mine(host.backend().launcher().list(framework))
                    : CompletableFuture.completedStage(List.of());
        }

        /** Completed in a step of the member. */
        private <T> CompletionStage<T> mine(CompletionStage<T> stage) {
            CompletableFuture<T> mine = new CompletableFuture<>();
            var unused = stage.whenComplete((outcome, failure) -> step(() -> {
                if (failure == null) {
                    mine.complete(outcome);
                } else {
                    mine.completeExceptionally(failure);
                }
            }));
            return mine;
        }

        @Override
        public Duration consistencyWindow() {
            return host.backend().launcher().consistencyWindow();
        }

        @Override
        public void close() {
            BackendShare.this.close();
        }
    }
}
