package dev.isthmus.testkit.framework;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.TaskId;
import dev.isthmus.driver.Border;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.messages.Protos;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/**
 * ADR 8: the kit, compiled once, tests frameworks on the Mesos classes that they bring. Each flavour is loaded by a class loader of
 * its own, which sees the kit, what it needs, the framework's jars and the JDK: no AWS SDK, no backend, no other protobuf.
 */
class ScriptFlavoursTest {

    @ParameterizedTest
    @ValueSource(strings = {"mesos-0.21", "mesos-1.0-shaded"})
    void a_script_runs_on_the_mesos_of_its_framework(String flavour) throws Exception {
        List<URL> places = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of("target", "frameworks", flavour))) {
            for (Path jar : jars.sorted().toList()) {
                places.add(jar.toUri().toURL());
            }
        }
        for (Class<?> type : List.of(
                FrameworkScript.class,
                OldFramework.class,
                Border.class,
                FrameworkDriver.class,
                Protos.class,
                TaskId.class,
                // How messages cross the border.
                Class.forName("dev.isthmus.driver.message.ToPrivate"),
                Logger.class)) {
            places.add(home(type));
        }
        try (URLClassLoader loader =
                new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method run = loader.loadClass(OldFramework.class.getName()).getDeclaredMethod("run");
            run.setAccessible(true);

            assertThat((String) run.invoke(null))
                    .contains("launches 't' on a (cpus:1)")
                    .contains("statusUpdate: TASK_KILLED of 't'");
        }
    }

    private static URL home(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
