package dev.isthmus.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.ClassPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundle disturbs nothing on a framework's class path: it has no class or service file in common with it but those that it is to replace. */
class CollisionsIT {

    private static final String MESOS = "org/apache/mesos/";

    @ParameterizedTest
    @ValueSource(strings = {"fenzo-1.0", "spark-2.0", "spark-2.2", "flink-1.12", "elastic-job-2.1"})
    void only_classes_of_mesos_are_in_the_bundle_and_on_the_class_path(String module) throws IOException {
        Set<String> ours = names(ClassPath.BUNDLE);
        Set<String> theirs = new TreeSet<>();
        for (Path jar : ClassPath.of(module).jars()) {
            theirs.addAll(names(jar));
        }

        Set<String> both = new TreeSet<>(ours);
        both.retainAll(theirs);

        assertThat(both)
                .contains(MESOS + "MesosSchedulerDriver.class", MESOS + "MesosNativeLibrary.class")
                .allMatch(name -> name.startsWith(MESOS));
    }

    /** Of what a class loader finds by name. */
    private static Set<String> names(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            Set<String> names = new TreeSet<>();
            jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> (name.endsWith(".class") && !name.endsWith("module-info.class"))
                            || (name.startsWith("META-INF/services/") && !name.endsWith("/")))
                    .forEach(names::add);
            return names;
        }
    }
}
