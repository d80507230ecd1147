package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The cores make no collection that is iterated in another order in each JVM, so that the same seed gives the same run. Allowed is one of at most one
 * element, one that is sorted at once, and one that is only asked what it holds. Read from the sources, where it can be seen what a constant is asked.
 */
class OrderTest {

    private static final Pattern UNORDERED = Pattern.compile(
            "\\bnew (?:HashMap|HashSet|IdentityHashMap|WeakHashMap|ConcurrentHashMap)\\b|\\b(?:HashMap|HashSet|ConcurrentHashMap)::new\\b"
                    + "|\\b(?:newKeySet|newSetFromMap|toSet|toUnmodifiableSet|toConcurrentMap|groupingByConcurrent)\\("
                    + "|\\b(?:Set|Map)(?:\\.|::)(?:of|copyOf|ofEntries)\\b|\\b(?:toMap|toUnmodifiableMap|groupingBy)\\(");

    /** A constant, in an interface too; its value stands after it. */
    private static final Pattern CONSTANT = Pattern.compile("\\b(?:Set|Map)<[^=;]*> ([A-Z][A-Z_0-9]*)\\s*=[^=]");

    private static final Pattern SORTED = Pattern.compile("new Tree(?:Map|Set)(?:<[^()]*>)?\\(\\s*$");

    private static final Pattern ASKED =
            Pattern.compile("^\\s*\\.(?:contains|containsAll|containsKey|get|getOrDefault|isEmpty|size)\\(");

    private static final Pattern COMPARED = Pattern.compile("(?:\\bremoveAll\\(|\\bdisjoint\\([^;]*, ?)$");

    @Test
    void no_core_makes_a_collection_whose_order_differs_between_two_jvms() throws IOException {
        Map<String, String> cores = CoreSources.texts();
        assertThat(cores).containsKeys("allocator/RefusalFilters", "engine/EcsEngine", "state/ClusterState");
        assertThat(unordered(cores))
                .as("take a LinkedHashMap, LinkedHashSet, TreeMap, TreeSet, EnumMap, EnumSet or a List")
                .isEmpty();
    }

    @Test
    void what_is_planted_is_found() {
        for (String planted : List.of(
                "Set<String> ids = new HashSet<>();",
                "map.computeIfAbsent(key, HashMap::new);",
                "Set<String> two = Set.of(one, other);",
                "Map<String, String> two = Map.of(a, b, c, d);",
                "this.roles = Set.copyOf(roles);",
                "ids.stream().map(Set::copyOf)",
                "Set<String> all = Set.of(words.split(x));",
                "One(Name... names) { this.names = Set.of(names); }",
                "ids.stream().collect(Collectors.toSet());",
                "ids.stream().collect(Collectors.groupingBy(Id::name, toList()));",
                "ids.stream().collect(Collectors.toMap(Id::name, f(a, b)));",
                "static final Set<String> ALL = Set.of(a, b); void all() { ALL.forEach(x); }",
                "static final Set<String> ALL = Set.of(a, b); List<String> all() { return List.copyOf(ALL); }")) {
            assertThat(unordered(Map.of("planted/One", planted))).as(planted).hasSize(1);
        }
        assertThat(unordered(Map.of(
                        "planted/One", "Set<String> ALL = Set.of(a, b);",
                        "planted/Two", "for (String each : One.ALL) { x(each); }")))
                .hasSize(1);
    }

    @Test
    void what_has_an_order_or_needs_none_is_not_found() {
        for (String innocent : List.of(
                "Set<String> ids = new LinkedHashSet<>();",
                "ids.getOrDefault(id, Set.of())",
                "new One(Map.of(name, f(a, b)));",
                "new TreeMap<>(Map.of(a, b, c, d));",
                "new TreeSet<>(Set.copyOf(ids));",
                "if (!Set.of(a, b).contains(c)) { return; }",
                "ids.stream().collect(Collectors.groupingBy(Id::name, TreeMap::new, toList()));",
                "ids.stream().collect(Collectors.toMap(Id::name, Id::it, (a, b) -> b, LinkedHashMap::new));",
                "static final Set<String> ALL = Set.of(a, b); boolean is(String x) { return ALL.contains(x); }")) {
            assertThat(unordered(Map.of("planted/One", innocent))).as(innocent).isEmpty();
        }
    }

