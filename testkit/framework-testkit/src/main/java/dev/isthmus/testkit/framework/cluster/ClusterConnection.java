package dev.isthmus.testkit.framework.cluster;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.resource.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The cluster as one driver sees it. */
public final class ClusterConnection implements Backend {

    private final ScriptedCluster cluster;
    private final Offers offers = new Offers();
    private final Launcher launcher = new Launcher();

    public ClusterConnection(ScriptedCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Dialect dialect() {
        return Dialect.MESOS;
    }

    @Override
    public ClusterDescription cluster() {
        return new ClusterDescription("script", Optional.empty(), "127.0.0.1", 5050);
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
    public void close() {
        cluster.disconnect();
    }

    private final class Offers implements OfferSource {
        @Override
        public void start(OfferSource.Listener listener) {
            cluster.watchAgents(listener);
        }

        @Override
        public void lookAgain(AgentId agent) {
            cluster.tellAgent(agent);
        }

        @Override
        public void close() {
            cluster.disconnect();
        }
    }

    private final class Launcher implements TaskLauncher {
        @Override
        public void watch(FrameworkId framework, TaskLauncher.Listener listener) {
            cluster.watchTasks(framework, listener);
        }

        @Override
        public void forget(FrameworkId framework) {
            cluster.forgetTasks(framework);
        }

        @Override
        public CompletionStage<LaunchOutcome> launch(Launch launch) {
            return cluster.launch(launch);
        }

        @Override
        public CompletionStage<StopOutcome> stop(FrameworkId framework, LaunchId launch, String reason) {
            return CompletableFuture.completedStage(cluster.stop(framework, launch, reason));
        }

        @Override
        public CompletionStage<List<TaskEvent>> list(FrameworkId framework) {
            throw new UnsupportedOperationException("no driver lists the tasks of a script");
        }

        @Override
        public void close() {
            cluster.disconnect();
        }
    }
}
