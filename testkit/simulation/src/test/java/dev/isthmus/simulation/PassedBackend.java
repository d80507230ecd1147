package dev.isthmus.simulation;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A backend that is passed on, but for what a subclass does to it. */
public abstract class PassedBackend implements Backend {

    protected final ProcessTime process;
    private final Backend real;
    private final Map<Object, Object> wrapped = new HashMap<>();

    protected PassedBackend(ProcessTime process, Backend real) {
        this.process = process;
        this.real = real;
    }

    /** What the frontend is told of an event of the inventory. */
    protected void inventory(InventoryEvent event, OfferSource.Listener listener) {
        listener.inventoryChanged(event);
    }

    /** What the frontend is told of a task. */
    protected void task(TaskEvent event, TaskLauncher.Listener listener) {
        listener.taskChanged(event);
    }

    /** The launcher has begun. */
    protected void began(TaskLauncher.Listener listener) {}

    /** A framework is forgotten. */
    protected void forgotten(FrameworkId framework) {}

    /** What the frontend is told when all tasks are known again. */
    protected void recovered(TaskLauncher.Listener listener) {
        listener.recovered();
    }

    /** For how long a task may not be seen yet. */
    protected Duration window(TaskLauncher launcher) {
        return launcher.consistencyWindow();
    }

    /** What becomes of a launch. */
    protected CompletionStage<LaunchOutcome> launched(Launch launch, TaskLauncher launcher) {
        return launcher.launch(launch);
    }

    /** What becomes of a stop. */
    protected CompletionStage<StopOutcome> stopped(
            FrameworkId framework, LaunchId launch, String reason, TaskLauncher launcher) {
        return launcher.stop(framework, launch, reason);
    }

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
    public Map<String, Long> callCounts() {
        return real.callCounts();
    }

    @Override
    public OfferSource offers() {
        return (OfferSource) wrapped.computeIfAbsent(real.offers(), its -> new Offers((OfferSource) its));
    }

    @Override
    public TaskLauncher launcher() {
        return (TaskLauncher) wrapped.computeIfAbsent(real.launcher(), its -> new Launches((TaskLauncher) its));
    }

    @Override
    public void close() {
        real.close();
    }

    private final class Offers implements OfferSource {
        private final OfferSource source;

        Offers(OfferSource source) {
            this.source = source;
        }

        @Override
        public void start(OfferSource.Listener listener) {
            source.start(new OfferSource.Listener() {
                @Override
                public void inventoryChanged(InventoryEvent event) {
                    inventory(event, listener);
                }

                @Override
                public void reached() {
                    listener.reached();
                }
            });
        }

        @Override
        public void lookAgain(AgentId agent) {
            source.lookAgain(agent);
        }

        @Override
        public void drain(AgentId agent) {
            source.drain(agent);
        }

        @Override
        public void activate(AgentId agent) {
            source.activate(agent);
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private final class Launches implements TaskLauncher {
        private final TaskLauncher launcher;

        Launches(TaskLauncher launcher) {
            this.launcher = launcher;
        }

        @Override
        public void watch(FrameworkId framework, TaskLauncher.Listener listener) {
            launcher.watch(framework, new TaskLauncher.Listener() {
                @Override
                public void taskChanged(TaskEvent event) {
                    task(event, listener);
                }

                @Override
                public void recovered() {
                    PassedBackend.this.recovered(listener);
                }
            });
            began(listener);
        }

        @Override
        public void forget(FrameworkId framework) {
            launcher.forget(framework);
            forgotten(framework);
        }

        @Override
        public CompletionStage<LaunchOutcome> launch(Launch launch) {
            return launched(launch, launcher);
        }

        @Override
        public CompletionStage<LaunchOutcome> launchGroup(GroupLaunch group) {
            return launcher.launchGroup(group);
        }

        @Override
        public CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
            return stopped(framework, launch, reason, launcher);
        }

        @Override
        public CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
            return launcher.list(framework);
        }

        @Override
        public Duration consistencyWindow() {
            return window(launcher);
        }

        @Override
        public void close() {
            launcher.close();
        }
    }
}
