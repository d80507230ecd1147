package dev.isthmus.operator.why;

import dev.isthmus.operator.settings.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lines of a driver's log that name a task. */
final class LogLines {

    /** The newest say most. */
    private static final int MOST = 40;

    private LogLines() {}

    /** The newest lines that have one of the names as a word of its own. */
    static List<String> about(Path log, List<String> names) throws CommandFailure {
        List<Pattern> words = names.stream()
                .filter(name -> !name.isEmpty())
                .map(name -> Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-]|\\.\\w)"))
                .toList();
        Deque<String> found = new ArrayDeque<>();
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            lines.filter(line ->
                            words.stream().anyMatch(word -> word.matcher(line).find()))
                    .forEach(line -> {
                        found.addLast(line);
                        if (found.size() > MOST) {
                            found.removeFirst();
                        }
                    });
        } catch (NoSuchFileException e) {
            throw CommandFailure.wrong("there is no file " + log, "");
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailure.wrong(log + " cannot be read: " + e, "");
        }
        return List.copyOf(found);
    }
}
