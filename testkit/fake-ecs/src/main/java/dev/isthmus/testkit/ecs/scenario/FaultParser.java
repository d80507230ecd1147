package dev.isthmus.testkit.ecs.scenario;

import dev.isthmus.api.settings.Nearest;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultOccurrence;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.RequestCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** A rule of faults in a scenario file. */
final class FaultParser {
    private static final List<String> OCCURRENCES = List.of("next", "nth", "everyNth", "chance");
    private static final List<String> KEYS = List.of(
            "operation", "where", "family", "instance", "from", "until", "next", "nth", "everyNth", "chance", "fault");

    private static final Map<String, Supplier<Fault>> PLAIN = new LinkedHashMap<>();
    private static final Map<String, BiFunction<Fields, Node, Fault>> WITH_VALUE = new LinkedHashMap<>();

    static {
        PLAIN.put("throttling", Fault::throttling);
        PLAIN.put("nestedThrottling", Fault::nestedThrottling);
        PLAIN.put("concurrentRegistration", Fault::concurrentRegistration);
        PLAIN.put("serverError", Fault::serverError);
        PLAIN.put("serviceUnavailable", Fault::serviceUnavailable);
        PLAIN.put("accessDenied", Fault::accessDenied);
        PLAIN.put("expiredToken", Fault::expiredToken);
        PLAIN.put("dropConnection", Fault::dropConnection);
        PLAIN.put("loseAnswer", Fault::loseAnswer);
        PLAIN.put("reorderEntries", Fault::reorderEntries);
        PLAIN.put("repeatEntries", Fault::repeatEntries);
        WITH_VALUE.put("delay", lasting(Fault::delay));
        WITH_VALUE.put("delayWork", lasting(Fault::delayWork));
        WITH_VALUE.put("staleRead", lasting(Fault::staleRead));
        WITH_VALUE.put("jumpClock", lasting(Fault::jumpClock));
        WITH_VALUE.put("olderVersion", (fields, node) -> Fault.olderVersion(fields.integer(node, 1, 1000)));
        WITH_VALUE.put("refuse", FaultParser::refuse);
    }

    private FaultParser() {}

    static FaultRule rule(String file, Node node) {
        Fields fields = Fields.of(file, "a fault", node, KEYS);
        Node operation = fields.require("operation");
        Node what = fields.require("fault");
        Fault fault = fault(fields, what);
        FaultRule[] rule = {fields.checked(operation, () -> FaultRule.of(fields.text(operation), fault))};
        fields.find("where")
                .ifPresent(where -> fields.mapping(where, n -> n)
                        .forEach((path, value) ->
                                rule[0] = fields.checked(value, () -> rule[0].where(path, fields.text(value)))));
        fields.read("family", fields::text, family -> rule[0] = rule[0].family(family));
        fields.read(
                "instance", fields::text, instance -> rule[0] = rule[0].and(new RequestCondition.Instance(instance)));
        Duration from = fields.find("from").map(fields::notNegative).orElse(Duration.ZERO);
        Optional<Duration> until = fields.find("until").map(fields::notNegative);
        rule[0] = fields.checked(until.isPresent() ? fields.require("until") : node, () -> {
            FaultRule begun = until.isPresent() ? rule[0].between(from, until.get()) : rule[0].from(from);
            return begun;
        });
        return fields.oneOf(OCCURRENCES)
                .map(key -> rule[0].occurring(
                        fields.checked(fields.require(key), () -> occurrence(fields, key, fields.require(key)))))
                .orElse(rule[0]);
    }

    private static FaultOccurrence occurrence(Fields fields, String key, Node node) {
        return switch (key) {
            case "next" -> new FaultOccurrence.Next(fields.integer(node, 1, Integer.MAX_VALUE));
            case "nth" -> new FaultOccurrence.Nth(fields.integer(node, 1, Integer.MAX_VALUE));
            case "everyNth" -> new FaultOccurrence.EveryNth(fields.integer(node, 1, Integer.MAX_VALUE));
            default -> new FaultOccurrence.Chance(fields.number(node));
        };
    }

    private static Fault fault(Fields fields, Node node) {
        List<String> all = new ArrayList<>(PLAIN.keySet());
        all.addAll(WITH_VALUE.keySet());
        if (node instanceof Node.Scalar scalar) {
            Supplier<Fault> plain = PLAIN.get(scalar.text());
            if (plain != null) {
                return plain.get();
            }
            throw new ScenarioException(
                    fields.file(),
                    node.position(),
                    WITH_VALUE.containsKey(scalar.text())
                            ? "the fault '" + scalar.text() + "' needs a value: {" + scalar.text() + ": ...}"
                            : "unknown fault '" + scalar.text() + "'" + Nearest.hint(scalar.text(), all));
        }
        Fields kind = Fields.of(fields.file(), "fault", node, List.copyOf(WITH_VALUE.keySet()));
        String name = kind.oneOf(List.copyOf(WITH_VALUE.keySet()))
                .orElseThrow(() -> kind.wrong(node, "one of " + String.join(", ", WITH_VALUE.keySet())));
        BiFunction<Fields, Node, Fault> reader = WITH_VALUE.get(name);
        Node value = kind.require(name);
        if (reader == null) {
            throw kind.wrong(value, "a fault");
        }
        return kind.checked(value, () -> reader.apply(kind, value));
    }

    private static BiFunction<Fields, Node, Fault> lasting(Function<Duration, Fault> fault) {
        return (fields, node) -> fault.apply(fields.duration(node));
    }

    private static Fault refuse(Fields parent, Node node) {
        Fields fields = Fields.of(parent.file(), "refuse", node, List.of("code", "status", "message"));
        return Fault.refuse(
                fields.text(fields.require("code")),
                fields.find("status").map(n -> fields.integer(n, 400, 599)).orElse(400),
                fields.find("message").map(fields::text).orElse("Refused by the scenario"));
    }
}
