package dev.isthmus.master.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads a text whole, with Jackson's tokens and as strictly as Mesos: one value and nothing after it, a bounded depth, no half of a surrogate pair, no
 * number that is beyond a {@code double}. Of members with one name the last counts.
 */
final class JsonTree {

    /** Mesos's own limit. */
    static final int MAX_DEPTH = 200;

    /** Characters of a number; Mesos has no limit, and no number of a message has more than some twenty. */
    static final int MAX_NUMBER = 1000;

    private static final JsonFactory JSON = JsonFactory.builder()
            // No table of all names that were ever sent.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            // As strtod reads them.
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER)
                    // Whoever receives a body bounds it.
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final String text;
    private final JsonParser parser;

    private JsonTree(String text, JsonParser parser) {
        this.text = text;
        this.parser = parser;
    }

    static JsonValue read(String text) throws JsonException {
        try (JsonParser parser = JSON.createParser(text)) {
            return new JsonTree(text, parser).document();
        } catch (StreamConstraintsException e) {
            throw new JsonException(e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw syntaxError(text, e.getLocation());
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private JsonValue document() throws IOException, JsonException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw syntaxError(text, parser.currentLocation());
        }
        JsonValue value = value(first);
        String rest = text.substring(offset(text, parser.currentLocation())).strip();
        if (!rest.isEmpty()) {
            throw new JsonException(
                    "Parsed JSON included non-whitespace trailing characters: " + JsonException.brief(rest));
        }
        return value;
    }

    private JsonValue value(JsonToken token) throws IOException, JsonException {
        return switch (token) {
            case START_OBJECT -> members();
            case START_ARRAY -> items();
            case VALUE_STRING -> new JsonValue.Text(whole(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
            case VALUE_TRUE -> new JsonValue.Truth(true);
            case VALUE_FALSE -> new JsonValue.Truth(false);
            case VALUE_NULL -> new JsonValue.Nothing();
            case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw syntaxError(text, parser.currentTokenLocation());
        };
    }

    private JsonValue members() throws IOException, JsonException {
        SortedMap<String, JsonValue> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = whole(parser.currentName());
            members.put(name, value(parser.nextToken()));
        }
        return new JsonValue.Members(members);
    }

    private JsonValue items() throws IOException, JsonException {
        List<JsonValue> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return new JsonValue.Items(items);
    }

    private static JsonValue number(String text) throws JsonException {
        JsonNumber number = new JsonNumber(text);
        if (Double.isInfinite(number.asDouble())) {
            throw new JsonException("Value out of range");
        }
        return new JsonValue.Figure(number);
    }

    /** Jackson lets an escape stand for half of a character, which no text of a message can hold. */
    private String whole(String string) throws JsonException {
        if (!Surrogates.arePaired(string)) {
            throw syntaxError(text, parser.currentTokenLocation());
        }
        return string;
    }

    /** As picojson says it: with the rest of the line. */
    private static JsonException syntaxError(String text, JsonLocation location) {
        int start = offset(text, location);
        // Of a word that is none, Jackson names the end.
        while (start > 0 && isOfWord(text.charAt(start - 1))) {
            start--;
        }
        long line = 1
                + text.substring(0, start).chars().filter(sign -> sign == '\n').count();
        int end = text.indexOf('\n', start);
        String rest = text.substring(start, end < 0 ? text.length() : end);
        return new JsonException("syntax error at line " + line + " near: " + JsonException.brief(rest));
    }

    private static boolean isOfWord(char sign) {
        return Character.isLetterOrDigit(sign) || sign == '_';
    }

    private static int offset(String text, JsonLocation location) {
        long offset = location == null ? text.length() : location.getCharOffset();
        return (int) Math.max(0, Math.min(offset, text.length()));
    }
}
