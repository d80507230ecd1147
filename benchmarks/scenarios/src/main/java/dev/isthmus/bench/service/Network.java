package dev.isthmus.bench.service;

import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo.DockerInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.simulation.framework.Tasks;

/** On which network the instances of a service have their port. */
public enum Network {
    /** On that of their host, which ECS is not told. */
    HOST {
        @Override
        DockerInfo docker(int port) {
            return image().setNetwork(DockerInfo.Network.HOST).build();
        }
    },
    /** On a bridge, where a port of the host is a part of the task definition. */
    BRIDGE {
        @Override
        DockerInfo docker(int port) {
            return image().setNetwork(DockerInfo.Network.BRIDGE)
                    .addPortMappings(DockerInfo.PortMapping.newBuilder()
                            .setContainerPort(80)
                            .setHostPort(port))
                    .build();
        }
    };

    static final double CPUS = 0.1;
    static final double MEMORY = 64;

    abstract DockerInfo docker(int port);

    private static DockerInfo.Builder image() {
        return DockerInfo.newBuilder().setImage("nginx");
    }

    /** An instance on the agent of an offer, with this port of it. */
    TaskInfo instance(String id, Offer offer, long port) {
        return TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setSlaveId(offer.getSlaveId())
                .addResources(Tasks.scalar("cpus", CPUS))
                .addResources(Tasks.scalar("mem", MEMORY))
                .addResources(Resource.newBuilder()
                        .setName("ports")
                        .setType(Value.Type.RANGES)
                        .setRanges(Value.Ranges.newBuilder()
                                .addRange(
                                        Value.Range.newBuilder().setBegin(port).setEnd(port))))
                .setContainer(ContainerInfo.newBuilder()
                        .setType(ContainerInfo.Type.DOCKER)
                        .setDocker(docker((int) port)))
                .setCommand(CommandInfo.newBuilder().setShell(false))
                .build();
    }
}
