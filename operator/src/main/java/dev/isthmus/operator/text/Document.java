package dev.isthmus.operator.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An object of JSON that somebody else has written. What is null counts as not there.
 *
 * @param path where it stands in the whole, for messages: {@code container.docker}; empty for the whole
 * @param members by name, in their order: a map, a list, a text, a number or a truth each
 */
public record Document(String path, Map<String, Object> members) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Keeps the order. */
    public Document {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The text is no JSON, or a value in it is not what is wanted there. */
    public static final class WrongDocumentException extends Exception {

        private static final long serialVersionUID = 1L;

        WrongDocumentException(String message) {
            super(message);
        }

        /** What is wrong, and where. */
        public String why() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * Reads a text that is an object, or a list of objects.
     *
     * @return the object alone, or those of the list
     */
    public static List<Document> read(String text) throws WrongDocumentException {
        try (JsonParser json = FACTORY.createParser(text)) {
            if (json.nextToken() == null) {
                throw new WrongDocumentException("it is empty");
            }
            Object value = value(json).orElseThrow(() -> new WrongDocumentException("it is null"));
            if (json.nextToken() != null) {
                throw new WrongDocumentException("there is more behind its end, at line "
                        + json.currentTokenLocation().getLineNr());
            }
            return value instanceof List<?> items ? documents("", items) : List.of(document("", value));
        } catch (JsonProcessingException e) {
            throw new WrongDocumentException("it is no JSON: " + words(e.getOriginalMessage())
                    + Optional.ofNullable(e.getLocation())
                            .map(at -> " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
                            .orElse(""));
        } catch (IOException e) {
            throw new WrongDocumentException("it cannot be read: " + e.getMessage());
        }
    }

    /** Without what the library says of itself: where it read from, which it does not say, and which of its limits hold. */
    private static String words(String message) {
        return message.replaceAll(" \\(start marker at .*", "").replaceAll(", from `[^`]*`", "");
    }

    /** Reads a text that is an object. */
    public static Document readOne(String text) throws WrongDocumentException {
        List<Document> read = read(text);
        if (read.size() != 1) {
            throw new WrongDocumentException("it has " + read.size() + " objects: want one");
        }
        return read.get(0);
    }

    private static Optional<Object> value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> Optional.of(object(json));
            case START_ARRAY -> Optional.of(array(json));
            case VALUE_STRING -> Optional.of(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Optional.of(json.getDecimalValue());
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Map<String, Object> object(JsonParser json) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            json.nextToken();
            value(json).ifPresent(value -> members.put(name, value));
        }
        return members;
    }

    private static List<Object> array(JsonParser json) throws IOException {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            value(json).ifPresent(items::add);
        }
        return items;
    }

    /** Whether there is such a member. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** A text; a number or a truth is taken as it is written. */
    public Optional<String> text(String name) throws WrongDocumentException {
        Object value = members.get(name);
        if (value instanceof Map || value instanceof List) {
            throw wrong(name, "a text");
        }
        return Optional.ofNullable(value)
                .map(given -> given instanceof BigDecimal number ? number.toPlainString() : given.toString());
    }

    /** A number. */
    public Optional<BigDecimal> number(String name) throws WrongDocumentException {
        Object value = members.get(name);
        if (value != null && !(value instanceof BigDecimal)) {
            throw wrong(name, "a number");
        }
        return Optional.ofNullable((BigDecimal) value);
    }

    /** A whole number. */
    public Optional<Integer> whole(String name) throws WrongDocumentException {
        Optional<BigDecimal> number = number(name);
        Optional<Integer> whole = number.flatMap(Document::whole);
        if (number.isPresent() && whole.isEmpty()) {
            throw wrong(name, "a whole number");
        }
        return whole;
    }

    private static Optional<Integer> whole(Object value) {
        try {
            return value instanceof BigDecimal number ? Optional.of(number.intValueExact()) : Optional.empty();
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** Whether it says true; false if there is no such member. */
    public boolean truth(String name) throws WrongDocumentException {
        Object value = members.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw wrong(name, "true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    /** An object; one without members if there is none. */
    public Document object(String name) throws WrongDocumentException {
        Object value = members.getOrDefault(name, Map.of());
        return document(at(name), value);
    }

    /** The objects of a list; none if there is no such member. */
    public List<Document> objects(String name) throws WrongDocumentException {
        return documents(at(name), items(name));
    }

    /** The texts of a list; none if there is no such member. */
    public List<String> texts(String name) throws WrongDocumentException {
        List<String> texts = new ArrayList<>();
        for (Object item : items(name)) {
            if (!(item instanceof String text)) {
                throw wrong(name, "a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** The texts of a list of texts, or of objects that have a text of that name; none if there is no such member. */
    public List<String> texts(String name, String member) throws WrongDocumentException {
        List<String> texts = new ArrayList<>();
        List<?> items = items(name);
        for (int place = 0; place < items.size(); place++) {
            if (items.get(place) instanceof String text) {
                texts.add(text);
            } else if (items.get(place) instanceof Map<?, ?> object && object.get(member) instanceof String text) {
                texts.add(text);
            } else {
                throw wrong(name + "[" + place + "]", "a text, or an object with " + member);
            }
        }
        return texts;
    }

    /** The whole numbers of a list; none if there is no such member. */
    public List<Integer> wholes(String name) throws WrongDocumentException {
        List<Integer> wholes = new ArrayList<>();
        for (Object item : items(name)) {
            wholes.add(whole(item).orElseThrow(() -> wrong(name, "a list of whole numbers")));
        }
        return wholes;
    }

    /** One of the constants of an enum, in letters of either case. */
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> among) throws WrongDocumentException {
        Optional<String> text = text(name);
        for (E constant : among.getEnumConstants()) {
            if (text.filter(constant.name()::equalsIgnoreCase).isPresent()) {
                return Optional.of(constant);
            }
        }
        if (text.isPresent()) {
            throw wrong(name, "one of " + List.of(among.getEnumConstants()));
        }
        return Optional.empty();
    }

    /** The values of a list; none if there is no such member. */
    public List<?> items(String name) throws WrongDocumentException {
        Object value = members.getOrDefault(name, List.of());
        if (!(value instanceof List<?> items)) {
            throw wrong(name, "a list");
        }
        return items;
    }

    /** The texts of an object by their names, in their order; a member that is no text is left out. */
    public Stream<Map.Entry<String, String>> entries() {
        return members.entrySet().stream()
                .filter(member -> !(member.getValue() instanceof Map) && !(member.getValue() instanceof List))
                .map(member -> Map.entry(
                        member.getKey(),
                        member.getValue() instanceof BigDecimal number
                                ? number.toPlainString()
                                : String.valueOf(member.getValue())));
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private WrongDocumentException wrong(String name, String wanted) {
        return new WrongDocumentException(at(name) + " is not what it should be: want " + wanted);
    }

    private static List<Document> documents(String path, List<?> items) throws WrongDocumentException {
        List<Document> documents = new ArrayList<>();
        for (int place = 0; place < items.size(); place++) {
            documents.add(document(path + "[" + place + "]", items.get(place)));
        }
        return documents;
    }

    private static Document document(String path, Object value) throws WrongDocumentException {
        if (!(value instanceof Map<?, ?> members)) {
            throw new WrongDocumentException(
                    (path.isEmpty() ? "it" : path) + " is not what it should be: want an object");
        }
        Map<String, Object> named = new LinkedHashMap<>();
        members.forEach((name, member) -> named.put(String.valueOf(name), member));
        return new Document(path, named);
    }
}
