package dev.isthmus.master.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One test, by its name, read from its source; one that is disabled is none. */
record HttpTestName(String type, String method) {

    private static final List<Path> SOURCES = List.of(
            Path.of("src/test/java"),
            Path.of("pages/src/test/java"),
            Path.of("../mesos-frontend/src/test/java"),
            Path.of("../frameworks/trials/src/test/java"));
    private static final Pattern TEST = Pattern.compile(
            "\\n    @(?:Test|Property|ParameterizedTest)\\b[^\\n]*\\n((?:    [^\\n]*\\n)*?)    (?:public )?void (\\w+)\\(");

    static List<HttpTestName> all() throws IOException {
        List<HttpTestName> names = new ArrayList<>();
        for (Path root : SOURCES) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    names.addAll(of(file.getFileName().toString().replace(".java", ""), Files.readString(file)));
                }
            }
        }
        return names;
    }

    static List<HttpTestName> of(String type, String source) {
        List<HttpTestName> names = new ArrayList<>();
        Matcher test = TEST.matcher(source);
        while (test.find()) {
            if (!test.group(1).contains("@Disabled")) {
                names.add(new HttpTestName(type, test.group(2)));
            }
        }
        return names;
    }

    /** The keys of the points it is named after: {@code fact_17_to_19_x} is of three, {@code row_01_a8_02_x} of a row and a test of Mesos. */
    SortedSet<String> keys() {
        SortedSet<String> keys = new TreeSet<>();
        String kind = "";
        int last = 0;
        boolean isRange = false;
        for (String word : method.split("_", -1)) {
            if (List.of("fact", "facts", "row", "a8").contains(word)) {
                kind = word.replace("facts", "fact");
            } else if (!kind.isEmpty() && word.matches("\\d{1,3}")) {
                int number = Integer.parseInt(word);
                for (int each = isRange ? last : number; each <= number; each++) {
                    keys.add(kind + " " + each);
                }
                last = number;
                isRange = false;
            } else if (!kind.isEmpty() && word.equals("to")) {
                isRange = true;
            } else if (!word.equals("and")) {
                kind = "";
                isRange = false;
            }
        }
        return keys;
    }

    @Override
    public String toString() {
        return type + "." + method;
    }
}
