package dev.isthmus.master.page;

import dev.isthmus.master.http.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Those rows of a long list that a page shows: what was searched for, sorted, from one place on. Only what is shown is written, however long the list is.
 *
 * @param <T> what a row is made of
 */
final class ShownRows<T> {

    /** So many rows a page has, unless fewer are asked for. */
    private static final int MOST = 200;

    private static final int USUAL = 50;
    /** Nobody turns so many pages; beyond, sorting would take as long as for all. */
    private static final int DEEPEST = 1_000_000;

    private final Comparator<T> order;
    private final int offset;
    private final int limit;
    private final PriorityQueue<T> first;
    private int total;

    /**
     * No rows yet.
     *
     * @param query {@code offset} and {@code limit} of it
     * @param order how they are sorted
     */
    ShownRows(Query query, Comparator<T> order) {
        this.order = order;
        this.offset = number(query, "offset", 0, DEEPEST);
        this.limit = number(query, "limit", USUAL, MOST);
        this.first = new PriorityQueue<>(order.reversed());
    }

    private static int number(Query query, String name, int usual, int most) {
        return query.get(name)
                .filter(text -> text.matches("\\d{1,7}"))
                .map(text -> Math.min(Integer.parseInt(text), most))
                .orElse(usual);
    }

    /** Whether a text has what is searched for, in small letters or large ones; every text has it if nothing is. */
    static Predicate<String> has(Query query) {
        String searched = query.get("search")
                .map(text -> text.strip().toLowerCase(Locale.ROOT))
                .orElse("");
        return searched.isEmpty()
                ? text -> true
                : text -> text.toLowerCase(Locale.ROOT).contains(searched);
    }

    /** That order which is asked for by its name, or backwards with {@code -} before it. */
    static <T> Comparator<T> order(Query query, Function<String, Optional<Comparator<T>>> known, Comparator<T> usual) {
        Optional<String> name = query.get("order");
        Comparator<T> chosen = name.map(text -> text.replaceFirst("^-", ""))
                .flatMap(known)
                .map(found -> name.get().startsWith("-") ? found.reversed() : found)
                .orElse(usual);
        return chosen.thenComparing(usual);
    }

    void add(T row) {
        total++;
        first.add(row);
        if (first.size() > offset + limit) {
            first.remove();
        }
    }

    /** How many there are in all, and those that are shown. */
    Map<String, Object> shown(String name, Function<T, Map<String, Object>> written) {
        List<T> sorted = new ArrayList<>(first);
        sorted.sort(order);
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("total", total);
        shown.put("offset", offset);
        shown.put(name, sorted.stream().skip(offset).limit(limit).map(written).toList());
        return shown;
    }
}
