package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.isthmus.driver.bundle.ClassFile;
import dev.isthmus.driver.bundle.ClassFiles;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.MesosNativeLibrary;
import org.apache.mesos.MesosNativeLibrary.Version;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Scheduler;
import org.apache.mesos.state.ZooKeeperState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The drop-in classes have whatever a framework that was compiled against Mesos's own may link to. */
class DropInTest {

    private static final long SECONDS = 20;
    private static final FrameworkInfo FRAMEWORK =
            FrameworkInfo.newBuilder().setName("drop-in").setUser("").build();

    @ParameterizedTest
    @MethodSource("dropIns")
    void a_drop_in_has_every_public_member_of_mesos_own_class(Class<?> dropIn) throws Exception {
        try (URLClassLoader mesos = mesos()) {
            Class<?> original = Class.forName(dropIn.getName(), false, mesos);
            Set<String> wanted = members(original);
            wanted.remove("MesosNativeLibrary()"); // nobody makes one: it has static methods only

            assertThat(wanted).hasSizeGreaterThan(1);
            assertThat(members(dropIn)).containsAll(wanted);
            assertThat(supertypes(dropIn)).containsAll(supertypes(original));
        }
    }

    static List<Class<?>> dropIns() throws Exception {
        List<Class<?>> all = new ArrayList<>();
        for (ClassFile file : ClassFiles.in(ClassFiles.home(MesosSchedulerDriver.class))) {
            all.add(Class.forName(file.name()));
        }
        assertThat(all).contains(MesosNativeLibrary.class, ZooKeeperState.class).hasSizeGreaterThan(15);
        return all;
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
    void the_scheduler_is_called_back_with_the_driver_that_the_framework_made() throws Exception {
        BlockingQueue<Object> drivers = new LinkedBlockingQueue<>();
        BlockingQueue<String> errors = new LinkedBlockingQueue<>();
        MesosSchedulerDriver driver = new MesosSchedulerDriver(
                scheduler((method, arguments) -> {
                    drivers.add(arguments[0]);
                    errors.add(method + ": " + arguments[1]);
                }),
                FRAMEWORK,
                "ecs:/one-slash-too-few");

        driver.start();

        assertThat(drivers.poll(SECONDS, TimeUnit.SECONDS)).isSameAs(driver);
        assertThat(errors.poll(SECONDS, TimeUnit.SECONDS)).startsWith("error: ").contains("want ecs://");
        assertThat(driver.join()).isEqualTo(Status.DRIVER_ABORTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.6", "1.8", "9", "11", "16", ""})
    void an_older_java_is_told_what_is_wanted_in_one_line(String specification) {
        String before = System.setProperty("java.specification.version", specification);
        try {
            assertThatIllegalStateException()
                    .isThrownBy(() ->
                            new MesosSchedulerDriver(scheduler((method, arguments) -> {}), FRAMEWORK, "ecs://blue"))
                    .withMessage("Isthmus needs Java 17 or newer; this is Java " + specification + " ("
                            + System.getProperty("java.home")
                            + "): start the framework with a newer one, or name a master that serves it"
                            + " (host:port or zk://host:port/path), for which Java 8 will do");
        } finally {
            System.setProperty("java.specification.version", before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "21", "26-ea", "100"})
    void a_newer_java_is_none_the_worse(String specification) {
        String before = System.setProperty("java.specification.version", specification);
        try {
            assertThat(MesosNativeLibrary.isthmus(DropIn.class.getName())).isSameAs(DropIn.class);
        } finally {
            System.setProperty("java.specification.version", before);
        }
    }

    @Test
    void without_the_rest_of_isthmus_it_says_what_is_missing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> MesosNativeLibrary.isthmus("dev.isthmus.driver.NoSuch"))
                .withMessageContaining("isthmus-driver.jar first on the class path")
                .withMessageContaining("-javaagent:isthmus-agent.jar");
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

    private static Scheduler scheduler(BiConsumer<String, Object[]> called) {
        return (Scheduler) Proxy.newProxyInstance(
                DropInTest.class.getClassLoader(), new Class<?>[] {Scheduler.class}, (proxy, method, arguments) -> {
                    called.accept(method.getName(), arguments);
                    return null;
                });
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

    /** What an instance can be cast to, and a framework's class may extend. */
    private static Set<String> supertypes(Class<?> type) {
        Set<String> all = new HashSet<>();
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            all.add(next.getName());
            Arrays.stream(next.getInterfaces()).map(Class::getName).forEach(all::add);
        }
        return all;
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
