package dev.isthmus.master.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A text of JSON as its values by where they stand, {@code slaves/0/port}, and of which kind they are, for clients to whom a number is not a text. */
public final class FlatJson {

    private final Map<String, JsonToken> kinds = new TreeMap<>();
    private final Map<String, String> values = new TreeMap<>();

    /** Reads a text whole. */
    public FlatJson(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            put("", parser);
        }
    }

    private void put(String place, JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        kinds.put(place, token);
        if (token.isScalarValue()) {
            values.put(place, parser.getText());
        }
        String under = place.isEmpty() ? "" : place + "/";
        if (token == JsonToken.START_ARRAY) {
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                put(under + i, parser);
            }
        } else if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                put(under + name, parser);
            }
        }
    }

    /** The text at a place; an error if there is none, or something else. */
    public String text(String place) {
        return of(JsonToken.VALUE_STRING, place);
    }

    /** The integer at a place, as Go wants one: without a point. */
    public int integer(String place) {
        return Integer.parseInt(of(JsonToken.VALUE_NUMBER_INT, place));
    }

    /** The number at a place. */
    public double number(String place) {
        return Double.parseDouble(
                kinds.get(place) == JsonToken.VALUE_NUMBER_INT
                        ? of(JsonToken.VALUE_NUMBER_INT, place)
                        : of(JsonToken.VALUE_NUMBER_FLOAT, place));
    }

    /** The boolean at a place. */
    public boolean truth(String place) {
        return of(values.getOrDefault(place, "").equals("true") ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE, place)
                .equals("true");
    }

    /** Whether an object is at a place. */
    public boolean isObject(String place) {
        return kinds.get(place) == JsonToken.START_OBJECT;
    }

    /** How many items the list at a place has. */
    public int size(String place) {
        of(JsonToken.START_ARRAY, place);
        int size = 0;
        while (kinds.containsKey(place + "/" + size)) {
            size++;
        }
        return size;
    }

    private String of(JsonToken kind, String place) {
        if (kinds.get(place) != kind) {
            throw new AssertionError(
                    place + " is " + Optional.ofNullable(kinds.get(place)) + ", not " + kind + ", in " + values);
        }
        return values.getOrDefault(place, "");
    }
}
