package dev.isthmus.driver.e2e;

import java.util.Map;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ContainerInfo;
import org.apache.mesos.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.Protos.DiscoveryInfo;
import org.apache.mesos.Protos.Environment;
import org.apache.mesos.Protos.Label;
import org.apache.mesos.Protos.Labels;
import org.apache.mesos.Protos.Parameter;
import org.apache.mesos.Protos.Port;
import org.apache.mesos.Protos.Ports;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.Value;

/** Tasks as frameworks send them, but for the agent. */
public final class TaskMessages {

    private TaskMessages() {}

    /** A command for a shell, with a little CPU and memory. */
    public static TaskInfo.Builder shell(String id, String line) {
        return bare(id, line).addResources(scalar("cpus", 0.1)).addResources(scalar("mem", 32));
    }

    /** A command for a shell that asks for nothing. */
    public static TaskInfo.Builder bare(String id, String line) {
        return TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setCommand(CommandInfo.newBuilder().setValue(line));
    }

    public static Resource.Builder scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value));
    }

    @SuppressWarnings("deprecation") // Marathon sets the role where it was before Mesos 1.4.
    private static Resource.Builder unreserved(Resource.Builder resource) {
        return resource.setRole("*");
    }

    /**
     * The app of the original driver's README, {@code cmd: "<command>"}, image {@code ignore}, bridge, port 80, as Marathon 1.11 sends it.
     *
     * @param host the host's name in the offer
     */
    public static TaskInfo.Builder marathon(String id, String command, String host) {
        Environment.Builder environment = Environment.newBuilder();
        Map.ofEntries(
                        Map.entry("MARATHON_APP_VERSION", "2026-01-01T00:00:00.000Z"),
                        Map.entry("HOST", host),
                        Map.entry("MARATHON_APP_RESOURCE_CPUS", "0.1"),
                        Map.entry("MARATHON_APP_RESOURCE_GPUS", "0"),
                        Map.entry("MARATHON_APP_RESOURCE_MEM", "100.0"),
                        Map.entry("MARATHON_APP_RESOURCE_DISK", "0.0"),
                        Map.entry("MARATHON_APP_DOCKER_IMAGE", "ignore"),
                        Map.entry("MESOS_TASK_ID", id),
                        Map.entry("PORT", "80"),
                        Map.entry("PORT0", "80"),
                        Map.entry("PORTS", "80"),
                        Map.entry("PORT_80", "80"),
                        Map.entry("MARATHON_APP_LABELS", ""),
                        Map.entry("MARATHON_APP_ENFORCE_GROUP_ROLE", "FALSE"),
                        Map.entry("MARATHON_APP_ID", "/nginx"))
                .forEach((name, value) -> environment.addVariables(
                        Environment.Variable.newBuilder().setName(name).setValue(value)));
        DockerInfo docker = DockerInfo.newBuilder()
                .setImage("ignore")
                .setNetwork(DockerInfo.Network.BRIDGE)
                .addPortMappings(DockerInfo.PortMapping.newBuilder()
                        .setHostPort(80)
                        .setContainerPort(80)
                        .setProtocol("tcp"))
                .setPrivileged(false)
                .addParameters(Parameter.newBuilder().setKey("label").setValue("MESOS_TASK_ID=" + id))
                .setForcePullImage(false)
                .build();
        return TaskInfo.newBuilder()
                .setName("nginx")
                .setTaskId(TaskID.newBuilder().setValue(id))
                .addResources(unreserved(scalar("cpus", 0.1)))
                .addResources(unreserved(scalar("mem", 100.0)))
                .addResources(unreserved(port80()))
                .setCommand(CommandInfo.newBuilder().setValue(command).setEnvironment(environment))
                .setContainer(ContainerInfo.newBuilder()
                        .setType(ContainerInfo.Type.DOCKER)
                        .setDocker(docker))
                .setDiscovery(DiscoveryInfo.newBuilder()
                        .setVisibility(DiscoveryInfo.Visibility.FRAMEWORK)
                        .setName("nginx")
                        .setPorts(Ports.newBuilder()
                                .addPorts(Port.newBuilder()
                                        .setNumber(80)
                                        .setName("port-80")
                                        .setProtocol("tcp")
                                        .setLabels(Labels.newBuilder()
                                                .addLabels(Label.newBuilder()
                                                        .setKey("network-scope")
                                                        .setValue("host"))))));
    }

    private static Resource.Builder port80() {
        return Resource.newBuilder()
                .setName("ports")
                .setType(Value.Type.RANGES)
                .setRanges(Value.Ranges.newBuilder()
                        .addRange(Value.Range.newBuilder().setBegin(80).setEnd(80)));
    }
}
