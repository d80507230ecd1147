package dev.isthmus.testkit.ecs.definition;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;

/** What ECS asks of the port mappings of a container: PortMapping in the API reference. */
final class PortRules {
    private static final int MAX_PORT = 65535;
    private static final int MAX_RANGES = 100;
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

    private PortRules() {}

    /** Anything but {@code udp}, in these very letters, is silently taken for tcp. */
    static String protocol(PortMapping mapping) {
        return "udp".equals(mapping.protocolAsString()) ? "udp" : "tcp";
    }

    static void check(ContainerDefinition container, @Nullable NetworkMode mode) {
        String name = container.name();
        if (mode == NetworkMode.NONE && !container.portMappings().isEmpty()) {
            throw ContainerRules.invalid(name, "Port mappings are not allowed with network mode 'none'.");
        }
        Map<String, BitSet> mapped = new TreeMap<>(Map.of("tcp", new BitSet(), "udp", new BitSet()));
        int ranges = 0;
        for (PortMapping mapping : container.portMappings()) {
            if (mapping.containerPortRange() != null) {
                range(name, mapping, mode, ofProtocol(mapping, mapped));
                ranges++;
            } else {
                single(name, mapping, mode, ofProtocol(mapping, mapped));
            }
        }
        if (ranges > MAX_RANGES) {
            throw ContainerRules.invalid(name, "At most 100 port ranges a container, not " + ranges + ".");
        }
    }

    /** A container port may be mapped for each protocol once. */
    private static BitSet ofProtocol(PortMapping mapping, Map<String, BitSet> mapped) {
        return mapped.getOrDefault(protocol(mapping), new BitSet());
    }

    private static void single(String name, PortMapping mapping, @Nullable NetworkMode mode, BitSet mapped) {
        Integer port = mapping.containerPort();
        Integer hostPort = mapping.hostPort();
        if (port == null) {
            throw ContainerRules.invalid(
                    name,
                    "Invalid 'containerPort' setting: a port mapping has a containerPort or a containerPortRange.");
        }
        if (port < 1 || port > MAX_PORT) {
            throw ContainerRules.invalid(name, "containerPort must be from 1 to 65535, not " + port + ".");
        }
        if (hostPort != null && (hostPort < 0 || hostPort > MAX_PORT)) {
            throw ContainerRules.invalid(name, "hostPort must be from 0 to 65535, not " + hostPort + ".");
        }
        boolean sameOnHost = mode == NetworkMode.HOST || mode == NetworkMode.AWSVPC;
        if (sameOnHost && hostPort != null && hostPort != 0 && !hostPort.equals(port)) {
            throw ContainerRules.invalid(
                    name,
                    "When networkMode=" + mode + ", the host ports and container ports in port mappings must match: "
                            + "hostPort (" + hostPort + ") must be absent or equal to containerPort (" + port + ").");
        }
        if (mapped.get(port)) {
            throw ContainerRules.invalid(
                    name, "The container port " + port + "/" + protocol(mapping) + " is mapped twice.");
        }
        mapped.set(port);
    }

    private static void range(String name, PortMapping mapping, @Nullable NetworkMode mode, BitSet mapped) {
        if (mapping.containerPort() != null || mapping.hostPort() != null) {
            throw ContainerRules.invalid(
                    name, "A port mapping with a containerPortRange has no containerPort and no hostPort.");
        }
        if (mode == NetworkMode.HOST) {
            throw ContainerRules.invalid(name, "A containerPortRange needs network mode bridge or awsvpc.");
        }
        Matcher matcher = RANGE.matcher(mapping.containerPortRange());
        int first = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        int last = first > 0 ? Integer.parseInt(matcher.group(2)) : 0;
        if (first < 1 || last > MAX_PORT || first >= last) {
            throw ContainerRules.invalid(
                    name,
                    "containerPortRange is two ports from 1 to 65535, the lesser first, as in 8000-8010, not '"
                            + mapping.containerPortRange() + "'.");
        }
        int taken = mapped.nextSetBit(first);
        if (taken >= 0 && taken <= last) {
            throw ContainerRules.invalid(
                    name, "The container port " + taken + "/" + protocol(mapping) + " is mapped twice.");
        }
        mapped.set(first, last + 1);
    }
}
