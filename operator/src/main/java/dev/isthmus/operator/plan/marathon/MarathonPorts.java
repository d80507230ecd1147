package dev.isthmus.operator.plan.marathon;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.operator.plan.world.OfferParts;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of an app: those of its mappings, or of its definitions on the host's network.
 *
 * @param wanted in their order
 * @param mapped whether they are mappings of a network of the container's own
 */
record MarathonPorts(List<Wanted> wanted, boolean mapped) {

    /**
     * A port.
     *
     * @param host 0 for one of the offer
     * @param container 0 for the same as the host's
     * @param protocol {@code tcp}, {@code udp} or {@code udp,tcp}
     * @param onHost whether it has one on the host at all
     */
    record Wanted(int host, int container, String protocol, boolean onHost) {}

    MarathonPorts {
        wanted = List.copyOf(wanted);
    }

    static MarathonPorts of(Document app) throws WrongDocumentException {
        Document container = app.object("container");
        List<Document> mappings = container.has("portMappings")
                ? container.objects("portMappings")
                : container.object("docker").objects("portMappings");
        if (MarathonContainer.hasOwnNetwork(app)) {
            List<Wanted> wanted = new ArrayList<>();
            boolean isBridge = MarathonContainer.isBridge(app);
            for (Document mapping : mappings) {
                wanted.add(new Wanted(
                        mapping.whole("hostPort").orElse(0),
                        mapping.whole("containerPort").orElse(0),
                        mapping.text("protocol").orElse("tcp"),
                        isBridge || mapping.has("hostPort")));
            }
            return new MarathonPorts(wanted, true);
        }
        boolean isRequired = app.truth("requirePorts");
        List<Wanted> wanted = new ArrayList<>();
        for (Document definition : app.objects("portDefinitions")) {
            wanted.add(onHost(
                    definition.whole("port").orElse(0),
                    isRequired,
                    definition.text("protocol").orElse("tcp")));
        }
        if (!app.has("portDefinitions")) {
            for (int port : app.wholes("ports")) {
                wanted.add(onHost(port, isRequired, "tcp"));
            }
            if (!app.has("ports")) {
                wanted.add(onHost(0, false, "tcp"));
            }
        }
        return new MarathonPorts(wanted, false);
    }

    /** Unless they are required, the numbers are for load balancers. */
    private static Wanted onHost(int port, boolean isRequired, String protocol) {
        return new Wanted(isRequired ? port : 0, 0, protocol, true);
    }

    /** A host port for each that has one, of the offer where any will do. */
    List<Integer> hostPorts(Offer offer) {
        List<Integer> fixed = wanted.stream()
                .filter(port -> port.onHost() && port.host() != 0)
                .map(Wanted::host)
                .toList();
        List<Integer> free = new ArrayList<>(OfferParts.free(offer, wanted.size(), fixed));
        List<Integer> ports = new ArrayList<>();
        for (Wanted port : wanted) {
            if (port.onHost() && port.host() != 0) {
                ports.add(port.host());
            } else if (port.onHost() && !free.isEmpty()) {
                ports.add(free.remove(0));
            }
        }
        return ports;
    }
}
