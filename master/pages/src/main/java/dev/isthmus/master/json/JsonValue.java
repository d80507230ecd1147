package dev.isthmus.master.json;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A value of JSON, before it is known of which field. */
sealed interface JsonValue {

    /** Calls the case of its kind. */
    void match(Cases cases) throws JsonException;

    /** One case for each kind. */
    interface Cases {

        /** Members by name, in its order, as Mesos keeps them: so the same error is found first. */
        void members(SortedMap<String, JsonValue> members) throws JsonException;

        void items(List<JsonValue> items) throws JsonException;

        void text(String text) throws JsonException;

        void number(JsonNumber number) throws JsonException;

        void truth(boolean truth) throws JsonException;

        void nothing() throws JsonException;
    }

    record Members(SortedMap<String, JsonValue> members) implements JsonValue {

        public Members {
            members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
        }

        @Override
        public void match(Cases cases) throws JsonException {
            cases.members(members);
        }
    }

    record Items(List<JsonValue> items) implements JsonValue {

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public void match(Cases cases) throws JsonException {
            cases.items(items);
        }
    }

    record Text(String text) implements JsonValue {

        @Override
        public void match(Cases cases) throws JsonException {
            cases.text(text);
        }
    }

    record Figure(JsonNumber number) implements JsonValue {

        @Override
        public void match(Cases cases) throws JsonException {
            cases.number(number);
        }
    }

    record Truth(boolean truth) implements JsonValue {

        @Override
        public void match(Cases cases) throws JsonException {
            cases.truth(truth);
        }
    }

    record Nothing() implements JsonValue {

        @Override
        public void match(Cases cases) throws JsonException {
            cases.nothing();
        }
    }
}
