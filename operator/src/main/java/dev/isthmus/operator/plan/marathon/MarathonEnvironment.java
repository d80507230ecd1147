package dev.isthmus.operator.plan.marathon;

import dev.isthmus.mesos.messages.Protos.Environment;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Secret;
import dev.isthmus.operator.plan.world.OfferParts;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The variables that Marathon gives a task beside the app's own. */
final class MarathonEnvironment {

    private final Document app;
    private final String path;

    MarathonEnvironment(Document app, String path) {
        this.app = app;
        this.path = path;
    }

    Environment of(
            Offer offer,
            MarathonPorts ports,
            List<Integer> hostPorts,
            BigDecimal cpus,
            BigDecimal mem,
            BigDecimal disk,
            BigDecimal gpus)
            throws WrongDocumentException {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("MARATHON_APP_VERSION", app.text("version").orElse("1970-01-01T00:00:00.000Z"));
        variables.put("MARATHON_APP_ID", path);
        variables.put("MARATHON_APP_RESOURCE_CPUS", cpus.toPlainString());
        variables.put("MARATHON_APP_RESOURCE_MEM", mem.toPlainString());
        variables.put("MARATHON_APP_RESOURCE_DISK", disk.toPlainString());
        variables.put("MARATHON_APP_RESOURCE_GPUS", gpus.toPlainString());
        variables.put("MARATHON_APP_LABELS", "");
        variables.put("MARATHON_APP_ENFORCE_GROUP_ROLE", "FALSE");
        app.object("container")
                .object("docker")
                .text("image")
                .ifPresent(image -> variables.put("MARATHON_APP_DOCKER_IMAGE", image));
        variables.put("MESOS_TASK_ID", OfferParts.taskId());
        variables.put("HOST", offer.getHostname());
        ports(variables, ports, hostPorts);
        Environment.Builder environment = Environment.newBuilder();
        Document own = app.object("env");
        own.entries().forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
        variables.forEach((name, value) -> environment.addVariables(
                Environment.Variable.newBuilder().setName(name).setValue(value)));
        for (String name : own.members().keySet()) {
            if (own.members().get(name) instanceof Map) {
                environment.addVariables(Environment.Variable.newBuilder()
                        .setName(name)
                        .setType(Environment.Variable.Type.SECRET)
                        .setSecret(Secret.newBuilder()
                                .setType(Secret.Type.REFERENCE)
                                .setReference(Secret.Reference.newBuilder().setName(name))));
            }
        }
        return environment.build();
    }

    private static void ports(Map<String, String> variables, MarathonPorts ports, List<Integer> hostPorts) {
        if (hostPorts.isEmpty()) {
            return;
        }
        variables.put("PORT", hostPorts.get(0).toString());
        variables.put("PORTS", hostPorts.stream().map(String::valueOf).collect(Collectors.joining(",")));
        int at = 0;
        for (GivenPort port : GivenPort.of(ports, hostPorts)) {
            String host = String.valueOf(port.host());
            variables.put("PORT" + at++, host);
            if (port.wanted().container() != 0) {
                variables.put("PORT_" + port.wanted().container(), host);
            }
        }
    }
}
