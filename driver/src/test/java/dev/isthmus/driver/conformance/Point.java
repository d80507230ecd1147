package dev.isthmus.driver.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A point of how a Mesos master behaves, and how far it holds here; from conformance/points.txt. */
record Point(String section, int number, String weight, Verdict verdict, String text, String note) {

    private static final Path FILE = Path.of("src/test/resources/conformance/points.txt");

    enum Verdict {
        HOLDS("holds"),
        DEVIATES("deviates"),
        NONE("not applicable");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    static List<Point> all() throws IOException {
        List<Point> points = new ArrayList<>();
        String section = "";
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("## ")) {
                section = line.substring(3);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split("\\|", -1);
                if (parts.length != 5) {
                    throw new IOException(FILE + ": want five columns in: " + line);
                }
                points.add(new Point(
                        section,
                        Integer.parseInt(parts[0].strip()),
                        parts[1].strip(),
                        Verdict.valueOf(parts[2].strip().toUpperCase(java.util.Locale.ROOT)),
                        parts[3].strip(),
                        parts[4].strip()));
            }
        }
        return points;
    }
}
