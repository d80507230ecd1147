package dev.isthmus.driver.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A test of Mesos's own and the one of ours that checks the same; from conformance/mirrored.txt. */
record MirroredTest(String file, String name, String ours, String note) {

    private static final Path FILE = Path.of("src/test/resources/conformance/mirrored.txt");

    boolean isMirrored() {
        return !ours.isEmpty();
    }

    static List<MirroredTest> all() throws IOException {
        List<MirroredTest> tests = new ArrayList<>();
        String file = "";
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("## ")) {
                file = line.substring(3);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split("\\|", -1);
                if (parts.length != 2) {
                    throw new IOException(FILE + ": want two columns in: " + line);
                }
                String right = parts[1].strip();
                boolean missing = right.startsWith("-");
                tests.add(new MirroredTest(
                        file,
                        parts[0].strip(),
                        missing ? "" : right,
                        missing ? right.substring(1).strip() : ""));
            }
        }
        return tests;
    }
}
