package dev.isthmus.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide says that {@code ./isthmus run} gives every option that its pages name. */
class OldFrameworksTest {

    private static final Path GUIDE = Path.of("..", "docs", "guide");

    @Test
    void whatever_a_page_of_the_guide_opens_is_opened() throws IOException {
        Set<String> opens = new TreeSet<>();
        Set<String> exports = new TreeSet<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            opens.addAll(found("--add-opens[= ](java\\.base/[a-z.]+)=ALL-UNNAMED", text));
            exports.addAll(found("--add-exports[= ](java\\.base/[a-z.]+)=ALL-UNNAMED", text));
        }
        String table = Files.readString(GUIDE.resolve("frameworks.md"));
        for (String row :
                table.lines().filter(line -> line.contains("of `java.base/`")).toList()) {
            found("`((?:java|jdk|sun)\\.[a-z.]+)`", row).forEach(name -> opens.add("java.base/" + name));
        }

        assertThat(opens).hasSizeGreaterThan(15).isSubsetOf(OldFrameworks.OPENS);
        assertThat(exports).isNotEmpty().isSubsetOf(OldFrameworks.EXPORTS);
    }

    private static Set<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(GUIDE.resolve("frameworks"))) {
            Set<Path> pages = new TreeSet<>(files.toList());
            pages.add(GUIDE.resolve("frameworks.md"));
            return pages;
        }
    }

    private static Set<String> found(String pattern, String text) {
        Set<String> all = new TreeSet<>();
        Pattern.compile(pattern).matcher(text).results().forEach(match -> all.add(match.group(1)));
        return all;
    }
}
