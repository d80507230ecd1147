package dev.isthmus.renames;

import dev.isthmus.renames.BuiltClasses.BuiltClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Compares the class files of two builds of the repository, the older one's renamed as a list says: they have to be equal, byte for byte, but for
 * what debuggers alone read. In which module a class is makes no difference, as long as it is in one. What can be reached from more places than before
 * is the same, and is listed. Run by {@code .ci/renames/compare}.
 */
final class SameButForNames {

    private final SortedSet<String> opened = new TreeSet<>();
    private final SortedSet<String> packages = new TreeSet<>();
    private final SortedMap<String, Integer> moved = new TreeMap<>();
    private final SortedSet<String> different = new TreeSet<>();

    private SameButForNames(BuiltClasses before, BuiltClasses after) {
        before.twice().forEach(each -> different.add("twice before: " + each));
        after.twice().forEach(each -> different.add("twice after:  " + each));
        for (String name : Stream.of(before, after)
                .flatMap(each -> each.found().keySet().stream())
                .distinct()
                .toList()) {
            compare(name, before.found().get(name), after.found().get(name));
        }
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> names = since(list(Path.of(arguments[0])), list(Path.of(arguments[1])));
        BuiltClasses before = new BuiltClasses(Path.of(arguments[2]), names);
        BuiltClasses after = new BuiltClasses(Path.of(arguments[3]), Map.of());
        SameButForNames compared = new SameButForNames(before, after);
        compared.moved.forEach((way, classes) -> System.out.println("moved:        " + classes + " classes " + way));
        compared.opened.forEach(each -> System.out.println("opened:       " + each));
        compared.packages.forEach(System.out::println);
        compared.different.forEach(System.out::println);
        System.out.println(before.found().size() + " classes before, " + after.found().size() + " after, "
                + compared.different.size() + " not the same but for " + names.size() + " names; " + compared.opened.size()
                + " opened, " + compared.packages.size() + " package-info added or gone");
        System.exit(compared.different.isEmpty() ? 0 : 1);
    }

    private static Map<String, String> list(Path file) throws IOException {
        Map<String, String> names = new LinkedHashMap<>();
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] both = line.trim().replace('.', '/').split("\\s+");
                names.put(both[0], both[1]);
            }
        }
        return names;
    }

    /** A list tells of each class's first name and its last: of one that had been renamed before, the earlier list knows what it was called then. */
    private static Map<String, String> since(Map<String, String> earlier, Map<String, String> later) {
        Map<String, String> names = new LinkedHashMap<>();
        later.forEach((first, last) -> names.put(earlier.getOrDefault(first, first), last));
        return names;
    }

    private void compare(String name, BuiltClass before, BuiltClass after) {
        if (before == null || after == null) {
            boolean ofPackage = name.endsWith("/package-info");
            (ofPackage ? packages : different).add((before == null ? "only after:   " : "only before:  ") + name);
            return;
        }
        if (!before.module().equals(after.module())) {
            moved.merge("from " + before.module() + " to " + after.module(), 1, Integer::sum);
        }
        if (Arrays.equals(before.bytes(), after.bytes())) {
            return;
        }
        Optional<List<String>> more = Access.opened(before.bytes(), after.bytes());
        more.ifPresentOrElse(opened::addAll, () -> different.add("different:    " + name));
    }
}
