package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * ADR 16: a dispatch over a sealed type of ours has a case for each kind, so no chain asks one value twice or more which of them it is. Read from
 * the sources, where a chain can be seen.
 */
class ExhaustiveDispatchTest {

    private static final Path ROOT = Path.of("..");

    /** A sealed type, and what it is made of: its body goes on to the next line that begins with a brace as deep as it began. */
    private static final Pattern SEALED =
            Pattern.compile("(?m)^( *)(?:public |private |protected )?sealed interface (\\w+)");

    private static final Pattern IMPLEMENTS = Pattern.compile(
            "\\b(?:record|class|interface|enum) (\\w+)[^;{]*?\\b(?:implements|extends) ([\\w., <>]+?) ?\\{");

    /** A branch of a chain, and the value that it asks. */
    private static final Pattern BRANCH =
            Pattern.compile("(?m)^ *(?:\\} else )?if \\((\\w+(?:\\.\\w+\\(\\))?) instanceof ([\\w.]+)");

    /** The chains that there are still, by file: each is to become a {@code match}. */
    private static final Map<String, Integer> STILL = still();

    private static Map<String, Integer> still() {
        Map<String, Integer> still = new TreeMap<>();
        still.put("benchmarks/dev/isthmus/benchmarks/OpenBackend.java", 1);
        still.put("framework-testkit/dev/isthmus/testkit/framework/Amounts.java", 1);
        still.put("framework-testkit/dev/isthmus/testkit/framework/Stage.java", 1);
        still.put("testkit/dev/isthmus/testkit/contract/Amounts.java", 1);
        still.put("testkit/dev/isthmus/testkit/contract/ConservationLaw.java", 1);
        still.put("testkit/dev/isthmus/testkit/contract/FidelityLaws.java", 1);
        still.put("testkit/dev/isthmus/testkit/contract/FitLaws.java", 1);
        still.put("testkit/dev/isthmus/testkit/contract/JournalHistory.java", 1);
        still.put("testkit/dev/isthmus/testkit/contract/TaskLifeContract.java", 1);
        still.put("testkit/dev/isthmus/testkit/ecs/CallSubject.java", 1);
        still.put("testkit/dev/isthmus/testkit/ecs/Dispatcher.java", 1);
        still.put("testkit/dev/isthmus/testkit/ecs/Distortion.java", 1);
        still.put("testkit/dev/isthmus/testkit/ecs/Fault.java", 1);
        still.put("testkit/dev/isthmus/testkit/ecs/FaultCount.java", 1);
        still.put("testkit/dev/isthmus/testkit/ecs/FaultPlayer.java", 1);
        still.put("testkit/dev/isthmus/testkit/ecs/ModelShell.java", 1);
        still.put("testkit/dev/isthmus/testkit/ecs/runtime/ScriptedRuntime.java", 1);
        still.put("testkit/dev/isthmus/testkit/generate/Split.java", 1);
        still.put("testkit/dev/isthmus/testkit/memory/MemoryTask.java", 1);
        return still;
    }

    @Test
    void no_value_of_a_sealed_type_is_asked_twice_in_one_chain() throws IOException {
        Map<String, String> sources = sources();
        Set<String> kinds = kinds(sources);
        assertThat(kinds).contains("Accept", "AgentTimeout", "Launched", "Refused", "Acknowledged", "Words");
        sources.forEach((file, source) -> assertThat(chains(source, kinds))
                .as("chains of instanceof over sealed types in %s: see docs/adr/0016-a-case-for-each-kind.md", file)
                .hasSizeLessThanOrEqualTo(STILL.getOrDefault(file, 0)));
    }

    @Test
    void a_planted_chain_is_found_and_a_single_question_is_not() {
        Set<String> kinds = Set.of("Apple", "Pear");
        assertThat(chains("""
                        void eat(Fruit fruit) {
                            if (fruit instanceof Fruit.Apple apple) {
                                bite(apple);
                            } else if (fruit instanceof Fruit.Pear) {
                                peel();
                            }
                        }
                        """, kinds)).containsExactly("fruit: Apple, Pear");
        assertThat(chains("""
                        boolean eat(Fruit fruit, Object other) {
                            if (fruit instanceof Fruit.Apple apple && apple.isRed()) {
                                return true;
                            }
                            return other instanceof Fruit.Pear;
                        }
                        """, kinds)).isEmpty();
    }

    /** Each chain as the value that is asked and the kinds that are asked for. */
    private static List<String> chains(String source, Set<String> kinds) {
        List<String> chains = new ArrayList<>();
        for (String method : source.split("\\n {4}\\}\\n|\\n\\}\\n", -1)) {
            Map<String, Set<String>> asked = new TreeMap<>();
            Matcher branch = BRANCH.matcher(method);
            while (branch.find()) {
                String kind = branch.group(2).replaceFirst(".*\\.", "");
                if (kinds.contains(kind)) {
                    asked.computeIfAbsent(branch.group(1), value -> new LinkedHashSet<>())
                            .add(kind);
                }
            }
            asked.forEach((value, which) -> {
                if (which.size() > 1) {
                    chains.add(value + ": " + String.join(", ", which));
                }
            });
        }
        return chains;
    }

    /** The names of all that implements a sealed type. */
    private static Set<String> kinds(Map<String, String> sources) {
        Set<String> sealed = new LinkedHashSet<>();
        Map<String, List<String>> above = new HashMap<>();
        sources.values().forEach(source -> {
            SEALED.matcher(source).results().forEach(type -> sealed.add(type.group(2)));
            IMPLEMENTS.matcher(source).results().forEach(type -> {
                for (String parent : type.group(2).replaceAll("<[^>]*>", "").split(",", -1)) {
                    above.computeIfAbsent(type.group(1), name -> new ArrayList<>())
                            .add(parent.strip().replaceFirst(".*\\.", ""));
                }
            });
        });
        Set<String> kinds = new LinkedHashSet<>();
        above.forEach((name, parents) -> {
            if (parents.stream().anyMatch(sealed::contains)) {
                kinds.add(name);
            }
        });
        return kinds;
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> path.toString().replace('\\', '/').contains("/src/main/java/"))
                    .toList()) {
                sources.put(
                        ROOT.relativize(file).toString().replace('\\', '/').replaceFirst("src/main/java/", ""),
                        Files.readString(file));
            }
        }
        return sources;
    }
}
