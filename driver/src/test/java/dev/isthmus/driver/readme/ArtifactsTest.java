package dev.isthmus.driver.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader is told to depend on is there. That it works is tried by the projects in {@code samples}, outside this build. */
class ArtifactsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(isthmus-[a-z-]+)</artifactId>");
    private static final Pattern VERSION = Pattern.compile("<version>(\\d[^<]*)</version>");
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern DEPENDENCY =
            Pattern.compile("<groupId>dev\\.isthmus</groupId>\\s*<artifactId>(isthmus-[a-z-]+)</artifactId>");
    private static final Pattern BOM_VERSION =
            Pattern.compile("isthmus-bom(?:</artifactId>\\s*<version>|:)([0-9A-Z.a-z-]+)");
    private static final Pattern BUILD = Pattern.compile("<build>.*</build>", Pattern.DOTALL);

    private static final Pattern TEST_JAR = Pattern.compile("<goal>test-jar</goal>(.*?)</execution>", Pattern.DOTALL);

    /** For the build alone. */
    private static final Set<String> NOT_FOR_OTHERS = Set.of(
            "isthmus-bom",
            "isthmus-cli",
            "isthmus-benchmarks",
            "isthmus-scenarios",
            "isthmus-error-prone",
            "isthmus-ecs-backend-trials",
            "isthmus-driver-trials",
            "isthmus-master-trials",
            "isthmus-simulation-trials",
            "isthmus-ecs-elasticmq",
            "isthmus-master-browser",
            "isthmus-frameworks");

    private static String text(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static String own(String module) throws IOException {
        String pom = text(module + "/pom.xml");
        // One, of the frameworks of others, has no parent.
        Matcher artifact = ARTIFACT.matcher(pom.substring(Math.max(0, pom.indexOf("</parent>"))));
        assertThat(artifact.find()).as(module).isTrue();
        return artifact.group(1);
    }

    /** The artifacts of the modules below a folder, but not its own, which is their parent. */
    private static Set<String> published(String folder) throws IOException {
        Set<String> published = new TreeSet<>();
        for (String name : all(MODULE, text(folder + "pom.xml"))) {
            String module = folder + name;
            Set<String> below = NOT_FOR_OTHERS.contains(own(module)) ? Set.of() : published(module + "/");
            published.addAll(below.isEmpty() ? Set.of(own(module)) : below);
        }
        published.removeAll(NOT_FOR_OTHERS);
        return published;
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("samples"))) {
            return folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void every_module_for_others_is_in_the_bom() throws IOException {
        Set<String> published = published("");
        Set<String> listed = all(DEPENDENCY, text("bom/pom.xml"));
        listed.remove("isthmus-parent");
        assertThat(listed).isEqualTo(published).contains("isthmus-driver", "isthmus-driver-bundle");
    }

    /** Else {@code ./isthmus}, which builds without tests, finds them only where an earlier build has installed them. */
    @Test
    void jars_of_tests_are_made_where_tests_are_left_out_too() throws IOException {
        Set<String> others = new TreeSet<>();
        for (String module : all(MODULE, text("pom.xml"))) {
            Set<String> made = all(TEST_JAR, text(module + "/pom.xml"));
            if (!made.isEmpty()) {
                others.add(module);
                assertThat(made).as(module).allMatch(execution -> execution.contains("<skip>false</skip>"));
            }
        }
        assertThat(others).contains("zookeeper", "mesos-frontend", "master/pages");
    }

    /** Whoever takes the bundle gets nothing a second time, under names that might disturb the framework. */
    @Test
    void the_bundle_s_pom_has_no_dependencies() throws IOException {
        String pom = BUILD.matcher(text("driver/bundle/pom.xml")).replaceAll("");
        assertThat(pom).contains("isthmus-driver-bundle").doesNotContain("<dependency>");
    }

    /** The agent has the bundle inside, and the drop-ins stand beside whatever Mesos the framework has. */
    @Test
    void the_agent_and_the_drop_ins_bring_nothing_with_them() throws IOException {
        for (String module : List.of("driver/agent", "driver/dropin")) {
            String pom = BUILD.matcher(text(module + "/pom.xml")).replaceAll("");
            assertThat(all(Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL), pom))
                    .as(module)
                    .isNotEmpty()
                    .allMatch(dependency -> dependency.matches("(?s).*<scope>(provided|test)</scope>.*"));
        }
    }

    @Test
    void the_readme_and_the_samples_name_artifacts_and_the_version_that_there_are() throws IOException {
        Set<String> listed = all(DEPENDENCY, text("bom/pom.xml"));
        listed.add("isthmus-bom");
        Matcher version = VERSION.matcher(text("pom.xml"));
        assertThat(version.find()).isTrue();
        List<String> texts = new ArrayList<>(List.of(text("README.md")));
        for (Path sample : samples()) {
            texts.add(Files.readString(sample));
        }
        for (String text : texts) {
            assertThat(listed).containsAll(all(DEPENDENCY, text));
            assertThat(all(BOM_VERSION, text)).containsExactly(version.group(1));
        }
    }

    /** Else a reader who installs runs the trials, for minutes: failsafe does not read {@code skipTests} by itself. */
    @Test
    void what_the_readme_says_to_install_without_tests_runs_no_integration_tests_either() throws IOException {
        assertThat(text("README.md")).contains("`mvn install -DskipTests`");
        assertThat(text("pom.xml")).contains("<skipITs>${skipTests}</skipITs>");
    }

    @Test
    void there_is_a_sample_for_each_way_of_use() throws IOException {
        assertThat(samples())
                .extracting(pom -> String.valueOf(pom.getParent().getFileName()))
                .contains("bundle", "modules", "translator", "fake-ecs", "framework-testkit", "contracts");
        assertThat(text("samples/run")).contains("env -i");
        assertThat(text(".ci/run")).contains("samples/run");
    }
}
