package dev.isthmus.operator.plan.marathon;

import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo.DockerInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo.MesosInfo;
import dev.isthmus.mesos.messages.Protos.Image;
import dev.isthmus.mesos.messages.Protos.LinuxInfo;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.Parameter;
import dev.isthmus.mesos.messages.Protos.TTYInfo;
import dev.isthmus.mesos.messages.Protos.Volume;
import dev.isthmus.operator.plan.world.OfferParts;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The container of an app, with its networks. */
final class MarathonContainer {

    /** The network that Mesos's own containers have as a bridge. */
    private static final String MESOS_BRIDGE = "mesos-bridge";

    private final Document app;
    private final Document container;

    MarathonContainer(Document app) throws WrongDocumentException {
        this.app = app;
        this.container = app.object("container");
    }

    /** The network of the app: its first, or that of its Docker container in the older form. */
    private static String network(Document app) throws WrongDocumentException {
        List<Document> networks = app.objects("networks");
        if (!networks.isEmpty()) {
            return networks.get(0).text("mode").orElse("container");
        }
        if (app.has("ipAddress")) {
            return "container";
        }
        String older = app.object("container").object("docker").text("network").orElse("HOST");
        return switch (older) {
            case "BRIDGE" -> "container/bridge";
            case "USER" -> "container";
            default -> older.toLowerCase(Locale.ROOT);
        };
    }

    static boolean hasOwnNetwork(Document app) throws WrongDocumentException {
        return network(app).startsWith("container");
    }

    static boolean isBridge(Document app) throws WrongDocumentException {
        return network(app).equals("container/bridge");
    }

    Optional<ContainerInfo> info(MarathonPorts ports, List<Integer> hostPorts) throws WrongDocumentException {
        if (!app.has("container")) {
            return Optional.empty();
        }
        boolean isDocker = container
                .text("type")
                .orElse(container.has("docker") ? "DOCKER" : "MESOS")
                .equals("DOCKER");
        ContainerInfo.Builder info =
                ContainerInfo.newBuilder().setType(isDocker ? ContainerInfo.Type.DOCKER : ContainerInfo.Type.MESOS);
        if (isDocker) {
            info.setDocker(docker(ports, hostPorts));
        } else {
            mesos(info, ports, hostPorts);
        }
        for (Document volume : container.objects("volumes")) {
            info.addVolumes(volume(volume));
        }
        if (container.has("linuxInfo")) {
            info.setLinuxInfo(LinuxInfo.newBuilder().setSharePidNamespace(true));
        }
        if (app.truth("tty")) {
            info.setTtyInfo(TTYInfo.getDefaultInstance());
        }
        return Optional.of(info.build());
    }

    private DockerInfo docker(MarathonPorts ports, List<Integer> hostPorts) throws WrongDocumentException {
        Document docker = container.object("docker");
        DockerInfo.Builder info = DockerInfo.newBuilder()
                .setImage(docker.text("image").orElse(""))
                .setPrivileged(docker.truth("privileged"))
                .setForcePullImage(docker.truth("forcePullImage"))
                .setNetwork(
                        switch (network(app)) {
                            case "container/bridge" -> DockerInfo.Network.BRIDGE;
                            case "container" -> DockerInfo.Network.USER;
                            case "none" -> DockerInfo.Network.NONE;
                            default -> DockerInfo.Network.HOST;
                        });
        for (Document parameter : docker.objects("parameters")) {
            info.addParameters(Parameter.newBuilder()
                    .setKey(parameter.text("key").orElse(""))
                    .setValue(parameter.text("value").orElse("")));
        }
        info.addParameters(Parameter.newBuilder().setKey("label").setValue("MESOS_TASK_ID=" + OfferParts.taskId()));
        if (ports.mapped()) {
            for (GivenPort port : GivenPort.of(ports, hostPorts)) {
                info.addPortMappings(DockerInfo.PortMapping.newBuilder()
                        .setHostPort(port.host())
                        .setContainerPort(port.container())
                        .setProtocol(port.wanted().protocol()));
            }
        }
        return info.build();
    }

    private void mesos(ContainerInfo.Builder info, MarathonPorts ports, List<Integer> hostPorts)
            throws WrongDocumentException {
        MesosInfo.Builder mesos = MesosInfo.newBuilder();
        Document docker = container.object("docker");
        Optional<String> image = docker.text("image");
        image.ifPresent(name -> mesos.setImage(Image.newBuilder()
                .setType(Image.Type.DOCKER)
                .setDocker(Image.Docker.newBuilder().setName(name))));
        if (docker.truth("forcePullImage")) {
            mesos.getImageBuilder().setCached(false);
        }
        info.setMesos(mesos);
        if (!hasOwnNetwork(app)) {
            return;
        }
        List<Document> networks = app.objects("networks");
        NetworkInfo.Builder network = NetworkInfo.newBuilder()
                .setName(
                        isBridge(app) || networks.isEmpty()
                                ? MESOS_BRIDGE
                                : networks.get(0).text("name").orElse(MESOS_BRIDGE));
        for (GivenPort port : GivenPort.of(ports, hostPorts)) {
            network.addPortMappings(NetworkInfo.PortMapping.newBuilder()
                    .setHostPort(port.host())
                    .setContainerPort(port.container())
                    .setProtocol(port.wanted().protocol()));
        }
        info.addNetworkInfos(network);
    }

    private static Volume volume(Document volume) throws WrongDocumentException {
        Volume.Builder info = Volume.newBuilder()
                .setContainerPath(volume.text("containerPath").orElse(""))
                .setMode(volume.text("mode").orElse("RW").equals("RO") ? Volume.Mode.RO : Volume.Mode.RW);
        if (volume.has("external")) {
            info.setSource(Volume.Source.newBuilder().setType(Volume.Source.Type.DOCKER_VOLUME));
        } else if (volume.has("secret")) {
            info.setSource(Volume.Source.newBuilder().setType(Volume.Source.Type.SECRET));
        } else {
            volume.text("hostPath").ifPresent(info::setHostPath);
        }
        return info.build();
    }
}
