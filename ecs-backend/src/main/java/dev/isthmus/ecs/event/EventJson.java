package dev.isthmus.ecs.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;

/**
 * A value of an event, which may be absent. Whatever is of another type than it is asked for is absent too, but numbers and texts stand for each other: ECS
 * itself writes some numbers as text in events and not in its API.
 *
 * @param node the value; empty if there is none
 */
record EventJson(Optional<JsonNode> node) {

    /**
     * Reads a text.
     *
     * @return absent if the text is no JSON; what is wrong with it is not said, as its own words would be in that
     */
    static EventJson parse(String text) {
        try {
            return new EventJson(Optional.of(JsonNode.parser().parse(text)));
        } catch (RuntimeException e) {
            return new EventJson(Optional.empty());
        }
    }

    boolean isObject() {
        return node.filter(JsonNode::isObject).isPresent();
    }

    /** A member of an object. */
    EventJson at(String name) {
        return new EventJson(node.filter(JsonNode::isObject)
                .flatMap(object -> object.field(name))
                .filter(value -> !value.isNull()));
    }

    /** The elements of a list. */
    List<EventJson> each() {
        return node.filter(JsonNode::isArray)
                .map(list -> list.asArray().stream()
                        .map(element -> new EventJson(Optional.of(element)))
                        .toList())
                .orElse(List.of());
    }

    /** A text or a number as text; else empty. */
    String text() {
        return node.map(value -> value.isString() ? value.asString() : value.isNumber() ? value.asNumber() : "")
                .orElse("");
    }

    /** A whole number that is not negative. */
    OptionalLong count() {
        OptionalLong number = whole();
        return number.isPresent() && number.getAsLong() >= 0 ? number : OptionalLong.empty();
    }

    /** A whole number of 32 bits. */
    OptionalInt integer() {
        OptionalLong number = whole();
        return number.isPresent() && number.getAsLong() == (int) number.getAsLong()
                ? OptionalInt.of((int) number.getAsLong())
                : OptionalInt.empty();
    }

    private OptionalLong whole() {
        try {
            return OptionalLong.of(Long.parseLong(text()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** A time, as ISO 8601 has it. */
    Optional<Instant> time() {
        try {
            return Optional.of(Instant.parse(text()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
