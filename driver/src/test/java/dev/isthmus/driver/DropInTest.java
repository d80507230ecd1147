package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.MesosNativeLibrary;
import org.apache.mesos.MesosNativeLibrary.Version;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.state.InMemoryState;
import org.apache.mesos.state.LevelDBState;
import org.apache.mesos.state.LogState;
import org.apache.mesos.state.ZooKeeperState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The drop-in classes have whatever a framework that was compiled against Mesos's own may link to. */
class DropInTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                MesosSchedulerDriver.class,
                MesosNativeLibrary.class,
                MesosNativeLibrary.Version.class,
                ZooKeeperState.class,
                InMemoryState.class,
                LevelDBState.class,
                LogState.class
            })
    void a_drop_in_has_every_public_member_of_mesos_own_class(Class<?> dropIn) throws Exception {
        try (URLClassLoader mesos = mesos()) {
            Set<String> wanted = members(Class.forName(dropIn.getName(), false, mesos));
            wanted.remove("MesosNativeLibrary()"); // nobody makes one: it has static methods only

            assertThat(wanted).hasSizeGreaterThan(3);
            assertThat(members(dropIn)).containsAll(wanted);
        }
    }

    @Test
    void our_driver_has_the_constructors_of_mesos_own() throws Exception {
        try (URLClassLoader mesos = mesos()) {
            Class<?> original = Class.forName("org.apache.mesos.MesosSchedulerDriver", false, mesos);

            assertThat(original.getConstructors()).hasSize(6);
            assertThat(Arrays.stream(ECSSchedulerDriver.class.getConstructors()).map(DropInTest::parameters))
                    .containsAll(Arrays.stream(original.getConstructors())
                            .map(DropInTest::parameters)
                            .toList());
        }
    }

    @Test
    void the_library_needs_no_loading_and_is_of_the_version_we_stand_for() {
        assertThatCode(MesosNativeLibrary::load).doesNotThrowAnyException();
        assertThatCode(() -> MesosNativeLibrary.load("/nowhere/libmesos.so")).doesNotThrowAnyException();
        assertThat(MesosNativeLibrary.VERSION).isEqualTo("1.11.0");
        assertThat(MesosNativeLibrary.version()).hasToString(MesosNativeLibrary.VERSION);
    }

    @Test
    void versions_are_ordered_number_by_number() {
        assertThat(new Version(1, 5, 0).before(new Version(1, 11, 0))).isTrue();
        assertThat(new Version(1, 11, 1).after(new Version(1, 11, 0))).isTrue();
        assertThat(new Version(2)).isGreaterThan(new Version(1, 99));
        assertThat(new Version(1, 11).equals(new Version(1, 11, 0))).isTrue();
        assertThat(new Version(1, 11)).isEqualTo(new Version(1, 11, 0)).hasSameHashCodeAs(new Version(1, 11, 0));
        assertThat(new Version(1, 11).equals(new Version(1, 12))).isFalse();
        assertThat(new Version(1, 11).equals((Version) null)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Version(1, -1))
                .withMessage("Minor version must not be negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Version(1).compareTo(null))
                .withMessage("other Version must not be null");
    }

    private static URLClassLoader mesos() throws Exception {
        List<URL> urls = new ArrayList<>();
        try (Stream<Path> jars = Files.list(Path.of("target", "frameworks", "mesos-1.11"))) {
            for (Path jar : jars.toList()) {
                urls.add(jar.toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Set<String> members(Class<?> type) {
        return Stream.of(type.getConstructors(), type.getMethods(), type.getFields())
                .flatMap(Arrays::stream)
                .filter(member -> ((Member) member).getDeclaringClass() != Object.class)
                .map(member -> member instanceof Executable executable
                        ? (Modifier.isStatic(executable.getModifiers()) ? "static " : "")
                                + executable.getName().replaceAll(".*[.$]", "")
                                + parameters(executable)
                        : ((Field) member).toGenericString())
                .collect(Collectors.toSet());
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getParameterTypes())
                .map(Class::getName)
                .collect(Collectors.joining(",", "(", ")"));
    }
}
