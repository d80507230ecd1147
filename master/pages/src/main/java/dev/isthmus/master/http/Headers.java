package dev.isthmus.master.http;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The header of a request or an answer: lines in their order. Names are compared without regard to case, values are taken as they are.
 *
 * @param lines the lines
 */
public record Headers(List<Line> lines) {

    /** No lines. */
    public static final Headers NONE = new Headers(List.of());

    /**
     * One line.
     *
     * @param name not empty
     * @param value may be empty
     */
    public record Line(String name, String value) {

        /** Checks the name. */
        public Line {
            requireNonNull(value, "value");
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a header line must have a name");
            }
        }
    }

    /** Copies the lines. */
    public Headers {
        lines = List.copyOf(lines);
    }

    /** The same with one line more. */
    public Headers with(String name, String value) {
        List<Line> more = new ArrayList<>(lines);
        more.add(new Line(name, value));
        return new Headers(more);
    }

    /** The value under a name; the last one where there are several, as in Mesos. */
    public Optional<String> last(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }

    /** All values under a name as one list with commas, which several lines mean in HTTP. */
    public Optional<String> joined(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
    }

    private List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Line::value)
                .collect(Collectors.toList());
    }
}
