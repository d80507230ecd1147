package dev.isthmus.testkit.ecs.cluster;

import dev.isthmus.testkit.ecs.wire.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Resource;

/** The resources of a container instance, and which task holds how much of them. A task gives back all that it holds, once. */
public final class InstanceResources {
    /** The names of what ECS itself counts. */
    static final Set<String> BUILT_IN =
            Collections.unmodifiableSortedSet(new TreeSet<>(Set.of("CPU", "MEMORY", "PORTS", "PORTS_UDP", "GPU")));

    private static final int FIRST_DYNAMIC_PORT = 49153;
    private static final int LAST_PORT = 65535;

    /** What a holder was given of what it did not name itself. */
    public record Taken(List<String> gpus, List<Integer> dynamicPorts) {}

    private record Holding(Demand demand, Taken taken) {}

    private final InstanceSpec spec;
    private final List<String> allGpus = new ArrayList<>();
    /** It does not change. */
    private final List<Resource> registered;

    private final Map<String, Holding> holdings = new LinkedHashMap<>();
    private final Set<Integer> tcp;
    private final Set<Integer> udp;
    private final Set<Integer> dynamic = new LinkedHashSet<>();
    private final Set<String> freeGpus;
    private int freeCpu;
    private int freeMemory;
    private int freeInterfaces;
    private int nextDynamicPort = FIRST_DYNAMIC_PORT;

    public InstanceResources(InstanceSpec spec, String ec2InstanceId) {
        this.spec = spec;
        this.freeCpu = spec.cpu();
        this.freeMemory = spec.memory();
        this.freeInterfaces = spec.networkInterfaces();
        this.tcp = new TreeSet<>(spec.reservedTcpPorts());
        this.udp = new TreeSet<>(spec.reservedUdpPorts());
        for (int i = 0; i < spec.gpus(); i++) {
            allGpus.add("GPU-" + ec2InstanceId + "-" + i);
        }
        this.freeGpus = new LinkedHashSet<>(allGpus);
        this.registered = List.copyOf(
                resources(spec.cpu(), spec.memory(), spec.reservedTcpPorts(), spec.reservedUdpPorts(), allGpus));
    }

    public int freeCpu() {
        return freeCpu;
    }

    public int freeMemory() {
        return freeMemory;
    }

    /** The resource that does not suffice for {@code demand}, as the API names it; null if all do. */
    @Nullable
    public String lacking(Demand demand) {
        if (demand.cpu() > freeCpu) {
            return "CPU";
        }
        if (demand.memory() > freeMemory) {
            return "MEMORY";
        }
        if (portsLack(demand)) {
            return "PORTS";
        }
        if (demand.interfaces() > freeInterfaces) {
            return "ENI";
        }
        return demand.gpus() > freeGpus.size() ? "GPU" : null;
    }

    private boolean portsLack(Demand demand) {
        int asked = demand.tcp().size() + demand.udp().size();
        boolean taken = demand.tcp().stream().anyMatch(port -> tcp.contains(port) || dynamic.contains(port))
                || demand.udp().stream().anyMatch(port -> udp.contains(port) || dynamic.contains(port));
        boolean tooMany = asked > 0 && tcp.size() + udp.size() + asked > Limits.PORTS_PER_INSTANCE;
        return taken || tooMany || demand.dynamicPorts() > freeDynamicPorts(demand);
    }

    /** The ports of the ephemeral range that neither a task holds nor {@code demand} names. */
    private int freeDynamicPorts(Demand demand) {
        long named = Stream.of(tcp, udp, demand.tcp(), demand.udp())
                .flatMap(Set::stream)
                .filter(port -> port >= FIRST_DYNAMIC_PORT)
                .distinct()
                .count();
        return LAST_PORT - FIRST_DYNAMIC_PORT + 1 - dynamic.size() - (int) named;
    }

    /** Gives {@code holder} what {@link #lacking} found sufficient. */
    public Taken take(String holder, Demand demand) {
        freeCpu -= demand.cpu();
        freeMemory -= demand.memory();
        freeInterfaces -= demand.interfaces();
        tcp.addAll(demand.tcp());
        udp.addAll(demand.udp());
        List<String> gpus = freeGpus.stream().limit(demand.gpus()).toList();
        gpus.forEach(freeGpus::remove);
        List<Integer> dynamicPorts = new ArrayList<>();
        while (dynamicPorts.size() < demand.dynamicPorts()) {
            dynamicPorts.add(takeDynamicPort());
        }
        Taken taken = new Taken(gpus, dynamicPorts);
        holdings.put(holder, new Holding(demand, taken));
        return taken;
    }

    /** Takes back all that {@code holder} has; nothing from one that has nothing, or nothing any more. */
    public void giveBack(String holder) {
        Holding held = holdings.remove(holder);
        if (held != null) {
            freeCpu += held.demand.cpu();
            freeMemory += held.demand.memory();
            freeInterfaces += held.demand.interfaces();
            tcp.removeAll(held.demand.tcp());
            udp.removeAll(held.demand.udp());
            held.taken.dynamicPorts.forEach(dynamic::remove);
            freeGpus.addAll(held.taken.gpus);
        }
    }

    /**
     * The next port of the ephemeral range, as Docker goes round it. These are neither in PORTS nor counted among the 100. That one
     * is left, {@link #lacking} has found.
     */
    private int takeDynamicPort() {
        int port;
        do {
            port = nextDynamicPort;
            nextDynamicPort = port == LAST_PORT ? FIRST_DYNAMIC_PORT : port + 1;
        } while (tcp.contains(port) || udp.contains(port) || !dynamic.add(port));
        return port;
    }

    public List<Resource> registered() {
        return registered;
    }

    public List<Resource> remaining() {
        return resources(freeCpu, freeMemory, tcp, udp, freeGpus);
    }

    private List<Resource> resources(
            int cpu, int memory, Collection<Integer> tcpPorts, Collection<Integer> udpPorts, Collection<String> gpus) {
        List<Resource> resources = new ArrayList<>(List.of(
                resource("CPU", "INTEGER").integerValue(cpu).build(),
                resource("MEMORY", "INTEGER").integerValue(memory).build(),
                resource("PORTS", "STRINGSET").stringSetValue(texts(tcpPorts)).build(),
                resource("PORTS_UDP", "STRINGSET")
                        .stringSetValue(texts(udpPorts))
                        .build()));
        if (!allGpus.isEmpty()) {
            resources.add(resource("GPU", "STRINGSET")
                    .stringSetValue(gpus.stream().sorted().toList())
                    .build());
        }
        // Nobody can ask ECS for any of these, so what remains is what was registered.
        spec.others()
                .forEach((name, other) -> resources.add(other.amount()
                        .map(amount -> resource(name, "INTEGER").integerValue(amount))
                        .orElseGet(() -> resource(name, "STRINGSET")
                                .stringSetValue(other.items().stream().sorted().toList()))
                        .build()));
        return resources;
    }

    private static Resource.Builder resource(String name, String type) {
        return Resource.builder()
                .name(name)
                .type(type)
                .doubleValue(0.0)
                .longValue(0L)
                .integerValue(0);
    }

    private static List<String> texts(Collection<Integer> ports) {
        return ports.stream().sorted().map(String::valueOf).toList();
    }
}
