package dev.isthmus.testkit.ecs.scenario;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From text to {@link Node}s. One document; no anchors, which would make places ambiguous; no key twice. */
final class YamlReader {
    private static final int DEEPEST = 20;

    private final String file;
    private final YAMLParser parser;

    private YamlReader(String file, YAMLParser parser) {
        this.file = file;
        this.parser = parser;
    }

    static Node read(String file, String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            YamlReader reader = new YamlReader(file, parser);
            if (parser.nextToken() == null) {
                return new Node.Mapping(Position.START, Map.of());
            }
            Node node = reader.node(0);
            if (parser.nextToken() != null) {
                throw new ScenarioException(file, reader.here(), "a scenario is one document; a second begins here");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new ScenarioException(file, position(e.getLocation()), "this is not YAML: " + reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from a text cannot fail", e);
        }
    }

    private Node node(int depth) throws IOException {
        Position position = here();
        if (depth > DEEPEST) {
            throw new ScenarioException(file, position, "this is more than " + DEEPEST + " levels deep");
        }
        if (parser.isCurrentAlias()) {
            throw new ScenarioException(file, position, "anchors and aliases are not read here: write the value out");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> new Node.Mapping(position, entries(depth));
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(depth + 1));
                }
                yield new Node.Sequence(position, items);
            }
            case VALUE_NULL -> new Node.Nothing(position);
            default -> new Node.Scalar(position, parser.getText());
        };
    }

    private Map<String, Node.Entry> entries(int depth) throws IOException {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Position position = here();
            parser.nextToken();
            Node.Entry earlier = entries.put(key, new Node.Entry(position, node(depth + 1)));
            if (earlier != null) {
                throw new ScenarioException(
                        file,
                        position,
                        "'" + key + "' is there twice, first in line "
                                + earlier.position().line());
            }
        }
        return entries;
    }

    private Position here() {
        return position(parser.currentTokenLocation());
    }

    private static Position position(JsonLocation location) {
        return location == null
                ? Position.START
                : new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    /** The parser's sentence alone: its other lines repeat the text and the place. */
    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message == null
                ? "it cannot be read"
                : message.lines()
                        .filter(line -> !line.startsWith(" "))
                        .reduce((a, b) -> a + "; " + b)
                        .orElse(message);
    }
}