    private static SortedSet<String> unordered(Map<String, String> cores) {
        SortedSet<String> found = new TreeSet<>();
        cores.forEach((file, code) -> UNORDERED.matcher(code).results().forEach(made -> {
            if (!isInnocent(made, file, code, cores)) {
                found.add(file + ": " + line(code, made.start()));
            }
        }));
        return found;
    }

    private static boolean isInnocent(MatchResult made, String file, String code, Map<String, String> cores) {
        String name = made.group().replaceAll("\\($", "");
        int open = made.group().endsWith("(") ? made.end() - 1 : made.end();
        boolean isCall = open < code.length() && code.charAt(open) == '(';
        int close = isCall ? close(code, open) : open;
        int arguments = isCall ? arguments(code.substring(open + 1, close)) : 0;
        String before = code.substring(0, made.start());
        String after = code.substring(Math.min(close + 1, code.length()));
        boolean isOrdered = switch (name) {
            case "Set.of" ->
                isCall
                        && arguments <= 1
                        && !isArray(code.substring(open + 1, close).strip(), code);
            case "Map.of" -> isCall && arguments <= 2;
            case "toMap" -> arguments == 4;
            case "groupingBy" -> arguments == 3;
            default -> false;
        };
        return isOrdered
                || SORTED.matcher(before).find()
                || (isCall && ASKED.matcher(after).find())
                || constant(before)
                        .map(constant -> isOnlyAsked(constant, file, cores))
                        .orElse(false);
    }

    /** The constant in whose value this stands. */
    private static Optional<String> constant(String before) {
        String statement = before.replaceFirst("(?s).*[;{}]", "");
        Matcher constant = CONSTANT.matcher(statement + " ");
        return constant.find() ? Optional.of(constant.group(1)) : Optional.empty();
    }

    private static boolean isOnlyAsked(String constant, String owner, Map<String, String> cores) {
        Pattern own = Pattern.compile("(?<![\\w.])" + constant + "\\b(?!\\s*=[^=])");
        Pattern others = Pattern.compile("\\b" + owner.replaceFirst(".*/", "") + "\\." + constant + "\\b");
        return cores.entrySet().stream().allMatch(core -> {
            String code = core.getValue();
            List<MatchResult> uses =
                    new ArrayList<>(others.matcher(code).results().toList());
            if (core.getKey().equals(owner)) {
                uses.addAll(own.matcher(code).results().toList());
            }
            return uses.stream()
                    .allMatch(use -> ASKED.matcher(code.substring(use.end())).find()
                            || SORTED.matcher(code.substring(0, use.start())).find()
                            || COMPARED.matcher(code.substring(0, use.start())).find());
        });
    }

    /** Whether the one argument is an array, whose elements are meant. */
    private static boolean isArray(String argument, String code) {
        return argument.matches("(?s).*\\b(?:split|values|toArray)\\([^()]*\\)")
                || (argument.matches("\\w+")
                        && Pattern.compile("(?:\\.\\.\\.|\\[\\]) " + argument + "\\b")
                                .matcher(code)
                                .find());
    }

    private static int close(String code, int open) {
        int depth = 0;
        for (int i = open; i < code.length(); i++) {
            depth += "([{".indexOf(code.charAt(i)) >= 0 ? 1 : ")]}".indexOf(code.charAt(i)) >= 0 ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return code.length();
    }

    /** How many there are; texts are left out, but not the commas between them. */
    private static int arguments(String inside) {
        String flat = inside.replaceAll("<[\\w., ?<>\\[\\]]*>", "");
        int depth = 0;
        int commas = 0;
        for (int i = 0; i < flat.length(); i++) {
            char sign = flat.charAt(i);
            depth += "([{".indexOf(sign) >= 0 ? 1 : ")]}".indexOf(sign) >= 0 ? -1 : 0;
            commas += depth == 0 && sign == ',' ? 1 : 0;
        }
        return commas == 0 && flat.isBlank() ? 0 : commas + 1;
    }

    private static String line(String code, int at) {
        int end = code.indexOf('\n', at);
        return code.substring(code.lastIndexOf('\n', at) + 1, end < 0 ? code.length() : end)
                .strip();
    }
}
