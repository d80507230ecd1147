package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of states: a row for each, a column for each thing that can happen to it, in the cells what follows.
 *
 * @param corner the heading of the rows
 * @param examples of a state for each row, in order
 * @param row the row of a state
 * @param events the columns
 * @param <S> the type of the states
 */
public record StateTable<S>(
        String corner, List<S> examples, Function<S, String> row, Map<String, UnaryOperator<S>> events) {

    private static final String SAME = "–";
    private static final String IMPOSSIBLE = "impossible";

    /** The names of the rows. */
    public List<String> names() {
        return examples.stream().map(row).toList();
    }

    /** The rows that can follow on one, at once or in several steps, itself among them. */
    public Set<String> after(String first) {
        Map<String, List<String>> rows = rows();
        Set<String> found = new LinkedHashSet<>(Set.of(first));
        List<String> open = List.of(first);
        while (!open.isEmpty()) {
            open = open.stream()
                    .flatMap(from -> rows.get(from).stream())
                    .filter(next -> !next.equals(SAME) && !next.equals(IMPOSSIBLE))
                    .filter(found::add)
                    .toList();
        }
        return found;
    }

    /** The page of the reference has this table between its marks; it is written anew by -Dgolden.write=true. */
    public void isOn(String page, String mark, String writer) throws IOException {
        String table = Stream.concat(
                        Stream.of(
                                line(corner, List.copyOf(events.keySet())),
                                "|---|"
                                        + events.keySet().stream()
                                                .map(column -> "---|")
                                                .collect(Collectors.joining())),
                        rows().entrySet().stream().map(each -> line(each.getKey(), each.getValue())))
                .collect(Collectors.joining("\n", "\n", "\n"));
        Path file = Path.of("../docs/reference").resolve(page);
        String text = Files.readString(file);
        Matcher place = Pattern.compile(
                        "(<!-- " + mark + ": written by " + writer + " with [^>]*-->\n)(.*?)(\n<!-- end of " + mark
                                + " -->)",
                        Pattern.DOTALL)
                .matcher(text);
        assertThat(place.find()).as("the place of the table of %s", mark).isTrue();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, text.substring(0, place.start(2)) + table + text.substring(place.end(2)));
            return;
        }
        assertThat(place.group(2)).isEqualTo(table);
    }

    private Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        examples.forEach(example -> rows.put(
                row.apply(example),
                events.values().stream().map(event -> cell(example, event)).toList()));
        return rows;
    }

    private String cell(S before, UnaryOperator<S> event) {
        try {
            String after = row.apply(event.apply(before));
            return after.equals(row.apply(before)) ? SAME : after;
        } catch (IllegalStateException e) {
            return IMPOSSIBLE;
        }
    }

    private static String line(String first, List<String> cells) {
        return "| " + first + " | " + String.join(" | ", cells) + " |";
    }
}
