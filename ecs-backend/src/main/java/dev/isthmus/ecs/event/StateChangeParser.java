package dev.isthmus.ecs.event;

import dev.isthmus.api.task.PortMapping;
import dev.isthmus.ecs.fetch.FetchList;
import dev.isthmus.ecs.fetch.FetchScript;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import dev.isthmus.ecs.view.TaskView.Member;
import dev.isthmus.ecs.view.TaskView.Times;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads events of ECS as EventBridge sends them, for themselves or in a notification of SNS. What is not known is passed over, and nearly everything may be
 * absent. It differs from what the API of ECS says in its types (times are texts, {@code bindIp}) and lacks some of it, such as health and tags, so the SDK's own
 * reader is of no use. Source: "Amazon ECS events" in the developer guide.
 */
public final class StateChangeParser {

    private static final String TASK = "ECS Task State Change";
    private static final String INSTANCE = "ECS Container Instance State Change";

    /** What stands for no address in particular. */
    private static final Set<String> UNSPECIFIED = Set.of("0.0.0.0", "::");

    private StateChangeParser() {}

    /** What a message says. */
    public static StateChange parse(String body) {
        EventJson message = EventJson.parse(body);
        String notification = message.at("Message").text();
        boolean isWrapped = message.at("detail-type").text().isEmpty() && !notification.isEmpty();
        return isWrapped ? event(EventJson.parse(notification)) : event(message);
    }

    private static StateChange event(EventJson event) {
        if (!event.isObject()) {
            return new StateChange.Unreadable("it is no JSON object");
        }
        String type = event.at("detail-type").text();
        return switch (type) {
            case "" -> new StateChange.Unreadable("it has no detail-type");
            case TASK -> task(event.at("detail"));
            case INSTANCE -> instance(event.at("detail"));
            default -> new StateChange.OfOtherType(type);
        };
    }

    private static StateChange instance(EventJson detail) {
        String arn = detail.at("containerInstanceArn").text();
        if (arn.isEmpty()) {
            return new StateChange.Unreadable("it has no containerInstanceArn");
        }
        return new StateChange.OfInstance(
                detail.at("clusterArn").text(),
                arn,
                detail.at("version").count().orElse(0),
                detail.at("status").text(),
                detail.at("updatedAt").time());
    }

    private static StateChange task(EventJson detail) {
        String arn = detail.at("taskArn").text();
        String lastStatus = detail.at("lastStatus").text();
        if (arn.isEmpty() || lastStatus.isEmpty()) {
            return new StateChange.Unreadable("it has no " + (arn.isEmpty() ? "taskArn" : "lastStatus"));
        }
        List<EventJson> overrides =
                detail.at("overrides").at("containerOverrides").each();
        List<Member> members = overrides.stream()
                .map(StateChangeParser::member)
                .filter(member -> !member.identity().isEmpty())
                .toList();
        Optional<Member> main = members.stream().findFirst();
        TaskView task = new TaskView(
                arn,
                detail.at("version").count().orElse(0),
                lastStatus,
                detail.at("desiredStatus").text(),
                Optional.of(detail.at("containerInstanceArn").text()).filter(instance -> !instance.isEmpty()),
                detail.at("startedBy").text(),
                main.map(Member::identity).orElseGet(TreeMap::new),
                main.map(Member::container).orElse(""),
                detail.at("containers").each().stream()
                        .map(container -> container(container, overrides))
                        .toList(),
                TaskView.HEALTH_UNTOLD,
                detail.at("stopCode").text(),
                detail.at("stoppedReason").text(),
                new Times(
                        detail.at("createdAt").time(),
                        detail.at("pullStoppedAt").time(),
                        detail.at("startedAt").time(),
                        detail.at("stoppingAt").time(),
                        detail.at("stoppedAt").time()),
                members.size() > 1 ? members : List.of());
        return new StateChange.OfTask(
                detail.at("clusterArn").text(), task, detail.at("updatedAt").time());
    }

    private static Member member(EventJson override) {
        SortedMap<String, String> identity = new TreeMap<>();
        for (EventJson variable : override.at("environment").each()) {
            String name = variable.at("name").text();
            if (name.startsWith(TaskView.IDENTITY_PREFIX) && !name.equals(FetchScript.VARIABLE)) {
                identity.put(name, variable.at("value").text());
            }
        }
        return new Member(override.at("name").text(), identity);
    }

    private static ContainerView container(EventJson container, List<EventJson> overrides) {
        String name = container.at("name").text();
        return new ContainerView(
                name,
                container.at("exitCode").integer(),
                container.at("reason").text(),
                container.at("networkInterfaces").each().stream()
                        .flatMap(StateChangeParser::addresses)
                        .toList(),
                container.at("networkBindings").each().stream()
                        .sorted(Comparator.comparing(binding -> bindIp(binding).contains(":")))
                        .flatMap(binding -> port(binding).stream())
                        .distinct()
                        .toList(),
                TaskView.HEALTH_UNTOLD,
                fetches(name, overrides));
    }

    /** What a container was told to fetch. Who does not understand it cannot name the file that failed, and still tells the failure. */
    private static Optional<FetchList> fetches(String container, List<EventJson> overrides) {
        try {
            return overrides.stream()
                    .filter(override -> override.at("name").text().equals(container))
                    .flatMap(override -> override.at("environment").each().stream())
                    .filter(variable -> variable.at("name").text().equals(FetchScript.VARIABLE))
                    .findFirst()
                    .map(variable -> FetchList.parse(variable.at("value").text()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The addresses of an interface, IPv4 before IPv6. */
    private static Stream<String> addresses(EventJson network) {
        return Stream.of(
                        network.at("privateIpv4Address").text(),
                        network.at("ipv6Address").text())
                .filter(address -> !address.isEmpty() && !UNSPECIFIED.contains(address));
    }

    private static String bindIp(EventJson binding) {
        String ip = binding.at("bindIp").text();
        return ip.isEmpty() ? binding.at("bindIP").text() : ip;
    }

    private static Optional<PortMapping> port(EventJson binding) {
        OptionalInt host = binding.at("hostPort").integer();
        OptionalInt inside = binding.at("containerPort").integer();
        if (!isPort(host) || !isPort(inside)) {
            return Optional.empty();
        }
        boolean udp = binding.at("protocol").text().equalsIgnoreCase("udp");
        return Optional.of(new PortMapping(
                host.getAsInt(), inside.getAsInt(), udp ? PortMapping.Protocol.UDP : PortMapping.Protocol.TCP));
    }

    private static boolean isPort(OptionalInt number) {
        return number.isPresent() && number.getAsInt() >= 0 && number.getAsInt() <= 65_535;
    }
}
