package dev.isthmus.operator.plan.other;

import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ContainerInfo.DockerInfo;
import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Parameter;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Volume;
import dev.isthmus.operator.plan.world.AskedItem;
import dev.isthmus.operator.plan.world.AskedTask;
import dev.isthmus.operator.plan.world.OfferParts;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Jobs of Chronos, as it makes tasks of them. Source: Chronos 3.0, {@code MesosTaskBuilder}; seen in frameworks.md. */
public final class ChronosJobs {

    private static final BigDecimal CPUS = new BigDecimal("0.1");
    private static final BigDecimal MEMORY = BigDecimal.valueOf(128);
    private static final BigDecimal DISK = BigDecimal.valueOf(256);

    private ChronosJobs() {}

    /** Whether it looks like one. */
    public static boolean isOne(Document document) {
        return document.has("name")
                && (document.has("command") || document.has("schedule") || document.has("parents"))
                && !document.has("task_id");
    }

    /**
     * The job.
     *
     * @param framework the name of the framework, by which rules choose
     */
    public static AskedItem read(Document job, String framework) throws WrongDocumentException {
        String name = job.text("name").orElse("");
        if (!job.text("executor").orElse("").isEmpty()) {
            return new AskedItem.NotTaken(
                    name, "it has an executor of its own, and executors do not run: leave it out");
        }
        BigDecimal cpus = job.number("cpus").orElse(CPUS);
        BigDecimal mem = job.number("mem").orElse(MEMORY);
        BigDecimal disk = job.number("disk").orElse(DISK);
        CommandInfo.Builder command = command(job, cpus, mem, disk);
        ContainerInfo.Builder container = container(job.object("container"));
        boolean hasContainer = job.has("container");
        return new AskedItem.Task(new AskedTask(
                name,
                framework,
                AskedTask.Demand.of(cpus.doubleValue(), mem.doubleValue(), disk.doubleValue(), 0),
                offer -> {
                    TaskInfo.Builder task = OfferParts.task(offer, "ChronosTask:" + name)
                            .setCommand(withOffer(command, offer))
                            .addResources(OfferParts.scalar("cpus", cpus.doubleValue()))
                            .addResources(OfferParts.scalar("mem", mem.doubleValue()))
                            .addResources(OfferParts.scalar("disk", disk.doubleValue()));
                    if (hasContainer) {
                        task.setContainer(container);
                    }
                    return task.build();
                }));
    }

    private static CommandInfo withOffer(CommandInfo.Builder command, Offer offer) {
        CommandInfo.Builder copy = command.clone();
        copy.getEnvironmentBuilder().addVariables(variable("HOST", offer.getHostname()));
        return copy.build();
    }

    private static CommandInfo.Builder command(Document job, BigDecimal cpus, BigDecimal mem, BigDecimal disk)
            throws WrongDocumentException {
        boolean isShell = !job.has("shell") || job.truth("shell");
        CommandInfo.Builder command = CommandInfo.newBuilder()
                .setValue(job.text("command").orElse(""))
                .setShell(isShell)
                .setUser(job.text("runAsUser").filter(user -> !user.isEmpty()).orElse("root"));
        command.addAllArguments(job.texts("arguments"));
        for (Document uri : job.objects("fetch")) {
            command.addUris(CommandInfo.URI
                    .newBuilder()
                    .setValue(uri.text("uri").orElse(""))
                    .setExtract(!uri.has("extract") || uri.truth("extract"))
                    .setExecutable(uri.truth("executable"))
                    .setCache(uri.truth("cache")));
        }
        job.texts("uris")
                .forEach(uri -> command.addUris(CommandInfo.URI.newBuilder().setValue(uri)));
        Environment.Builder environment = command.getEnvironmentBuilder();
        environment
                .addVariables(variable("mesos_task_id", OfferParts.taskId()))
                .addVariables(variable("CHRONOS_JOB_NAME", job.text("name").orElse("")))
                .addVariables(variable("CHRONOS_JOB_OWNER", job.text("owner").orElse("")))
                .addVariables(variable("CHRONOS_JOB_RUN_ATTEMPT", "0"))
                .addVariables(variable("CHRONOS_RESOURCE_CPU", cpus.toPlainString()))
                .addVariables(variable("CHRONOS_RESOURCE_MEM", mem.toPlainString()))
                .addVariables(variable("CHRONOS_RESOURCE_DISK", disk.toPlainString()));
        for (Document variable : job.objects("environmentVariables")) {
            environment.addVariables(variable(
                    variable.text("name").orElse(""), variable.text("value").orElse("")));
        }
        return command;
    }

    private static Environment.Variable variable(String name, String value) {
        return Environment.Variable.newBuilder().setName(name).setValue(value).build();
    }

    private static ContainerInfo.Builder container(Document container) throws WrongDocumentException {
        DockerInfo.Builder docker = DockerInfo.newBuilder()
                .setImage(container.text("image").orElse(""))
                .setForcePullImage(container.truth("forcePullImage"))
                .setNetwork(
                        switch (container.text("network").orElse("HOST")) {
                            case "BRIDGE" -> DockerInfo.Network.BRIDGE;
                            case "NONE" -> DockerInfo.Network.NONE;
                            case "USER" -> DockerInfo.Network.USER;
                            default -> DockerInfo.Network.HOST;
                        });
        for (Document parameter : container.objects("parameters")) {
            docker.addParameters(Parameter.newBuilder()
                    .setKey(parameter.text("key").orElse(""))
                    .setValue(parameter.text("value").orElse("")));
        }
        return ContainerInfo.newBuilder()
                .setType(ContainerInfo.Type.DOCKER)
                .setDocker(docker)
                .addAllVolumes(volumes(container.objects("volumes")));
    }

    static List<Volume> volumes(List<Document> volumes) throws WrongDocumentException {
        List<Volume> read = new ArrayList<>();
        for (Document volume : volumes) {
            read.add(Volume.newBuilder()
                    .setContainerPath(volume.text("containerPath").orElse(""))
                    .setHostPath(volume.text("hostPath").orElse(""))
                    .setMode(volume.text("mode").orElse("RW").equals("RO") ? Volume.Mode.RO : Volume.Mode.RW)
                    .build());
        }
        return read;
    }
}
