package dev.isthmus.ecs.sdk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Classifies errors of ECS by code, HTTP status and text. The first matching line applies. The lines are in {@code ecs-failures.txt}; a setting adds
 * lines before them, so that a changed text of AWS does not need a release. Immutable.
 */
public final class FailureTable {

    private static final String FILE = "file:";

    private static final FailureTable BUILT_IN = builtIn();

    private final List<Line> lines;

    /** What is done about an error. */
    enum Meaning {
        THROTTLED,
        CONTENDED,
        TRANSIENT,
        RESOURCES,
        CREDENTIALS,
        DENIED,
        CLUSTER,
        FINAL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Line(Meaning meaning, Pattern code, String status, Pattern text) {

        boolean fits(String ofCode, int ofStatus, String ofText) {
            return code.matcher(ofCode).matches()
                    && (status.equals("*")
                            || (status.equals("5xx") ? ofStatus >= 500 : status.equals(String.valueOf(ofStatus))))
                    && text.matcher(ofText).find();
        }
    }

    private FailureTable(List<Line> lines) {
        this.lines = List.copyOf(lines);
    }

    /**
     * Parses a setting; its lines come before the built-in ones.
     *
     * @param text lines separated by semicolons or line ends, or {@code file:} and the path of a file of them; may be empty
     * @throws IllegalArgumentException if a line is invalid or the file cannot be read; the message says which and why
     */
    public static FailureTable parse(String text) {
        List<Line> lines = new ArrayList<>();
        boolean inFile = text.startsWith(FILE);
        String content = inFile ? read(text.substring(FILE.length())) : text;
        int number = 0;
        for (String line : content.split(inFile ? "\\R" : "[;\\n]", -1)) {
            number++;
            line(line, "line " + number).ifPresent(lines::add);
        }
        lines.addAll(BUILT_IN.lines);
        return new FailureTable(lines);
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("file '" + path + "' cannot be read (" + e.getMessage()
                    + "): correct the path, or give the lines themselves");
        }
    }

    private static FailureTable builtIn() {
        InputStream stream = FailureTable.class.getResourceAsStream("ecs-failures.txt");
        if (stream == null) {
            throw new IllegalStateException("ecs-failures.txt is missing beside its class");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return new FailureTable(reader.lines()
                    .flatMap(line -> line(line, "ecs-failures.txt").stream())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Line> line(String line, String where) {
        String stripped = line.strip();
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            return Optional.empty();
        }
        String[] words = stripped.split("\\s+", 4);
        if (words.length < 4) {
            throw new IllegalArgumentException(where + " '" + stripped
                    + "' has " + words.length + " of four words: category, code, HTTP status, text, as in "
                    + "'transient ClientException 400 try again'");
        }
        Meaning meaning = Stream.of(Meaning.values())
                .filter(each -> each.word().equals(words[0]))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(where + " '" + stripped + "' begins with no category: "
                        + String.join(
                                ", ",
                                Arrays.stream(Meaning.values())
                                        .map(Meaning::word)
                                        .toList())));
        if (!words[2].matches("\\*|5xx|[45]\\d\\d")) {
            throw new IllegalArgumentException(
                    where + " '" + stripped + "' has status '" + words[2] + "', not one from 400 to 599, 5xx or *");
        }
        return Optional.of(new Line(meaning, pattern(words[1], where), words[2], pattern(words[3], where)));
    }

    private static Pattern pattern(String text, String where) {
        try {
            return Pattern.compile(text.equals("*") ? ".*" : text, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    where + ": '" + text + "' is no regular expression: " + e.getDescription());
        }
    }

    /** What an error means; empty if no line fits. */
    Optional<Meaning> of(String code, int status, String text) {
        return lines.stream()
                .filter(line -> line.fits(code, status, text))
                .findFirst()
                .map(Line::meaning);
    }
}
