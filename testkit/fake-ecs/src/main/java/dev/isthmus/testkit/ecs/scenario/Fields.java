package dev.isthmus.testkit.ecs.scenario;

import dev.isthmus.api.settings.DurationText;
import dev.isthmus.api.settings.Nearest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The keys of one mapping, read by what they should hold. Everything that is wrong is refused with its place. */
final class Fields {
    private final String file;
    private final String what;
    private final Node.Mapping mapping;

    private Fields(String file, String what, Node.Mapping mapping) {
        this.file = file;
        this.what = what;
        this.mapping = mapping;
    }

    /** The mapping at {@code node}; only the known keys may be in it. */
    static Fields of(String file, String what, Node node, List<String> known) {
        if (!(node instanceof Node.Mapping mapping)) {
            throw new ScenarioException(
                    file,
                    node.position(),
                    what + " is a mapping of " + String.join(", ", known) + ", not " + node.kind());
        }
        mapping.entries().forEach((key, entry) -> {
            if (!known.contains(key)) {
                throw new ScenarioException(
                        file, entry.position(), "unknown key '" + key + "' in " + what + Nearest.hint(key, known));
            }
        });
        return new Fields(file, what, mapping);
    }

    String file() {
        return file;
    }

    Position position() {
        return mapping.position();
    }

    Optional<Node> find(String key) {
        return Optional.ofNullable(mapping.entries().get(key)).map(Node.Entry::value);
    }

    Node require(String key) {
        return find(key).orElseThrow(() -> new ScenarioException(file, position(), what + " needs '" + key + "'"));
    }

    /** Reads the key, if it is there, and hands it on. What the taker refuses is refused at its place. */
    <T> void read(String key, Function<Node, T> reader, Consumer<T> taker) {
        find(key).ifPresent(node -> {
            T value = reader.apply(node);
            checked(node, () -> {
                taker.accept(value);
                return true;
            });
        });
    }

    /** The one key of these that is there; none is {@code otherwise}, several are refused. */
    Optional<String> oneOf(List<String> keys) {
        List<String> there =
                mapping.entries().keySet().stream().filter(keys::contains).toList();
        if (there.size() > 1) {
            throw new ScenarioException(
                    file,
                    java.util.Objects.requireNonNull(mapping.entries().get(there.get(1)))
                            .position(),
                    what + " has one of " + String.join(", ", keys) + ", not both '" + there.get(0) + "' and '"
                            + there.get(1) + "'");
        }
        return there.stream().findFirst();
    }

    /** Makes a value; what it refuses is refused at this place. */
    <T> T checked(Node node, Supplier<T> value) {
        return checked(file, node.position(), value);
    }

    static <T> T checked(String file, Position position, Supplier<T> value) {
        try {
            return value.get();
        } catch (ScenarioException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ScenarioException(file, position, String.valueOf(e.getMessage()));
        }
    }

    // What a value should be

    String text(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return scalar.text();
        }
        throw wrong(node, "a text");
    }

    int integer(Node node, int least, int most) {
        String text = node instanceof Node.Scalar scalar ? scalar.text().replace("_", "") : "";
        if (!text.matches("[+-]?\\d+")) {
            throw wrong(node, "a whole number");
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Beyond an int is out of range too.
        }
        throw wrong(
                node,
                "a whole number "
                        + (most == Integer.MAX_VALUE ? "from " + least + " on" : "from " + least + " to " + most));
    }

    long seed(Node node) {
        try {
            return Long.parseLong(text(node));
        } catch (NumberFormatException e) {
            throw wrong(node, "a whole number of 64 bits");
        }
    }

    double number(Node node) {
        try {
            double value = Double.parseDouble(text(node));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw wrong(node, "a number");
    }

    boolean truth(Node node) {
        return switch (text(node)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(node, "true or false");
        };
    }

    Duration duration(Node node) {
        return DurationText.read(text(node)).orElseThrow(() -> wrong(node, "a duration like 250ms, 30s, 2min or 1h"));
    }

    Duration notNegative(Node node) {
        Duration duration = duration(node);
        if (duration.isNegative()) {
            throw wrong(node, "a duration of 0s or more");
        }
        return duration;
    }

    List<Node> list(Node node) {
        if (node instanceof Node.Sequence sequence) {
            return sequence.items();
        }
        throw wrong(node, "a list");
    }

    List<String> texts(Node node) {
        return list(node).stream().map(this::text).toList();
    }

    /** A mapping whose keys are the user's own. */
    <T> Map<String, T> mapping(Node node, Function<Node, T> reader) {
        if (!(node instanceof Node.Mapping entries)) {
            throw wrong(node, "a mapping");
        }
        Map<String, T> values = new LinkedHashMap<>();
        entries.entries().forEach((key, entry) -> values.put(key, reader.apply(entry.value())));
        return values;
    }

    ScenarioException wrong(Node node, String wanted) {
        return new ScenarioException(
                file, node.position(), "in " + what + ", " + wanted + " should be here, not " + node.kind());
    }
}
