package dev.isthmus.operator.show;

import dev.isthmus.operator.text.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What there is of one kind: a table for people, and the same for programs. Not thread-safe. */
final class Listing {

    private final String name;
    private final Table table;
    private final List<Map<String, Object>> items = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * Of nothing yet.
     *
     * @param name in JSON: {@code agents}
     */
    Listing(String name, String... heading) {
        this.name = name;
        this.table = new Table(heading);
    }

    /** Adds one: for programs by names, for people by the cells. */
    void add(Consumer<Map<String, Object>> members, String... cells) {
        Map<String, Object> item = new LinkedHashMap<>();
        members.accept(item);
        items.add(item);
        table.row(cells);
    }

    /** Says something to people, below the table. */
    void note(String text) {
        notes.add(text);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(table.isEmpty() ? List.of("no " + name) : table.lines());
        lines.addAll(notes);
        return lines;
    }

    Map<String, Object> json() {
        return Map.of(name, items);
    }
}
