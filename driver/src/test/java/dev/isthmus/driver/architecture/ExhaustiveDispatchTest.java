package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * ADR 16: a dispatch over a sealed type of ours has a case for each kind, so no method asks one value twice or more which of them it is, nor takes a
 * value to be the last that is left. Read from the sources, where that can be seen.
 */
class ExhaustiveDispatchTest {

    /** A sealed type, and what it is made of: its body goes on to the next line that begins with a brace as deep as it began. */
    private static final Pattern SEALED =
            Pattern.compile("(?m)^( *)(?:public |private |protected )?sealed interface (\\w+)");

    private static final Pattern IMPLEMENTS = Pattern.compile(
            "\\b(?:record|class|interface|enum) (\\w+)[^;{]*?\\b(?:implements|extends) ([\\w., <>]+?) ?\\{");

    /** A question to a value, which of its kinds it is. */
    private static final Pattern QUESTION = Pattern.compile("(?<![\\w.])(\\w+(?:\\.\\w+\\(\\))*) instanceof ([\\w.]+)");

    /** A value taken to be of a kind, as at the end of a chain that has asked for all the others. */
    private static final Pattern CAST = Pattern.compile("(?<=[ (=,!])\\(([\\w.]+)(?:<[^()]*>)?\\) ?\\w");

    /** The head of a method, also of one in a type within a type. */
    private static final Pattern METHOD = Pattern.compile(
            "(?m)^ {4,8}(?!(?:if|for|while|switch|try|return|do|synchronized|throw|new)\\b)[\\w@][\\w<>\\[\\],.?& @]* \\w+\\(");

    @Test
    void no_value_of_a_sealed_type_is_asked_which_kind_it_is_twice_in_one_method() throws IOException {
        Map<String, String> sources = MainSources.texts();
        Set<String> kinds = kinds(sources);
        assertThat(kinds).contains("Accept", "AgentTimeout", "Launched", "Refused", "Acknowledged", "Words");
        sources.forEach((file, source) -> assertThat(chains(source, kinds))
                .as("chains of instanceof over sealed types in %s: see docs/adr/0016-a-case-for-each-kind.md", file)
                .isEmpty());
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
                        boolean good(Basket basket) {
                            return basket.fruit() instanceof Apple || basket.fruit() instanceof Pear;
                        }
                        """, kinds)).containsExactly("basket.fruit(): Apple, Pear");
        assertThat(chains("""
                        boolean eat(Fruit fruit, Object other) {
                            if (fruit instanceof Fruit.Apple apple && apple.isRed()) {
                                return true;
                            }
                            return other instanceof Fruit.Pear;
                        }
                        """, kinds)).isEmpty();
        assertThat(chains("""
                    class Two {
                        boolean one(Fruit fruit) {
                            return fruit instanceof Apple;
                        }

                        boolean other(Fruit fruit) {
                            return fruit instanceof Pear;
                        }
                    }
                """, kinds)).isEmpty();
    }

    @Test
    void a_planted_chain_that_ends_in_a_cast_is_found_and_a_filter_is_not() {
        Set<String> kinds = Set.of("Apple", "Pear");
        assertThat(chains("""
                        int seeds(Fruit fruit) {
                            if (fruit instanceof Apple apple) {
                                return apple.pips();
                            }
                            return ((Pear) fruit).pips();
                        }
                        """, kinds)).containsExactly("cast: Pear");
        assertThat(chains("""
                        List<Pear> pears(List<Fruit> fruits) {
                            return fruits.stream().filter(Pear.class::isInstance).map(each -> (Pear) each).toList();
                        }
                        """, kinds)).isEmpty();
    }

    /** Each chain as the value that is asked and the kinds that are asked for. */
    private static List<String> chains(String source, Set<String> kinds) {
        List<String> chains = new ArrayList<>();
        for (String method : methods(source)) {
            Map<String, Set<String>> asked = new TreeMap<>();
            QUESTION.matcher(method).results().forEach(question -> {
                String kind = lastName(question.group(2));
                if (kinds.contains(kind)) {
                    asked.computeIfAbsent(question.group(1), value -> new LinkedHashSet<>())
                            .add(kind);
                }
            });
            asked.forEach((value, which) -> {
                if (which.size() > 1) {
                    chains.add(value + ": " + String.join(", ", which));
                }
            });
            CAST.matcher(method)
                    .results()
                    .map(cast -> lastName(cast.group(1)))
                    .filter(kinds::contains)
                    .filter(kind -> !method.contains(kind + ".class::isInstance"))
                    .forEach(kind -> chains.add("cast: " + kind));
        }
        return chains;
    }

    private static List<String> methods(String source) {
        List<String> methods = new ArrayList<>();
        int begun = 0;
        for (MatchResult head : METHOD.matcher(source).results().toList()) {
            methods.add(source.substring(begun, head.start()));
            begun = head.start();
        }
        methods.add(source.substring(begun));
        return methods;
    }

    private static String lastName(String name) {
        return name.replaceFirst(".*\\.", "");
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
}
