package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A package is about one concept, and a file about one thing: neither is larger than can be seen at once. */
class SizesTest {

    private static final int FILES_OF_A_PACKAGE = 15;

    private static final int LINES_OF_A_FILE = 300;

    @Test
    void no_package_has_more_files_than_can_be_seen_at_once() throws IOException {
        Map<String, Long> files = MainSources.withTests().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(SizesTest::folder, TreeMap::new, Collectors.counting()));
        assertThat(files)
                .isNotEmpty()
                .allSatisfy((folder, count) ->
                        assertThat(count).as("files in %s", folder).isLessThanOrEqualTo(FILES_OF_A_PACKAGE));
    }

    @Test
    void no_file_has_more_lines_than_can_be_seen_at_once() throws IOException {
        assertThat(MainSources.all())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readAllLines(file))
                        .as("lines of %s", file)
                        .hasSizeLessThanOrEqualTo(LINES_OF_A_FILE));
    }

    private static String folder(Path file) {
        return Path.of("..").relativize(file.getParent()).toString().replace('\\', '/');
    }
}
