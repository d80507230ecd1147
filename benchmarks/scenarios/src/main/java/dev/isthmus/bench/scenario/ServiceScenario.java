package dev.isthmus.bench.scenario;

import dev.isthmus.bench.figure.Measurements;
import dev.isthmus.bench.service.Network;
import dev.isthmus.bench.service.ServiceStart;
import java.time.Duration;
import java.util.Map;

/**
 * A service that is started as Marathon starts it, on a clock that is moved by hand: what takes how long of it. The framework's own part is what it takes on a cluster
 * that keeps no budget and tells all at once; the budget's is what the calls take that were made.
 */
final class ServiceScenario implements BenchScenario {

    static final String FRAMEWORK = "baseline: the framework, on a cluster without a budget";
    static final String BUDGET = "baseline: what the budget allows";
    static final String ISTHMUS = "Isthmus";

    private static final Map<Network, String> ON =
            Map.of(Network.HOST, "on the host's network", Network.BRIDGE, "on a bridge with a port each");

    private final int instances;
    private final int agents;
    private final Duration latency;

    ServiceScenario(int instances, int agents, Duration latency) {
        this.instances = instances;
        this.agents = agents;
        this.latency = latency;
    }

    @Override
    public String name() {
        return "service";
    }

    @Override
    public String says() {
        return instances + " instances of an app started as Marathon starts them, with AWS's request budgets";
    }

    @Override
    public void round(Measurements into) {
        for (Network network : Network.values()) {
            ServiceStart.Shape shape = new ServiceStart.Shape(instances, network, agents);
            ServiceStart.OnEcs onEcs = ServiceStart.onEcs(shape, latency);
            add(network, FRAMEWORK, "s", ServiceStart.alone(shape).toMillis() / 1e3, into);
            add(network, BUDGET, "s", onEcs.budget().toMillis() / 1e3, into);
            add(network, ISTHMUS, "s", onEcs.time().toMillis() / 1e3, into);
            add(network, ISTHMUS, "task definitions registered", (double) onEcs.registrations(), into);
        }
    }

    private static void add(Network network, String what, String unit, double value, Measurements into) {
        into.add(ON.get(network) + "; " + what, unit, value);
    }
}
