package dev.isthmus.mesos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A page of the reference with tables of states, which are made from the code. */
public final class StatesPage {

    private static final String SAME = "–";

    private final Path page;
    private final String writer;

    public StatesPage(String page, String writer) {
        this.page = Path.of("../docs/reference").resolve(page);
        this.writer = writer;
    }

    /** What follows on this row: another, the same, or an exception. */
    public static String cell(String row, Supplier<String> next) {
        try {
            String after = next.get();
            return after.equals(row) ? SAME : after;
        } catch (IllegalStateException e) {
            return "impossible";
        }
    }

    /** The page has this table between its marks; written anew by -Dgolden.write=true. */
    public void holds(String mark, String corner, Collection<String> columns, Map<String, List<String>> rows)
            throws IOException {
        String table = Stream.concat(
                        Stream.of(
                                line(corner, columns),
                                "|---|" + columns.stream().map(column -> "---|").collect(Collectors.joining())),
                        rows.entrySet().stream().map(row -> line(row.getKey(), row.getValue())))
                .collect(Collectors.joining("\n", "\n", "\n"));
        String text = Files.readString(page);
        Matcher place = Pattern.compile(
                        "(<!-- " + mark + ": written by " + writer + " with [^>]*-->\n)(.*?)(\n<!-- end of " + mark
                                + " -->)",
                        Pattern.DOTALL)
                .matcher(text);
        assertThat(place.find()).as("the place of the table of %s", mark).isTrue();
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(page, text.substring(0, place.start(2)) + table + text.substring(place.end(2)));
            return;
        }
        assertThat(place.group(2)).isEqualTo(table);
    }

    private static String line(String first, Collection<String> cells) {
        return "| " + first + " | " + String.join(" | ", cells) + " |";
    }
}
