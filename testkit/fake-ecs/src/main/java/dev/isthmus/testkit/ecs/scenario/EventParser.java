package dev.isthmus.testkit.ecs.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An event of a scenario file. */
final class EventParser {
    private static final Duration SPOT_NOTICE = Duration.ofMinutes(2);
    private static final List<String> EVENTS = new ArrayList<>(ClusterEvent.Action.keys());
    private static final List<String> KEYS = new ArrayList<>(List.of("at"));

    static {
        EVENTS.addAll(List.of("interruptSpot", "addInstance", "jumpClock"));
        EVENTS.addAll(FargateParser.EVENTS);
        KEYS.addAll(EVENTS);
    }

    /** An event and where what it does stands. */
    record Placed(Position position, ClusterEvent.Timed timed) {
        Optional<Integer> instance() {
            return timed.event() instanceof ClusterEvent.OfInstance one
                    ? Optional.of(one.instance())
                    : Optional.empty();
        }

        int instancesAdded() {
            return timed.event() instanceof ClusterEvent.AddInstances added ? added.count() : 0;
        }
    }

    private EventParser() {}

    static Placed event(String file, Node node) {
        Fields fields = Fields.of(file, "an event", node, KEYS);
        Duration at = fields.notNegative(fields.require("at"));
        String key = fields.oneOf(EVENTS)
                .orElseThrow(() -> new ScenarioException(
                        file, node.position(), "an event needs one of " + String.join(", ", EVENTS)));
        Node value = fields.require(key);
        ClusterEvent event = fields.checked(value, () -> event(fields, key, value));
        return new Placed(value.position(), new ClusterEvent.Timed(at, event));
    }

    private static ClusterEvent event(Fields fields, String key, Node value) {
        return switch (key) {
            case "interruptSpot" -> spot(fields, value);
            case "addInstance" -> {
                InstanceParser.Group group = InstanceParser.group(fields.file(), value);
                yield new ClusterEvent.AddInstances(group.count(), group.spec());
            }
            case "jumpClock" -> new ClusterEvent.ClockJump(fields.duration(value));
            case "fargateQuota", "fargateCapacity", "interruptFargateSpot", "retireFargate" ->
                FargateParser.event(fields, key, value);
            default -> new ClusterEvent.OnInstance(ClusterEvent.Action.of(key), number(fields, value));
        };
    }

    private static ClusterEvent spot(Fields fields, Node value) {
        if (value instanceof Node.Scalar) {
            return new ClusterEvent.SpotInterruption(number(fields, value), SPOT_NOTICE);
        }
        Fields spot = Fields.of(fields.file(), "interruptSpot", value, List.of("instance", "notice"));
        return new ClusterEvent.SpotInterruption(
                number(spot, spot.require("instance")),
                spot.find("notice").map(spot::notNegative).orElse(SPOT_NOTICE));
    }

    private static int number(Fields fields, Node node) {
        return fields.integer(node, 1, Integer.MAX_VALUE);
    }
}
