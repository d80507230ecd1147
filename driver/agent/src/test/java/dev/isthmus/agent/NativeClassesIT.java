package dev.isthmus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.agent.app.NativeClasses;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No framework gets as far as an {@code UnsatisfiedLinkError}: whatever is native in Mesos's jar works without, or says in one sentence what to use instead. */
@Timeout(600)
class NativeClassesIT {

    private static final Path DRIVER = Path.of("..", "target");
    private static final String MESOS = "org.apache.mesos.";

    /** Tried by tests of their own; and reflection cannot look into the driver where its newest messages are not there. */
    private static final Set<String> AT_WORK = Set.of(MESOS + "MesosSchedulerDriver", MESOS + "state.ZooKeeperState");

    @ParameterizedTest
    @CsvSource({
        "mesos-0.21,true", "mesos-1.0-shaded,true", "mesos-1.1,true", "mesos-1.11,true",
        "mesos-0.21,false", "mesos-1.0-shaded,false", "mesos-1.1,false", "mesos-1.11,false"
    })
    void every_native_class_works_or_says_what_to_use_instead(String flavour, boolean byAgent) throws Exception {
        List<Path> mesos = jars(flavour);
        Set<String> natives = natives(mesos);
        assertThat(natives).containsAll(AT_WORK).contains(MESOS + "Log$Reader", MESOS + "state.Variable");
        natives.removeAll(AT_WORK);

        List<String> lines = run(byAgent, mesos, natives);

        assertThat(lines).noneMatch(line -> line.contains(" has native ") || line.contains("UnsatisfiedLinkError"));
        assertThat(lines)
                .hasSizeGreaterThan(7)
                .allMatch(line -> line.matches(
                        "(\\S+) ends in java\\.lang\\.UnsupportedOperationException: \\w+ .*\\binstead\\b.*\\."));
        assertThat(lines)
                .filteredOn(line -> line.contains("use org.apache.mesos.MesosSchedulerDriver instead."))
                .as("V0Mesos and V1Mesos, which the older jars have not")
                .hasSize(natives.contains(MESOS + "v1.scheduler.V1Mesos") ? 4 : 0);
    }

    /** The classes that others can use and that have native methods, as the jar has them. */
    private static Set<String> natives(List<Path> mesos) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (Path jar : mesos) {
            urls.add(jar.toUri().toURL());
        }
        Set<String> names = new TreeSet<>();
        try (URLClassLoader alone = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
                JarFile jar = new JarFile(mesos.get(0).toFile())) {
            for (String name : jar.stream().map(ZipEntry::getName).toList()) {
                if (!name.matches("org/apache/mesos/.*\\.class") || name.contains("Protos")) {
                    continue;
                }
                Class<?> type = Class.forName(
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'), false, alone);
                if (Modifier.isPublic(type.getModifiers())
                        && Stream.of(type.getDeclaredMethods())
                                .map(Method::getModifiers)
                                .anyMatch(Modifier::isNative)) {
                    names.add(type.getName());
                }
            }
        }
        return names;
    }

    /** The jar of Mesos first. */
    private static List<Path> jars(String flavour) throws IOException {
        try (Stream<Path> jars = Files.list(DRIVER.resolve("frameworks").resolve(flavour))) {
            return jars.sorted().toList();
        }
    }

    private static List<String> run(boolean byAgent, List<Path> mesos, Set<String> names) throws Exception {
        List<Path> classPath = new ArrayList<>();
        if (!byAgent) {
            classPath.add(DRIVER.resolve("isthmus-driver.jar"));
        }
        classPath.addAll(mesos);
        classPath.add(Jars.home(NativeClasses.class));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        if (byAgent) {
            command.add("-javaagent:" + AgentIT.AGENT);
        }
        command.addAll(Arrays.asList(
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                NativeClasses.class.getName()));
        command.addAll(names);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed.lines().toList();
    }
}
