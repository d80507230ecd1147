package dev.isthmus.operator.plan.marathon;

import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.DurationInfo;
import dev.isthmus.mesos.messages.Protos.KillPolicy;
import dev.isthmus.mesos.messages.Protos.Label;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.operator.plan.world.AskedTask;
import dev.isthmus.operator.plan.world.OfferParts;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The task that Marathon makes of an app. Source: Marathon 1.11, {@code TaskBuilder} and {@code RunSpecOfferMatcher}; seen in frameworks.md. */
final class MarathonTask {

    private static final BigDecimal CPUS = new BigDecimal("0.1");
    private static final BigDecimal MEMORY = BigDecimal.valueOf(128);

    private final Document app;
    private final String path;
    private final MarathonPorts ports;
    private final MarathonContainer container;
    private final BigDecimal cpus;
    private final BigDecimal mem;
    private final BigDecimal disk;
    private final BigDecimal gpus;

    MarathonTask(Document app, String path) throws WrongDocumentException {
        this.app = app;
        this.path = path;
        this.ports = MarathonPorts.of(app);
        this.container = new MarathonContainer(app);
        this.cpus = app.number("cpus").orElse(CPUS);
        this.mem = app.number("mem").orElse(MEMORY);
        this.disk = app.number("disk").orElse(BigDecimal.ZERO);
        this.gpus = app.number("gpus").orElse(BigDecimal.ZERO);
    }

    /** What is wrong with the app is found now, with a made-up offer, and not in the middle of a world. */
    AskedTask asked(String framework) throws WrongDocumentException {
        TaskInfo unused = build(OfferParts.ofNothing());
        return new AskedTask(
                path,
                framework,
                AskedTask.Demand.of(cpus.doubleValue(), mem.doubleValue(), disk.doubleValue(), gpus.doubleValue()),
                this::info,
                left());
    }

    /** What decides on which offers Marathon launches it. A driver's offers have nothing reserved in them. */
    private List<String> left() throws WrongDocumentException {
        List<String> left = new ArrayList<>();
        String constraints = app.items("constraints").stream()
                .map(constraint -> constraint instanceof List<?> words
                        ? words.stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(" "))
                                .strip()
                        : String.valueOf(constraint))
                .collect(Collectors.joining("; "));
        if (!constraints.isEmpty()) {
            left.add("constraints " + constraints
                    + ": on host names, zones and attributes, as ./isthmus agents --json has them");
        }
        List<String> roles = app.texts("acceptedResourceRoles");
        if (!roles.isEmpty() && !roles.contains("*")) {
            left.add("acceptedResourceRoles " + String.join(", ", roles)
                    + ": it waits for what is reserved for that role, which on ECS nothing is but what a master has reserved;"
                    + " use constraints on an attribute instead");
        }
        return left;
    }

    private TaskInfo info(Offer offer) {
        try {
            return build(offer);
        } catch (WrongDocumentException e) {
            throw new IllegalStateException("the app " + path + " was read before", e);
        }
    }

    private TaskInfo build(Offer offer) throws WrongDocumentException {
        List<Integer> hostPorts = ports.hostPorts(offer);
        TaskInfo.Builder task = OfferParts.task(offer, name()).setCommand(command(offer, hostPorts));
        container.info(ports, hostPorts).ifPresent(task::setContainer);
        resources(task, hostPorts);
        limits(task);
        MarathonHealth.first(app, hostPorts).ifPresent(task::setHealthCheck);
        if (app.has("check")) {
            task.setCheck(MarathonHealth.check());
        }
        app.number("taskKillGracePeriodSeconds")
                .ifPresent(seconds -> task.setKillPolicy(KillPolicy.newBuilder()
                        .setGracePeriod(DurationInfo.newBuilder()
                                .setNanoseconds(seconds.movePointRight(9).longValue()))));
        labels(task);
        return task.build();
    }

    /** {@code /prod/web} is {@code web.prod}. */
    private String name() {
        List<String> parts = new ArrayList<>(Arrays.stream(path.split("/", -1))
                .filter(part -> !part.isEmpty())
                .toList());
        Collections.reverse(parts);
        return String.join(".", parts);
    }

    private CommandInfo command(Offer offer, List<Integer> hostPorts) throws WrongDocumentException {
        CommandInfo.Builder command = CommandInfo.newBuilder();
        Optional<String> line = app.text("cmd");
        List<String> arguments = app.texts("args");
        if (line.isPresent()) {
            command.setValue(line.get());
        } else if (!arguments.isEmpty()) {
            command.setShell(false).addAllArguments(arguments);
            if (!app.has("container")) {
                command.setValue(arguments.get(0));
            }
        } else {
            command.setShell(false);
        }
        app.text("user").ifPresent(command::setUser);
        for (Document uri : app.objects("fetch")) {
            CommandInfo.URI.Builder fetched = CommandInfo.URI
                    .newBuilder()
                    .setValue(uri.text("uri").orElse(""))
                    .setExtract(!uri.has("extract") || uri.truth("extract"))
                    .setExecutable(uri.truth("executable"))
                    .setCache(uri.truth("cache"));
            uri.text("destPath").ifPresent(fetched::setOutputFile);
            command.addUris(fetched);
        }
        if (!app.has("fetch")) {
            app.texts("uris")
                    .forEach(uri -> command.addUris(CommandInfo.URI.newBuilder().setValue(uri)));
        }
        return command.setEnvironment(
                        new MarathonEnvironment(app, path).of(offer, ports, hostPorts, cpus, mem, disk, gpus))
                .build();
    }

    private void resources(TaskInfo.Builder task, List<Integer> hostPorts) {
        task.addResources(OfferParts.scalar("cpus", cpus.doubleValue()));
        task.addResources(OfferParts.scalar("mem", mem.doubleValue()));
        Map<String, BigDecimal> others = new TreeMap<>(Map.of("disk", disk, "gpus", gpus));
        others.forEach((name, amount) -> {
            if (amount.signum() != 0) {
                task.addResources(OfferParts.scalar(name, amount.doubleValue()));
            }
        });
        if (!hostPorts.isEmpty()) {
            task.addResources(OfferParts.ports(hostPorts));
        }
    }

    private void limits(TaskInfo.Builder task) throws WrongDocumentException {
        Document limits = app.object("resourceLimits");
        for (String name : List.of("cpus", "mem")) {
            if (limits.has(name)) {
                boolean isUnlimited = limits.text(name).equals(Optional.of("unlimited"));
                double most = isUnlimited
                        ? Double.POSITIVE_INFINITY
                        : limits.number(name).orElse(BigDecimal.ZERO).doubleValue();
                task.putLimits(name, Value.Scalar.newBuilder().setValue(most).build());
            }
        }
    }

    private void labels(TaskInfo.Builder task) throws WrongDocumentException {
        List<Label> labels = app.object("labels")
                .entries()
                .map(label -> Label.newBuilder()
                        .setKey(label.getKey())
                        .setValue(label.getValue())
                        .build())
                .collect(Collectors.toList());
        if (!labels.isEmpty()) {
            task.setLabels(Labels.newBuilder().addAllLabels(labels));
        }
    }
}
