package dev.isthmus.driver.client.leader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON as there is in a znode: objects as maps, arrays as lists, strings, numbers as doubles, booleans, and null as the text {@code null}. */
final class SmallJson {

    /** Nobody writes deeper ones, and a stack has an end. */
    private static final int DEEPEST = 64;

    private final String text;
    private int at;

    private SmallJson(String text) {
        this.text = text;
    }

    /**
     * Reads an object.
     *
     * @throws IllegalArgumentException if the text is none
     */
    static Map<?, ?> object(String text) {
        SmallJson json = new SmallJson(text);
        Object value = json.value(0);
        json.space();
        if (json.at < text.length() || !(value instanceof Map)) {
            throw json.broken("one object is wanted");
        }
        return (Map<?, ?>) value;
    }

    private Object value(int depth) {
        space();
        if (depth > DEEPEST) {
            throw broken("too deep");
        }
        switch (peek()) {
            case '{':
                return map(depth);
            case '[':
                return list(depth);
            case '"':
                return string();
            default:
                return plain();
        }
    }

    private Map<String, Object> map(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        space();
        while (peek() != '}') {
            String name = string();
            space();
            expect(':');
            map.put(name, value(depth + 1));
            separator('}');
            space();
        }
        at++;
        return map;
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        at++;
        space();
        while (peek() != ']') {
            list.add(value(depth + 1));
            separator(']');
            space();
        }
        at++;
        return list;
    }

    /** A comma, or the end, which stays. */
    private void separator(char end) {
        space();
        if (peek() != end) {
            expect(',');
        }
    }

    private String string() {
        expect('"');
        StringBuilder read = new StringBuilder();
        while (peek() != '"') {
            char next = text.charAt(at++);
            read.append(next == '\\' ? escaped() : next);
        }
        at++;
        return read.toString();
    }

    private char escaped() {
        char kind = peek();
        at++;
        int plain = "\"\\/bfnrt".indexOf(kind);
        if (plain >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(plain);
        }
        if (kind != 'u' || at + 4 > text.length()) {
            throw broken("no such escape");
        }
        try {
            char code = (char) Integer.parseInt(text.substring(at, at + 4), 16);
            at += 4;
            return code;
        } catch (NumberFormatException e) {
            throw broken("no such escape");
        }
    }

    private Object plain() {
        int from = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(from, at);
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        if (word.equals("null")) {
            return word;
        }
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            throw broken("no value");
        }
    }

    private char peek() {
        if (at == text.length()) {
            throw broken("it ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw broken("want " + wanted);
        }
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException broken(String why) {
        return new IllegalArgumentException("no JSON at character " + at + ": " + why);
    }
}
