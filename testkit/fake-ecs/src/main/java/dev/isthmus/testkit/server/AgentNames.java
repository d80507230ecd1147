package dev.isthmus.testkit.server;

import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.scenario.ClusterEvent;
import dev.isthmus.testkit.ecs.scenario.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Host names for the instances of a cluster, which resolve on this machine and differ: frameworks hand the name on to tasks that call back, and
 * some take agents of one name for one agent. The driver reads them from the attributes {@code isthmus.hostname} and {@code isthmus.ip}.
 */
final class AgentNames {
    private static final String HOSTNAME = "isthmus.hostname";
    private static final String ADDRESS = "isthmus.ip";
    private static final String NUMBER = "{n}";

    private final Optional<String> pattern;
    private final boolean manyAddresses;
    private int number;

    private AgentNames(Optional<String> pattern, boolean manyAddresses) {
        this.pattern = pattern;
        this.manyAddresses = manyAddresses;
    }

    /**
     * A scenario whose instances have names, as far as they have none of their own.
     *
     * @param pattern the name, in which {@code {n}} stands for the number of the instance; by default a loopback address of its own
     */
    static Scenario give(Scenario scenario, Optional<String> pattern) {
        AgentNames names = new AgentNames(pattern, hasManyAddresses());
        List<InstanceSpec> instances =
                scenario.config().instances().stream().map(names::name).toList();
        List<ClusterEvent.Timed> events = new ArrayList<>();
        scenario.events().forEach(timed -> events.addAll(names.name(timed)));
        Scenario named = scenario.withConfig(config -> {
            config.withoutInstances();
            instances.forEach(config::instance);
            return config;
        });
        return new Scenario(named.config(), named.faults(), events);
    }

    private List<ClusterEvent.Timed> name(ClusterEvent.Timed timed) {
        if (!(timed.event() instanceof ClusterEvent.AddInstances added)) {
            return List.of(timed);
        }
        // Each by itself: they would have one name together.
        List<ClusterEvent.Timed> apart = new ArrayList<>();
        for (int i = 0; i < added.count(); i++) {
            apart.add(new ClusterEvent.Timed(timed.at(), new ClusterEvent.AddInstances(1, name(added.spec()))));
        }
        return apart;
    }

    private InstanceSpec name(InstanceSpec spec) {
        number++;
        String address = manyAddresses ? address(number) : "127.0.0.1";
        String name = pattern.map(text -> text.replace(NUMBER, String.valueOf(number)))
                .orElse(manyAddresses ? address : "localhost");
        InstanceSpec named = spec.attributes().containsKey(HOSTNAME) ? spec : spec.withAttribute(HOSTNAME, name);
        return named.attributes().containsKey(ADDRESS) ? named : named.withAttribute(ADDRESS, address);
    }

    /** 127.0.0.2 for the first: 127.0.0.1 is the machine itself. */
    private static String address(int number) {
        int host = number + 1;
        return "127.0." + host / 256 + "." + host % 256;
    }

    /** Whether all of 127.0.0.0/8 is this machine, as on Linux, or 127.0.0.1 alone, as on macOS. */
    private static boolean hasManyAddresses() {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 2}), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
