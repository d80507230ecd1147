package dev.isthmus.operator.why;

import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.GivenFile;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of a driver's log that name a task. */
final class LogLines {

    /** The newest say most. */
    private static final int MOST = 40;

    private LogLines() {}

    /** The newest lines that have one of the names as a word of its own. */
    static List<String> about(String log, List<String> names) throws CommandFailure {
        List<Pattern> words = names.stream()
                .filter(name -> !name.isEmpty())
                .map(name -> Pattern.compile("(?<![\\w.-])" + Pattern.quote(name) + "(?![\\w-]|\\.\\w)"))
                .toList();
        Deque<String> found = new ArrayDeque<>();
        GivenFile.read(log, bytes -> {
            // What is no UTF-8 of it is U+FFFD: a log may have what tasks print.
            BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            String line;
            while ((line = lines.readLine()) != null) {
                String text = line;
                if (words.stream().anyMatch(word -> word.matcher(text).find())) {
                    found.addLast(text);
                }
                if (found.size() > MOST) {
                    found.removeFirst();
                }
            }
            return found;
        });
        return List.copyOf(found);
    }
}
