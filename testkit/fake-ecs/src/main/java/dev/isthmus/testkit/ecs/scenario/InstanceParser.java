package dev.isthmus.testkit.ecs.scenario;

import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Container instances of a scenario file. */
final class InstanceParser {
    private static final List<String> KEYS = List.of(
            "count",
            "cpu",
            "memory",
            "gpus",
            "networkInterfaces",
            "zone",
            "type",
            "ec2InstanceId",
            "agentVersion",
            "attributes",
            "reservedPorts");
    private static final int DEFAULT_CPU = 4096;
    private static final int DEFAULT_MEMORY = 8192;
    private static final int MOST = 10_000;

    /** Equal instances. */
    record Group(int count, InstanceSpec spec) {}

    private InstanceParser() {}

    static Group group(String file, Node node) {
        Fields fields = Fields.of(file, "an instance", node, KEYS);
        int count = fields.find("count").map(n -> fields.integer(n, 1, MOST)).orElse(1);
        int cpu = fields.find("cpu").map(n -> fields.integer(n, 1, 1_000_000)).orElse(DEFAULT_CPU);
        int memory = fields.find("memory")
                .map(n -> fields.integer(n, 1, 100_000_000))
                .orElse(DEFAULT_MEMORY);
        InstanceSpec[] spec = {InstanceSpec.of(cpu, memory)};
        fields.read("gpus", n -> fields.integer(n, 0, 64), gpus -> spec[0] = spec[0].withGpus(gpus));
        fields.read(
                "networkInterfaces",
                n -> fields.integer(n, 0, 1000),
                interfaces -> spec[0] = spec[0].withNetworkInterfaces(interfaces));
        fields.read("zone", fields::text, zone -> spec[0] = spec[0].withAvailabilityZone(zone));
        fields.read("type", fields::text, type -> spec[0] = spec[0].withInstanceType(type));
        fields.read("ec2InstanceId", fields::text, id -> {
            if (count > 1) {
                throw new IllegalArgumentException("an ec2InstanceId is one instance's; count is " + count);
            }
            spec[0] = spec[0].withEc2InstanceId(id);
        });
        fields.read(
                "agentVersion",
                n -> fields.checked(n, () -> spec[0].withAgentVersion(fields.text(n))),
                withAgent -> spec[0] = withAgent);
        fields.read(
                "attributes",
                n -> fields.mapping(n, fields::text),
                (Map<String, String> attributes) ->
                        attributes.forEach((name, value) -> spec[0] = spec[0].withAttribute(name, value)));
        fields.read(
                "reservedPorts",
                n -> ports(file, n),
                ports -> spec[0] = spec[0].withReservedPorts(ports.tcp, ports.udp));
        return new Group(count, spec[0]);
    }

    private record Ports(Set<Integer> tcp, Set<Integer> udp) {}

    private static Ports ports(String file, Node node) {
        Fields fields = Fields.of(file, "reservedPorts", node, List.of("tcp", "udp"));
        return new Ports(
                fields.find("tcp").map(n -> numbers(fields, n)).orElse(InstanceSpec.DEFAULT_RESERVED_TCP),
                fields.find("udp").map(n -> numbers(fields, n)).orElse(Set.of()));
    }

    private static Set<Integer> numbers(Fields fields, Node node) {
        return fields.list(node).stream()
                .map(port -> fields.integer(port, 1, 65535))
                .collect(Collectors.toSet());
    }
}
