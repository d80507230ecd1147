package dev.isthmus.driver.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * ADR 40: what a JVM of Java 8 can come to that makes a driver by the drop-in class and is given a master: all that is linked to from there, and from what is found
 * by name, is in byte code for Java 8 and asks the JDK for nothing newer. There is no such JVM here: nobody has seen it run.
 */
class ThinDriverOnJavaEightIT {

    private static final int JAVA_8 = 52;

    /** Where it begins: the drop-ins, and what is found by name, by them, by SLF4J and by ZooKeeper's client. */
    private static final List<String> BEGIN = List.of(
            "org.apache.mesos.MesosSchedulerDriver",
            "org.apache.mesos.MesosNativeLibrary",
            "dev.isthmus.driver.client.DriverChoice",
            "dev.isthmus.driver.client.ThinDriver",
            "dev.isthmus.driver.logging.BundleLoggingProvider",
            "dev.isthmus.shaded.org.apache.zookeeper.ClientCnxnSocketNIO");

    private static final Map<String, byte[]> INSIDE = new HashMap<>();

    @BeforeAll
    static void open() throws IOException {
        try (JarFile jar = new JarFile(Bundle.JAR.toFile())) {
            for (JarEntry entry : jar.stream()
                    .filter(each -> each.getName().endsWith(".class"))
                    .toList()) {
                try (InputStream in = jar.getInputStream(entry)) {
                    INSIDE.put(entry.getName().replaceFirst("\\.class$", "").replace('/', '.'), in.readAllBytes());
                }
            }
        }
    }

    /** All that is reached by links, each with the class that led there. */
    private static Map<String, String> reached(List<String> from) throws IOException {
        Map<String, String> reached = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(from);
        from.forEach(name -> reached.put(name, "the beginning"));
        for (String name = open.poll(); name != null; name = open.poll()) {
            for (String type : ClassFile.read(INSIDE.get(name)).types()) {
                if (INSIDE.containsKey(type) && reached.putIfAbsent(type, name) == null) {
                    open.add(type);
                }
            }
        }
        return reached;
    }

    private static Set<String> newer(Map<String, String> reached) throws IOException {
        JavaEight java = new JavaEight();
        Set<String> newer = new TreeSet<>();
        for (Map.Entry<String, String> each : reached.entrySet()) {
            byte[] bytes = INSIDE.get(each.getKey());
            ClassFile file = ClassFile.read(bytes);
            if (file.major() > JAVA_8) {
                newer.add(each.getKey() + ", version " + file.major() + ", from " + each.getValue());
            }
            for (String type : file.types()) {
                if (isOfJava(type) && !java.has(type)) {
                    newer.add(each.getKey() + " links to " + type);
                }
            }
            for (LinkedMembers.Member member : LinkedMembers.of(bytes)) {
                if (isOfJava(member.owner()) && java.has(member.owner()) && !java.has(member)) {
                    newer.add(each.getKey() + " links to " + member);
                }
            }
        }
        return newer;
    }

    private static boolean isOfJava(String type) {
        return type.startsWith("java.") || type.startsWith("javax.net.");
    }

    @Test
    void nothing_that_it_reaches_is_newer() throws IOException {
        assertThat(INSIDE.keySet()).containsAll(BEGIN);
        Map<String, String> reached = reached(BEGIN);
        assertThat(reached)
                .containsKeys(
                        "dev.isthmus.driver.client.ThinSchedulerDriver",
                        "dev.isthmus.driver.client.http.MasterConnection",
                        "dev.isthmus.driver.client.leader.LeaderWatch",
                        "dev.isthmus.driver.message.MessageTranscoder",
                        "dev.isthmus.mesos.messages.Protos$TaskInfo",
                        "dev.isthmus.shaded.org.slf4j.LoggerFactory",
                        "dev.isthmus.shaded.org.apache.zookeeper.ZooKeeper")
                .doesNotContainKeys("dev.isthmus.driver.DropIn", "dev.isthmus.driver.ECSSchedulerDriver");
        assertThat(newer(reached)).isEmpty();
    }

    /** The embedded driver is of another Java, and asks for it. */
    @Test
    void what_is_newer_is_found() throws IOException {
        String embedded = "dev.isthmus.driver.DropIn";
        assertThat(newer(Map.of(embedded, "the beginning")))
                .containsExactly(embedded + ", version 61, from the beginning");
        assertThat(newer(reached(List.of(embedded))))
                .anyMatch(line -> line.matches(".* links to java\\.lang\\.Record"))
                .anyMatch(line -> line.contains("links to Member[owner=java.util.List, name=of,"));
    }
}
