package dev.isthmus.driver.conformance;

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

/** The tests there are, by their names, read from their sources; one that is disabled is none. */
final class TestNames {

    private static final List<Path> SOURCES =
            List.of(Path.of("../mesos-frontend/src/test/java"), Path.of("src/test/java"));
    private static final Pattern TEST = Pattern.compile(
            "\\n    @(?:Test|Property|ParameterizedTest)\\b[^\\n]*\\n((?:    @[^\\n]*\\n)*)    (?:public )?void (\\w+)\\(");
    private static final Pattern POINT = Pattern.compile("(?i)point_?(\\d{1,3})");

    private TestNames() {}

    /** One test. */
    record Name(String type, String method) {

        /** The points of Mesos's behaviour it is named after. */
        List<Integer> points() {
            return POINT.matcher(method)
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .toList();
        }

        @Override
        public String toString() {
            return type + "." + method;
        }
    }

    static List<Name> all() throws IOException {
        List<Name> names = new ArrayList<>();
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

    static List<Name> of(String type, String source) {
        List<Name> names = new ArrayList<>();
        Matcher test = TEST.matcher(source);
        while (test.find()) {
            if (!test.group(1).contains("@Disabled")) {
                names.add(new Name(type, test.group(2)));
            }
        }
        return names;
    }

    /** The classes whose tests are named after a point. */
    static SortedSet<String> classesOf(int point, List<Name> names) {
        SortedSet<String> classes = new TreeSet<>();
        names.stream().filter(name -> name.points().contains(point)).forEach(name -> classes.add(name.type()));
        return classes;
    }
}
