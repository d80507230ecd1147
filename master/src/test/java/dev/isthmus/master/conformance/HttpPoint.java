package dev.isthmus.master.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A point of a Mesos master's HTTP side, and how far it holds here; from conformance/http-points.txt.
 *
 * @param key by which tests are named after it, such as {@code fact 8} or {@code row 3}
 * @param elsewhere tests that are not, each with its class
 */
record HttpPoint(
        String section, String key, String weight, Verdict verdict, String text, String note, List<String> elsewhere) {

    private static final Path FILE = Path.of("src/test/resources/conformance/http-points.txt");
    private static final int COLUMNS = 6;

    enum Verdict {
        HOLDS("holds"),
        DEVIATES("deviates"),
        NONE("does not apply"),
        LATER("not yet");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** Whether there must be a test that fails if it is not so. */
        boolean isProved() {
            return this == HOLDS;
        }
    }

    static List<HttpPoint> all() throws IOException {
        List<HttpPoint> points = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                points.add(of(section, line));
            }
        }
        return points;
    }

    private static HttpPoint of(String section, String line) throws IOException {
        String[] parts = line.split("\\|", -1);
        if (parts.length != COLUMNS) {
            throw new IOException(FILE + ": want " + COLUMNS + " columns in: " + line);
        }
        String key = parts[0].strip();
        return new HttpPoint(
                section,
                Character.isDigit(key.charAt(0)) ? "fact " + key : key,
                parts[1].strip(),
                Verdict.valueOf(parts[2].strip().toUpperCase(Locale.ROOT)),
                parts[3].strip(),
                parts[4].strip(),
                Stream.of(parts[5].split(",", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** As it stands in the page's first column. */
    String label() {
        return key.replace("fact ", "").replace("row ", "").replace("a8 ", "");
    }
}
