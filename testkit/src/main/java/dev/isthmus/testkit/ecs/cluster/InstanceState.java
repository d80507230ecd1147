package dev.isthmus.testkit.ecs.cluster;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Resource;

/** A container instance: what it has, what is taken, and the state of its agent. */
final class InstanceState {
    private static final int FIRST_DYNAMIC_PORT = 49153;
    private static final int LAST_PORT = 65535;

    final long sequence;
    final String arn;
    final String ec2InstanceId;
    final InstanceSpec spec;
    final Instant registeredAt;
    final Map<String, String> attributes = new LinkedHashMap<>();
    final Set<TaskState> tasks = new LinkedHashSet<>();
    private final Set<Integer> tcp;
    private final Set<Integer> udp;
    private final Set<Integer> dynamic = new TreeSet<>();
    private final List<String> allGpus = new ArrayList<>();
    private final Set<String> freeGpus = new LinkedHashSet<>();
    private final Queue<Runnable> whenConnected = new ArrayDeque<>();
    private Runnable whenChanged = () -> {};
    private String status = "ACTIVE";
    private boolean agentConnected = true;
    private long version = 1;
    private int freeCpu;
    private int freeMemory;

    InstanceState(long sequence, String arn, String ec2InstanceId, InstanceSpec spec, Instant registeredAt) {
        this.sequence = sequence;
        this.arn = arn;
        this.ec2InstanceId = ec2InstanceId;
        this.spec = spec;
        this.registeredAt = registeredAt;
        this.freeCpu = spec.cpu();
        this.freeMemory = spec.memory();
        this.tcp = new TreeSet<>(spec.reservedTcpPorts());
        this.udp = new TreeSet<>(spec.reservedUdpPorts());
        for (int i = 0; i < spec.gpus(); i++) {
            allGpus.add("GPU-" + ec2InstanceId + "-" + i);
        }
        freeGpus.addAll(allGpus);
        attributes.putAll(BuiltInAttributes.of(spec));
        attributes.putAll(spec.attributes());
    }

    String status() {
        return status;
    }

    boolean agentConnected() {
        return agentConnected;
    }

    void status(String next) {
        if (!status.equals(next)) {
            status = next;
            changed();
        }
    }

    int freeCpu() {
        return freeCpu;
    }

    int freeMemory() {
        return freeMemory;
    }

    /** The agent lost or found its connection; what waited for it is done now. */
    void agentConnected(boolean connected) {
        if (agentConnected == connected) {
            return;
        }
        agentConnected = connected;
        changed();
        tasks.forEach(TaskState::changed);
        while (agentConnected && !whenConnected.isEmpty()) {
            whenConnected.remove().run();
        }
    }

    /** Does what needs the agent: now, or when it is connected again. */
    void throughAgent(Runnable action) {
        if (agentConnected) {
            action.run();
        } else {
            whenConnected.add(action);
        }
    }

    void onChange(Runnable action) {
        whenChanged = action;
    }

    void changed() {
        version++;
        whenChanged.run();
    }

    /** The resource that does not suffice for {@code demand}, as the API names it; null if all do. */
    @Nullable
    String lacking(Demand demand) {
        if (demand.cpu() > freeCpu) {
            return "CPU";
        }
        if (demand.memory() > freeMemory) {
            return "MEMORY";
        }
        if (portsLack(demand)) {
            return "PORTS";
        }
        return demand.gpus() > freeGpus.size() ? "GPU" : null;
    }

    private boolean portsLack(Demand demand) {
        int asked = demand.tcp().size() + demand.udp().size();
        return asked > 0
                && (demand.tcp().stream().anyMatch(tcp::contains)
                        || demand.udp().stream().anyMatch(udp::contains)
                        || tcp.size() + udp.size() + asked > Limits.PORTS_PER_INSTANCE);
    }

    /** Takes what {@link #lacking} found sufficient; answers the GPUs given. */
    List<String> take(Demand demand) {
        freeCpu -= demand.cpu();
        freeMemory -= demand.memory();
        tcp.addAll(demand.tcp());
        udp.addAll(demand.udp());
        List<String> gpus = freeGpus.stream().limit(demand.gpus()).toList();
        gpus.forEach(freeGpus::remove);
        changed();
        return gpus;
    }

    void giveBack(Demand demand, Collection<String> gpus, Collection<Integer> dynamicPorts) {
        freeCpu += demand.cpu();
        freeMemory += demand.memory();
        tcp.removeAll(demand.tcp());
        udp.removeAll(demand.udp());
        dynamic.removeAll(dynamicPorts);
        freeGpus.addAll(gpus);
        changed();
    }

    /** A port of the ephemeral range. These are neither in PORTS nor counted among the 100. */
    int takeDynamicPort() {
        for (int port = FIRST_DYNAMIC_PORT; port <= LAST_PORT; port++) {
            if (!tcp.contains(port) && !udp.contains(port) && dynamic.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No dynamic port is left on " + arn);
    }

    int runningTasks() {
        return (int) tasks.stream()
                .filter(task -> task.desiredStatus().equals("RUNNING"))
                .count();
    }

    int pendingTasks() {
        return (int) tasks.stream()
                .filter(task -> task.lastStatus().equals("PENDING"))
                .count();
    }

    ContainerInstance describe() {
        return ContainerInstance.builder()
                .containerInstanceArn(arn)
                .ec2InstanceId(ec2InstanceId)
                .version(version)
                .versionInfo(
                        info -> info.agentVersion("1.97.0").agentHash("fake").dockerVersion("DockerVersion: 25.0.8"))
                .registeredResources(
                        resources(spec.cpu(), spec.memory(), spec.reservedTcpPorts(), spec.reservedUdpPorts(), allGpus))
                .remainingResources(resources(freeCpu, freeMemory, tcp, udp, freeGpus))
                .status(status)
                .agentConnected(agentConnected)
                .runningTasksCount(runningTasks())
                .pendingTasksCount(pendingTasks())
                .attributes(attributes.entrySet().stream()
                        .map(a -> Attribute.builder()
                                .name(a.getKey())
                                .value(a.getValue().isEmpty() ? null : a.getValue())
                                .build())
                        .toList())
                .attachments(List.of())
                .tags(List.of())
                .registeredAt(registeredAt)
                .build();
    }

    private List<Resource> resources(
            int cpu, int memory, Collection<Integer> tcp, Collection<Integer> udp, Collection<String> gpus) {
        List<Resource> resources = new ArrayList<>(List.of(
                resource("CPU", "INTEGER").integerValue(cpu).build(),
                resource("MEMORY", "INTEGER").integerValue(memory).build(),
                resource("PORTS", "STRINGSET").stringSetValue(texts(tcp)).build(),
                resource("PORTS_UDP", "STRINGSET").stringSetValue(texts(udp)).build()));
        if (!allGpus.isEmpty()) {
            resources.add(resource("GPU", "STRINGSET").stringSetValue(gpus).build());
        }
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
