package dev.isthmus.testkit.ecs.limits;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;

/** The limits of port mappings. */
final class PortLimits {
    private static final String CLIENT = "ClientException";

    private PortLimits() {}

    static List<Limit> all() {
        return List.of(
                Limit.of("containerPort", "1 to 65535", CLIENT)
                        .accepts(w -> w.container(ports(port(1, 0))), w -> w.container(ports(port(65535, 0))))
                        .refuses(
                                w -> w.container(ports(port(0, 0))),
                                w -> w.container(ports(port(65536, 0))),
                                w -> w.container(ports(port(null, 80)))),
                Limit.of("hostPort", "0 to 65535", CLIENT)
                        .accepts(w -> w.container(ports(port(80, 0))), w -> w.container(ports(port(80, 65535))))
                        .refuses(w -> w.container(ports(port(80, -1))), w -> w.container(ports(port(80, 65536)))),
                same(NetworkMode.HOST),
                same(NetworkMode.AWSVPC),
                Limit.of("portMappings with networkMode none", "none", CLIENT)
                        .accepts(w -> w.register(r -> r.networkMode(NetworkMode.NONE)))
                        .refuses(w -> w.container(r -> r.networkMode(NetworkMode.NONE), ports(port(80, 0)))),
                Limit.of("containerPort", "mapped once for each protocol", CLIENT)
                        .accepts(
                                w -> w.container(ports(protocol(80, 80, "tcp"), protocol(81, 80, "udp"))),
                                w -> w.container(ports(protocol(80, 80, "tcp"), protocol(80, 81, "udp"))))
                        .refuses(w -> w.container(ports(protocol(80, 80, "udp"), protocol(80, 81, "udp")))),
                Limit.of("hostPort", "mapped once for each protocol", CLIENT)
                        .accepts(w -> w.container(ports(port(80, 7), port(81, 8))))
                        .refuses(
                                w -> w.container(ports(port(80, 7), port(81, 7))),
                                // Not "udp" in lower case, so it is tcp.
                                w -> w.container(ports(port(80, 7), protocol(81, 7, "UDP")))),
                Limit.of("containerPortRange", "two ports from 1 to 65535, the lesser first", CLIENT)
                        .accepts(w -> w.container(ports(range("1-65535"))))
                        .refuses(
                                w -> w.container(ports(range("0-10"))),
                                w -> w.container(ports(range("1-65536"))),
                                w -> w.container(ports(range("10-9"))),
                                w -> w.container(ports(range("ten")))),
                Limit.of("containerPortRange", "no port twice", CLIENT)
                        .accepts(w -> w.container(ports(range("10-20"), range("21-30"))))
                        .refuses(
                                w -> w.container(ports(range("10-20"), range("20-30"))),
                                w -> w.container(ports(port(15, 0), range("10-20")))),
                Limit.of("containerPortRange", "at most 100 a container", CLIENT)
                        .accepts(w -> w.container(ranges(100)))
                        .refuses(w -> w.container(ranges(101))),
                Limit.of("containerPortRange", "not with networkMode host", CLIENT)
                        .accepts(w -> w.container(r -> r.networkMode(NetworkMode.BRIDGE), ports(range("10-20"))))
                        .refuses(w -> w.container(r -> r.networkMode(NetworkMode.HOST), ports(range("10-20")))));
    }

    private static Limit same(NetworkMode mode) {
        return Limit.of("hostPort with networkMode " + mode, "absent or the containerPort", CLIENT)
                .accepts(
                        w -> w.container(r -> r.networkMode(mode), ports(port(80, null))),
                        w -> w.container(r -> r.networkMode(mode), ports(port(80, 80))))
                .refuses(w -> w.container(r -> r.networkMode(mode), ports(port(80, 81))));
    }

    private static Consumer<ContainerDefinition.Builder> ports(PortMapping... mappings) {
        return c -> c.portMappings(mappings);
    }

    private static Consumer<ContainerDefinition.Builder> ranges(int count) {
        List<PortMapping> ranges = IntStream.range(0, count)
                .mapToObj(i -> range((1000 + 2 * i) + "-" + (1001 + 2 * i)))
                .toList();
        return c -> c.portMappings(ranges);
    }

    private static PortMapping port(Integer container, Integer host) {
        return PortMapping.builder().containerPort(container).hostPort(host).build();
    }

    private static PortMapping protocol(int container, int host, String protocol) {
        return PortMapping.builder()
                .containerPort(container)
                .hostPort(host)
                .protocol(protocol)
                .build();
    }

    private static PortMapping range(String range) {
        return PortMapping.builder().containerPortRange(range).build();
    }
}
