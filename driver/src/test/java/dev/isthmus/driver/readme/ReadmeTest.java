package dev.isthmus.driver.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.mesos.FrontendSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents say what is so. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SETTINGS =
            Pattern.compile("\\| name \\| meaning \\| default \\|\\n\\|---\\|---\\|---\\|\\n(?:\\|.*\\n)+");
    private static final Pattern SHOWN =
            Pattern.compile("<!-- source: (\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JAVA = Pattern.compile("```java\\n");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(#[^)]*)?\\)");

    @Test
    void the_table_of_settings_is_the_code_s() throws IOException {
        Path readme = ROOT.resolve("README.md");
        String text = Files.readString(readme);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(readme, SETTINGS.matcher(text).replaceFirst(Matcher.quoteReplacement(table())));
            return;
        }
        assertThat(text)
                .as("the README's table of settings; -Dgolden.write=true writes it anew. It should be\n" + table())
                .contains(table());
    }

    @Test
    void every_java_block_is_in_the_file_it_says_it_is_from() throws IOException {
        for (Path document : documents()) {
            String text = Files.readString(document);
            Matcher shown = SHOWN.matcher(text);
            long count = 0;
            while (shown.find()) {
                count++;
                String source = Files.readString(ROOT.resolve(shown.group(1)));
                assertThat(flattened(source))
                        .as(document + " shows a block that is not in " + shown.group(1))
                        .contains(flattened(shown.group(2)));
            }
            assertThat(JAVA.matcher(text).results().count())
                    .as(document + " has Java blocks that do not say where they are from")
                    .isEqualTo(count);
        }
    }

    @Test
    void every_link_to_a_file_leads_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                if (!Files.exists(document.resolveSibling(link.group(1)))) {
                    broken.add(document + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_decision_is_listed() throws IOException {
        String list = Files.readString(ROOT.resolve("docs/adr/README.md"));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/adr"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.matches("\\d{4}-.*")))
                    .allSatisfy(name -> assertThat(list).contains("(" + name + ")"));
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(
                List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("CHANGELOG.md")));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    /** Without the white space that a document and a source may differ in. */
    private static String flattened(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static String table() {
        Map<String, Setting<?>> all = new TreeMap<>(Comparator.comparing((String name) -> !name.startsWith("AWS"))
                .thenComparing(Comparator.naturalOrder()));
        FrontendSettings.known(Discovery.installed()).forEach(setting -> all.put(setting.name(), setting));
        StringBuilder table = new StringBuilder("| name | meaning | default |\n|---|---|---|\n");
        all.values()
                .forEach(setting -> table.append("| `")
                        .append(setting.name())
                        .append("` | ")
                        .append(setting.meaning()
                                .replace("<", "&lt;")
                                .replace("|", "\\|")
                                .replace("*", "\\*"))
                        .append(" | ")
                        .append(setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`")
                        .append(" |\n"));
        return table.toString();
    }
}
