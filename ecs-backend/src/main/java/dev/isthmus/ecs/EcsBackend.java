package dev.isthmus.ecs;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.ecs.engine.EcsEngine;
import dev.isthmus.ecs.host.AgentAddressResolver;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.sdk.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The backend {@code ecs}: one ECS cluster. */
public final class EcsBackend implements Backend {

    private final ClusterDescription cluster;
    private final EcsShell steps;
    private final EcsOfferSource offers;
    private final EcsTaskLauncher launcher;
    private final Optional<HostLookup> lookup;
    private final AgentAddressResolver hosts;

    EcsBackend(BackendContext context, Target target, AwsAccess aws, EcsEngine.Options options) {
        int port = target.endpoint().getPort();
        int usual = "http".equals(target.endpoint().getScheme()) ? 80 : 443;
        this.cluster = new ClusterDescription(
                target.clusterName(),
                Optional.of(target.region()),
                target.endpoint().getHost(),
                port < 0 ? usual : port);
        this.steps = new EcsShell(context, aws.ecs(context, target, options.places()));
        Outlet outlet = new Outlet();
        EcsEngine engine = new EcsEngine(steps, options, outlet);
        this.offers = new EcsOfferSource(steps, engine);
        this.launcher = new EcsTaskLauncher(steps, engine, options.window());
        this.lookup = aws.ec2(context, target, steps::run);
        this.hosts = new AgentAddressResolver(steps, lookup, engine::machine, offers::tell);
        outlet.hosts = hosts;
        outlet.offers = offers;
        outlet.launcher = launcher;
    }

    /** Passes what the engine reports to the offer source and the task launcher. */
    private static final class Outlet implements EcsEngine.Listener {

        private @Nullable AgentAddressResolver hosts;
        private @Nullable EcsOfferSource offers;
        private @Nullable EcsTaskLauncher launcher;

        @Override
        public void inventory(InventoryEvent event) {
            if (hosts != null) {
                hosts.take(event);
            }
        }

        @Override
        public void reached() {
            if (offers != null) {
                offers.reached();
            }
        }

        @Override
        public void task(TaskEvent event) {
            if (launcher != null) {
                launcher.tell(event);
            }
        }

        @Override
        public void recovered() {
            if (launcher != null) {
                launcher.recovered();
            }
        }
    }

    @Override
    public Dialect dialect() {
        return Dialect.ECS;
    }

    @Override
    public ClusterDescription cluster() {
        return cluster;
    }

    @Override
    public OfferSource offers() {
        return offers;
    }

    @Override
    public TaskLauncher launcher() {
        return launcher;
    }

    /** By AWS's names, such as {@code RunTask}. {@code DescribeInstances} is a call of EC2 and does not count against the request budget of ECS. */
    @Override
    public Map<String, Long> callCounts() {
        Map<String, Long> counts = new HashMap<>(steps.counts());
        lookup.map(HostLookup::asked)
                .filter(asked -> asked > 0)
                .ifPresent(asked -> counts.put("DescribeInstances", asked));
        return counts;
    }

    @Override
    public void close() {
        offers.close();
        launcher.close();
        steps.run(hosts::close);
        lookup.ifPresent(HostLookup::close);
        steps.close();
    }
}
