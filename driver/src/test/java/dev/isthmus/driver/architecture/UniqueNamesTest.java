package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A name means one class, wherever it is read: in a log, in a search, in talk. */
class UniqueNamesTest {

    /** The two cores have one shape on purpose, and their steps are named alike. */
    private static final Set<String> ALIKE = Set.of("Input.java", "Output.java");

    /** What is in each package, or planted to be found, not used. */
    private static final Pattern LEFT_OUT =
            Pattern.compile(".*/(package-info|module-info)\\.java|.*/architecture/planted/.*");

    @Test
    void no_two_classes_have_the_same_simple_name() throws IOException {
        Map<String, Set<Path>> files = MainSources.withTests().stream()
                .filter(file ->
                        !LEFT_OUT.matcher(file.toString().replace('\\', '/')).matches())
                .collect(
                        Collectors.groupingBy(file -> file.getFileName().toString(), TreeMap::new, Collectors.toSet()));
        files.values().removeIf(places -> places.size() == 1);
        assertThat(files).containsOnlyKeys(ALIKE);
    }
}
