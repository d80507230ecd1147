package dev.isthmus.operator.plan.marathon;

import dev.isthmus.mesos.messages.Protos.CheckInfo;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.HealthCheck;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Health checks that go with the task; the others are Marathon's own. The defaults are Marathon's. */
final class MarathonHealth {

    private MarathonHealth() {}

    static Optional<HealthCheck> first(Document app, List<Integer> hostPorts) throws WrongDocumentException {
        for (Document check : app.objects("healthChecks")) {
            String protocol = check.text("protocol").orElse("HTTP");
            if (protocol.equals("COMMAND") || protocol.startsWith("MESOS_")) {
                return Optional.of(of(check, protocol, hostPorts));
            }
        }
        return Optional.empty();
    }

    private static HealthCheck of(Document check, String protocol, List<Integer> hostPorts)
            throws WrongDocumentException {
        HealthCheck.Builder health = HealthCheck.newBuilder()
                .setGracePeriodSeconds(seconds(check, "gracePeriodSeconds", 300))
                .setIntervalSeconds(seconds(check, "intervalSeconds", 60))
                .setTimeoutSeconds(seconds(check, "timeoutSeconds", 20))
                .setDelaySeconds(seconds(check, "delaySeconds", 15))
                .setConsecutiveFailures(check.whole("maxConsecutiveFailures").orElse(3));
        if (protocol.equals("COMMAND")) {
            String line = check.object("command").text("value").orElse("");
            return health.setType(HealthCheck.Type.COMMAND)
                    .setCommand(CommandInfo.newBuilder().setValue(line))
                    .build();
        }
        int port = port(check, hostPorts);
        if (protocol.equals("MESOS_TCP")) {
            return health.setType(HealthCheck.Type.TCP)
                    .setTcp(HealthCheck.TCPCheckInfo.newBuilder().setPort(port))
                    .build();
        }
        return health.setType(HealthCheck.Type.HTTP)
                .setHttp(HealthCheck.HTTPCheckInfo.newBuilder()
                        .setScheme(protocol.equals("MESOS_HTTPS") ? "https" : "http")
                        .setPath(check.text("path").orElse("/"))
                        .setPort(port))
                .build();
    }

    private static int port(Document check, List<Integer> hostPorts) throws WrongDocumentException {
        Optional<Integer> fixed = check.whole("port");
        int index = check.whole("portIndex").orElse(0);
        return fixed.orElse(index < hostPorts.size() ? hostPorts.get(index) : 1);
    }

    private static double seconds(Document check, String name, int otherwise) throws WrongDocumentException {
        return check.number(name).map(BigDecimal::doubleValue).orElse((double) otherwise);
    }

    /** A generic check, of which nothing but that it is there matters. */
    static CheckInfo check() {
        return CheckInfo.newBuilder()
                .setType(CheckInfo.Type.COMMAND)
                .setCommand(CheckInfo.Command.newBuilder()
                        .setCommand(CommandInfo.newBuilder().setValue("true")))
                .build();
    }
}
