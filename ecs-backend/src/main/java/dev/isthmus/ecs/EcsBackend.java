package dev.isthmus.ecs;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.ecs.engine.EngineOptions;
import dev.isthmus.ecs.rules.SuitableProcessors;
import dev.isthmus.ecs.sdk.Target;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backend {@code ecs}: one ECS cluster. */
public final class EcsBackend implements Backend {

    private final ClusterDescription cluster;
    private final AgentSuitability suitability;
    private final EcsShell shell;

    EcsBackend(BackendContext context, Target target, AwsAccess aws, EngineOptions options) {
        // Asked once: the SDK looks it up among those of all regions.
        URI endpoint = target.endpoint();
        int port = endpoint.getPort();
        int usual = "http".equals(endpoint.getScheme()) ? 80 : 443;
        this.cluster = new ClusterDescription(
                target.clusterName(), Optional.of(target.region()), endpoint.getHost(), port < 0 ? usual : port);
        this.suitability = new SuitableProcessors(options.defaults().tasks());
        this.shell = new EcsShell(context, target, aws, options);
    }

    @Override
    public Dialect dialect() {
        return Dialect.ECS;
    }

    @Override
    public ClusterDescription cluster() {
        return cluster;
    }

    /** By {@code arch} of the rules of {@code ISTHMUS_TASK_RULES}. */
    @Override
    public AgentSuitability suitability() {
        return suitability;
    }

    @Override
    public OfferSource offers() {
        return shell.offers();
    }

    @Override
    public TaskLauncher launcher() {
        return shell.launcher();
    }

    /**
     * By AWS's names, such as {@code RunTask}. {@code DescribeInstances} is a call of EC2, {@code ReceiveMessage} and {@code DeleteMessageBatch} are calls of SQS, and
     * {@code GetLogEvents} is one of CloudWatch Logs; they do not count against the request budget of ECS.
     */
    @Override
    public Map<String, Long> callCounts() {
        return shell.counts();
    }

    @Override
    public List<MetricFamily> metrics() {
        return shell.metrics();
    }

    @Override
    public void close() {
        shell.close();
    }
}
