package dev.isthmus.testkit.ecs.cluster;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A container instance to be registered.
 *
 * @param cpu CPU units, 1024 a core, as the agent registers them
 * @param memory MiB
 * @param gpus number of GPUs
 * @param networkInterfaces how many {@code awsvpc} tasks can have an interface of their own; 2 by default, as an m5.large has three
 *     interfaces and needs one itself
 * @param ec2InstanceId its EC2 id, generated if absent
 * @param availabilityZone as in {@code us-east-1a}
 * @param instanceType as in {@code m5.large}
 * @param attributes custom attributes, name to value, an empty value for a name alone; they win over the built-in ones
 * @param reservedTcpPorts taken from the start, by default those that the ECS agent reserves: 22, 2375, 2376, 51678, 51679
 * @param reservedUdpPorts taken from the start, by default none
 * @param others resources under names of the operator's own, by name; ECS lists them and never takes any of them
 * @param agentVersion the version of its agent, three numbers, {@value #DEFAULT_AGENT_VERSION} by default: those before 1.61.2 leave a task
 *     PENDING when its container waits for one that has failed
 */
public record InstanceSpec(
        int cpu,
        int memory,
        int gpus,
        int networkInterfaces,
        Optional<String> ec2InstanceId,
        String availabilityZone,
        String instanceType,
        Map<String, String> attributes,
        Set<Integer> reservedTcpPorts,
        Set<Integer> reservedUdpPorts,
        Map<String, Other> others,
        String agentVersion) {
    /** The version of the agents that a test does not care about. */
    public static final String DEFAULT_AGENT_VERSION = "1.97.0";

    /** What the ECS agent reserves when nothing else is configured. */
    public static final Set<Integer> DEFAULT_RESERVED_TCP =
            Collections.unmodifiableSortedSet(new TreeSet<>(Set.of(22, 2375, 2376, 51678, 51679)));

    /**
     * A resource under a name of the operator's own.
     *
     * @param amount of one that is counted, an {@code INTEGER}; zero or more
     * @param items of one that is listed, a {@code STRINGSET}
     */
    public record Other(Optional<Integer> amount, Set<String> items) {
        /** Copies and checks. */
        public Other {
            items = Collections.unmodifiableSortedSet(new TreeSet<>(items));
            if (amount.isPresent() && (amount.get() < 0 || !items.isEmpty())) {
                throw new IllegalArgumentException(
                        "A resource is an amount of zero or more or a set of items, not " + amount + " and " + items);
            }
        }
    }

    /** Copies and checks. */
    public InstanceSpec {
        if (cpu < 0 || memory < 0 || gpus < 0 || networkInterfaces < 0) {
            throw new IllegalArgumentException("Resources must not be negative: cpu " + cpu + ", memory " + memory
                    + ", gpus " + gpus + ", networkInterfaces " + networkInterfaces);
        }
        // Sorted, as instances list them: the order must not differ from one JVM to another.
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(attributes)));
        reservedTcpPorts = Collections.unmodifiableSortedSet(new TreeSet<>(reservedTcpPorts));
        reservedUdpPorts = Collections.unmodifiableSortedSet(new TreeSet<>(reservedUdpPorts));
        others = Collections.unmodifiableSortedMap(new TreeMap<>(Map.copyOf(others)));
        AgentVersion.of(agentVersion);
        if (!Collections.disjoint(others.keySet(), InstanceResources.BUILT_IN)) {
            throw new IllegalArgumentException("Resources " + others.keySet() + ": want names other than "
                    + InstanceResources.BUILT_IN + ", which ECS has itself");
        }
    }

    /** An instance in {@code us-east-1a} of that size, without GPUs. */
    public static InstanceSpec of(int cpu, int memory) {
        return new InstanceSpec(
                cpu,
                memory,
                0,
                2,
                Optional.empty(),
                "us-east-1a",
                "m5.large",
                Map.of(),
                DEFAULT_RESERVED_TCP,
                Set.of(),
                Map.of(),
                DEFAULT_AGENT_VERSION);
    }

    /** This, with so many GPUs. */
    public InstanceSpec withGpus(int count) {
        return new InstanceSpec(
                cpu,
                memory,
                count,
                networkInterfaces,
                ec2InstanceId,
                availabilityZone,
                instanceType,
                attributes,
                reservedTcpPorts,
                reservedUdpPorts,
                others,
                agentVersion);
    }

    /** This, with room for so many {@code awsvpc} tasks. */
    public InstanceSpec withNetworkInterfaces(int count) {
        return new InstanceSpec(
                cpu,
                memory,
                gpus,
                count,
                ec2InstanceId,
                availabilityZone,
                instanceType,
                attributes,
                reservedTcpPorts,
                reservedUdpPorts,
                others,
                agentVersion);
    }

    /** This, with that EC2 id. */
    public InstanceSpec withEc2InstanceId(String id) {
        return new InstanceSpec(
                cpu,
                memory,
                gpus,
                networkInterfaces,
                Optional.of(id),
                availabilityZone,
                instanceType,
                attributes,
                reservedTcpPorts,
                reservedUdpPorts,
                others,
                agentVersion);
    }

    /** This, in that zone. */
    public InstanceSpec withAvailabilityZone(String zone) {
        return new InstanceSpec(
                cpu,
                memory,
                gpus,
                networkInterfaces,
                ec2InstanceId,
                zone,
                instanceType,
                attributes,
                reservedTcpPorts,
                reservedUdpPorts,
                others,
                agentVersion);
    }

    /** This, of that instance type. */
    public InstanceSpec withInstanceType(String type) {
        return new InstanceSpec(
                cpu,
                memory,
                gpus,
                networkInterfaces,
                ec2InstanceId,
                availabilityZone,
                type,
                attributes,
                reservedTcpPorts,
                reservedUdpPorts,
                others,
                agentVersion);
    }

    /** This, with one more attribute. */
    public InstanceSpec withAttribute(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(attributes);
        more.put(name, value);
        return new InstanceSpec(
                cpu,
                memory,
                gpus,
                networkInterfaces,
                ec2InstanceId,
                availabilityZone,
                instanceType,
                more,
                reservedTcpPorts,
                reservedUdpPorts,
                others,
                agentVersion);
    }

    /** This, with these ports taken from the start. */
    public InstanceSpec withReservedPorts(Set<Integer> tcp, Set<Integer> udp) {
        return new InstanceSpec(
                cpu,
                memory,
                gpus,
                networkInterfaces,
                ec2InstanceId,
                availabilityZone,
                instanceType,
                attributes,
                tcp,
                udp,
                others,
                agentVersion);
    }

    /** This, with so much of a resource that ECS lists and does not know, such as {@code NETWORK_BANDWIDTH}. */
    public InstanceSpec withResource(String name, int amount) {
        return withOther(name, new Other(Optional.of(amount), Set.of()));
    }

    /** This, with these items of a resource that ECS lists and does not know, such as {@code NEURON}. */
    public InstanceSpec withResource(String name, Set<String> items) {
        return withOther(name, new Other(Optional.empty(), items));
    }

    /**
     * This, with an agent of that version, as in {@code 1.61.1}.
     *
     * @throws IllegalArgumentException if it is not three numbers with dots between them
     */
    public InstanceSpec withAgentVersion(String version) {
        return new InstanceSpec(
                cpu,
                memory,
                gpus,
                networkInterfaces,
                ec2InstanceId,
                availabilityZone,
                instanceType,
                attributes,
                reservedTcpPorts,
                reservedUdpPorts,
                others,
                version);
    }

    public AgentVersion agent() {
        return AgentVersion.of(agentVersion);
    }

    private InstanceSpec withOther(String name, Other other) {
        Map<String, Other> more = new LinkedHashMap<>(others);
        more.put(name, other);
        return new InstanceSpec(
                cpu,
                memory,
                gpus,
                networkInterfaces,
                ec2InstanceId,
                availabilityZone,
                instanceType,
                attributes,
                reservedTcpPorts,
                reservedUdpPorts,
                more,
                agentVersion);
    }
}
