package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The packages of all modules do not depend on each other in a circle. Read from the sources: the compiler copies a constant into the class that
 * uses it, so that the byte code, which {@link ArchitectureTest} reads, does not show where it came from.
 */
class PackageCyclesTest {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    /** A class, or all of a package, by its full name: in an import or in the code itself. */
    private static final Pattern NAME = Pattern.compile("\\b(dev\\.isthmus(?:\\.[a-z]\\w*)*)\\.(?=[A-Z*])");

    @Test
    void packages_do_not_depend_on_each_other_in_a_circle() throws IOException {
        Map<String, String> sources = MainSources.texts();
        // It is in no package.
        sources.keySet().removeIf(file -> file.endsWith("module-info.java"));
        assertThat(dependencies(sources).keySet())
                .contains(
                        "dev.isthmus.api.launch",
                        "dev.isthmus.translators",
                        "dev.isthmus.ecs.call",
                        "dev.isthmus.ecs.task",
                        "dev.isthmus.mesos.machine",
                        "dev.isthmus.driver",
                        "dev.isthmus.cli",
                        "dev.isthmus.testkit.time",
                        "dev.isthmus.testkit.ecs.state",
                        "dev.isthmus.testkit.contract",
                        "dev.isthmus.testkit.framework");
        assertThat(circular(sources)).isEmpty();
    }

    @Test
    void a_planted_circle_by_a_constant_is_found_and_words_in_comments_are_none() {
        String user = """
                package dev.isthmus.planted.user;

                import dev.isthmus.planted.holder.Holder;

                class User {
                    String word = Holder.WORD;
                }
                """;
        String holder = """
                package dev.isthmus.planted.holder;

                /** %s */
                public class Holder {
                    public static final String WORD = "dev.isthmus.planted.user.User";
                    // dev.isthmus.planted.user.User
                    %s
                }
                """;
        String inAComment = "{@link dev.isthmus.planted.user.User}";
        String inTheCode = "final Object user = new dev.isthmus.planted.user.User();";
        assertThat(circular(Map.of("User.java", user, "Holder.java", holder.formatted(inAComment, ""))))
                .isEmpty();
        assertThat(circular(Map.of("User.java", user, "Holder.java", holder.formatted("", inTheCode))))
                .containsExactly(
                        "dev.isthmus.planted.holder needs dev.isthmus.planted.user in Holder.java",
                        "dev.isthmus.planted.user needs dev.isthmus.planted.holder in User.java");
    }

    @Test
    void a_planted_circle_of_three_is_found_and_who_only_looks_at_it_is_not_in_it() {
        Map<String, String> sources = Map.of(
                "A.java", "package dev.isthmus.a;\nimport dev.isthmus.b.B;",
                "B.java", "package dev.isthmus.b;\nimport static dev.isthmus.c.C.MOST;",
                "C.java", "package dev.isthmus.c;\nimport dev.isthmus.a.*;",
                "D.java", "package dev.isthmus.d;\nimport dev.isthmus.a.A;");
        assertThat(circular(sources))
                .containsExactly(
                        "dev.isthmus.a needs dev.isthmus.b in A.java",
                        "dev.isthmus.b needs dev.isthmus.c in B.java",
                        "dev.isthmus.c needs dev.isthmus.a in C.java");
    }

    /** Every dependency that is part of a circle, with the file that has it. */
    private static SortedSet<String> circular(Map<String, String> sources) {
        Map<String, SortedMap<String, String>> all = dependencies(sources);
        SortedSet<String> circular = new TreeSet<>();
        all.forEach((from, needed) -> needed.forEach((to, file) -> {
            if (reachable(to, all).contains(from)) {
                circular.add(from + " needs " + to + " in " + file);
            }
        }));
        return circular;
    }

    private static Set<String> reachable(String from, Map<String, SortedMap<String, String>> all) {
        Set<String> reached = new HashSet<>();
        Deque<String> left = new ArrayDeque<>(Set.of(from));
        while (!left.isEmpty()) {
            for (String next : all.getOrDefault(left.pop(), new TreeMap<>()).keySet()) {
                if (reached.add(next)) {
                    left.push(next);
                }
            }
        }
        return reached;
    }

    /** By package: the packages that it needs, each with a file that says so. */
    private static Map<String, SortedMap<String, String>> dependencies(Map<String, String> sources) {
        Map<String, SortedMap<String, String>> all = new TreeMap<>();
        new TreeMap<>(sources).forEach((file, source) -> {
            String code = MainSources.code(source);
            Matcher declared = PACKAGE.matcher(code);
            assertThat(declared.find()).as("%s has a package", file).isTrue();
            String own = declared.group(1);
            SortedMap<String, String> needed = all.computeIfAbsent(own, first -> new TreeMap<>());
            NAME.matcher(code)
                    .results()
                    .map(name -> name.group(1))
                    .filter(name -> !name.equals(own))
                    .forEach(name -> needed.putIfAbsent(name, file));
        });
        return all;
    }
}
