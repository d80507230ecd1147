package dev.isthmus.operator.plan.other;

import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo.DockerInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Parameter;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.operator.plan.world.AskedItem;
import dev.isthmus.operator.plan.world.AskedTask;
import dev.isthmus.operator.plan.world.OfferParts;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** Deploys of Singularity, as it makes tasks of them. Source: Singularity 1.5, {@code SingularityMesosTaskBuilder} and {@code SingularityDeploy}. */
public final class SingularityDeploys {

    private SingularityDeploys() {}

    /** Whether it looks like one, or like a request. */
    public static boolean isOne(Document document) {
        return document.has("deploy")
                || document.has("requestId")
                || document.has("requestType")
                || document.has("request");
    }

    /**
     * The deploy.
     *
     * @param framework the name of the framework, by which rules choose
     */
    public static AskedItem read(Document document, String framework) throws WrongDocumentException {
        Document deploy = document.has("deploy")
                ? document.object("deploy")
                : document.has("activeDeploy") ? document.object("activeDeploy") : document;
        String name = deploy.text("requestId").orElse(document.text("id").orElse(""));
        if (!deploy.has("command") && !deploy.has("arguments") && !deploy.has("containerInfo")) {
            return new AskedItem.NotTaken(
                    name, "a request alone does not say what runs: give the deploy, as POST /api/deploys takes it");
        }
        if (deploy.has("customExecutorCmd")) {
            return new AskedItem.NotTaken(name, "customExecutorCmd: executors do not run, use the default one");
        }
        Document resources = deploy.object("resources");
        BigDecimal cpus = resources.number("cpus").orElse(BigDecimal.ONE);
        BigDecimal memory = resources.number("memoryMb").orElse(BigDecimal.valueOf(64));
        BigDecimal disk = resources.number("diskMb").orElse(BigDecimal.ZERO);
        int count = resources.whole("numPorts").orElse(0);
        CommandInfo.Builder command = command(deploy);
        Document container = deploy.object("containerInfo");
        // What is wrong with it is found now.
        ContainerInfo unused = container(container, List.of());
        boolean hasContainer = deploy.has("containerInfo");
        return new AskedItem.Task(new AskedTask(
                name,
                framework,
                AskedTask.Demand.of(cpus.doubleValue(), memory.doubleValue(), disk.doubleValue(), 0),
                offer -> {
                    List<Integer> ports = OfferParts.free(offer, count, List.of());
                    TaskInfo.Builder task = OfferParts.task(offer, name)
                            .setCommand(withOffer(command, offer, ports))
                            .addResources(OfferParts.scalar("cpus", cpus.doubleValue()))
                            .addResources(OfferParts.scalar("mem", memory.doubleValue()));
                    if (disk.signum() > 0) {
                        task.addResources(OfferParts.scalar("disk", disk.doubleValue()));
                    }
                    if (!ports.isEmpty()) {
                        task.addResources(OfferParts.ports(ports));
                    }
                    if (hasContainer) {
                        task.setContainer(built(container, ports));
                    }
                    return task.build();
                }));
    }

    private static ContainerInfo built(Document container, List<Integer> ports) {
        try {
            return container(container, ports);
        } catch (WrongDocumentException e) {
            throw new IllegalStateException("the deploy was read before", e);
        }
    }

    private static CommandInfo.Builder command(Document deploy) throws WrongDocumentException {
        List<String> arguments = deploy.texts("arguments");
        CommandInfo.Builder command = CommandInfo.newBuilder();
        deploy.text("command").ifPresent(command::setValue);
        if (!arguments.isEmpty() || !deploy.has("command")) {
            command.setShell(false).addAllArguments(arguments);
        }
        deploy.text("user").ifPresent(command::setUser);
        deploy.texts("uris", "uri")
                .forEach(uri -> command.addUris(CommandInfo.URI.newBuilder().setValue(uri)));
        deploy.object("env")
                .entries()
                .forEach(variable ->
                        command.getEnvironmentBuilder().addVariables(variable(variable.getKey(), variable.getValue())));
        return command;
    }

    private static CommandInfo withOffer(CommandInfo.Builder command, Offer offer, List<Integer> ports) {
        CommandInfo.Builder copy = command.clone();
        Environment.Builder environment = copy.getEnvironmentBuilder();
        environment
                .addVariables(variable("TASK_HOST", offer.getHostname()))
                .addVariables(variable("TASK_ID", OfferParts.taskId()));
        for (int at = 0; at < ports.size(); at++) {
            environment.addVariables(variable("PORT" + at, ports.get(at).toString()));
        }
        if (!ports.isEmpty()) {
            environment
                    .addVariables(variable("PORT", ports.get(0).toString()))
                    .addVariables(variable(
                            "PORTS", ports.stream().map(String::valueOf).collect(Collectors.joining(","))));
        }
        return copy.build();
    }

    private static Environment.Variable variable(String name, String value) {
        return Environment.Variable.newBuilder().setName(name).setValue(value).build();
    }

    private static ContainerInfo container(Document container, List<Integer> ports) throws WrongDocumentException {
        ContainerInfo.Builder info =
                ContainerInfo.newBuilder().addAllVolumes(ChronosJobs.volumes(container.objects("volumes")));
        if (!container.text("type").orElse("DOCKER").equals("DOCKER")) {
            return info.setType(ContainerInfo.Type.MESOS).build();
        }
        Document docker = container.object("docker");
        DockerInfo.Builder made = DockerInfo.newBuilder()
                .setImage(docker.text("image").orElse(""))
                .setPrivileged(docker.truth("privileged"))
                .setForcePullImage(docker.truth("forcePullImage"));
        docker.choice("network", DockerInfo.Network.class).ifPresent(made::setNetwork);
        for (Document mapping : docker.objects("portMappings")) {
            made.addPortMappings(DockerInfo.PortMapping.newBuilder()
                    .setContainerPort(port(mapping, "container", ports))
                    .setHostPort(port(mapping, "host", ports))
                    .setProtocol(mapping.text("protocol").orElse("tcp")));
        }
        docker.object("parameters")
                .entries()
                .forEach(parameter -> made.addParameters(
                        Parameter.newBuilder().setKey(parameter.getKey()).setValue(parameter.getValue())));
        for (Document parameter : docker.objects("dockerParameters")) {
            made.addParameters(Parameter.newBuilder()
                    .setKey(parameter.text("key").orElse(""))
                    .setValue(parameter.text("value").orElse("")));
        }
        return info.setType(ContainerInfo.Type.DOCKER).setDocker(made).build();
    }

    /** A literal one, or that of the offer at the place that it names. */
    private static int port(Document mapping, String of, List<Integer> ports) throws WrongDocumentException {
        int given = mapping.whole(of + "Port").orElse(0);
        boolean isOfOffer = mapping.text(of + "PortType").orElse("LITERAL").equals("FROM_OFFER");
        return isOfOffer && given < ports.size() ? ports.get(given) : given;
    }
}
