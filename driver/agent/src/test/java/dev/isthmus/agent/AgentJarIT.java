package dev.isthmus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the agent's jar, and what an application sees of it. */
class AgentJarIT {

    /** A framework in a child class loader would find the bundle's drop-ins first, without its own Mesos beside them. */
    @Test
    void an_application_sees_the_agent_s_own_classes_alone() {
        assertThat(names())
                .filteredOn(name -> !name.startsWith("META-INF/"))
                .isNotEmpty()
                .allMatch(name -> name.matches("dev/isthmus/agent/\\w+\\.class"));
        assertThat(names())
                .noneMatch(name -> name.startsWith("META-INF/services/") || name.startsWith("META-INF/versions/"));
    }

    @Test
    void the_bundle_is_inside_as_it_is() throws IOException {
        try (JarFile bundle = new JarFile("../target/isthmus-driver.jar")) {
            assertThat(names())
                    .containsAll(bundle.stream()
                            .filter(entry -> !entry.isDirectory())
                            .map(entry -> AgentBundle.INSIDE + entry.getName())
                            .toList());
        }
    }

    @Test
    void java_8_can_load_all_that_runs_before_its_version_is_looked_at() throws IOException {
        List<String> early = names().stream()
                .filter(name -> name.endsWith(".class"))
                .filter(name -> !name.startsWith(AgentBundle.INSIDE)
                        || name.startsWith(AgentBundle.INSIDE + "org/apache/mesos/"))
                .toList();

        assertThat(early).hasSizeGreaterThan(6);
        try (JarFile jar = new JarFile(AgentIT.AGENT.toFile())) {
            for (String name : early) {
                try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
                    assertThat(ClassNames.major(in.readNBytes(8))).as(name).isEqualTo(52);
                }
            }
        }
    }

    @Test
    void the_manifest_names_the_agent_and_the_licences_are_where_they_are_looked_for() throws IOException {
        try (JarFile jar = new JarFile(AgentIT.AGENT.toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Premain-Class")).isEqualTo(IsthmusAgent.class.getName());
            assertThat(attributes.getValue("Implementation-Version")).isNotEmpty();
        }
        assertThat(names()).contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/licenses/aws-sdk.txt");
    }

    /** Neither the bundle on a class path nor the agent beside it takes the place of a class but those that it is to take the place of. */
    @Test
    void no_name_of_ours_is_a_framework_s_too_but_those_of_the_drop_ins() throws IOException {
        Set<String> ours = new TreeSet<>(named(Path.of("../target/isthmus-driver.jar")));
        ours.addAll(named(AgentIT.AGENT));
        Set<String> theirs = new TreeSet<>();
        try (Stream<Path> jars = Files.walk(Path.of("../target/frameworks"))) {
            for (Path jar :
                    jars.filter(path -> path.toString().endsWith(".jar")).toList()) {
                theirs.addAll(named(jar));
            }
        }
        assertThat(theirs).contains("com/netflix/fenzo/samples/TaskGenerator.class", "org/slf4j/Logger.class");

        Set<String> both = new TreeSet<>(ours);
        both.retainAll(theirs);

        assertThat(both)
                .contains("org/apache/mesos/MesosSchedulerDriver.class", "org/apache/mesos/MesosNativeLibrary.class")
                .allMatch(name -> names().contains(AgentBundle.INSIDE + name))
                .allMatch(name -> name.startsWith("org/apache/mesos/"));
    }

    /** What a class loader finds by name: classes and service files. */
    private static List<String> named(Path jar) throws IOException {
        return names(jar).stream()
                .filter(name -> name.startsWith("META-INF/services/") || name.endsWith(".class"))
                .filter(name -> !name.endsWith("module-info.class") && !name.startsWith(AgentBundle.INSIDE))
                .toList();
    }

    private static List<String> names() {
        return names(AgentIT.AGENT);
    }

    private static List<String> names(Path path) {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(path.toString(), e);
        }
    }
}
