package dev.isthmus.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/**
 * What translations, offers and updates allocate does not grow unseen: bytes are the same on every machine, as times are not. The figures are those of the quick
 * compiler of HotSpot, with which tests run, and of references and class words of four bytes; another JVM lays its objects out otherwise, and is not measured.
 */
class AllocationTest {

    private static final Path FIGURES = Path.of("src", "test", "resources", "allocation.txt");
    private static final double TOLERANCE = 0.1;
    private static final ObjectName OPTIONS = options();

    @Test
    void nothing_allocates_more_than_a_tenth_above_what_is_committed() throws IOException {
        assumeThat(switchedOff("UseCompressedOops", "UseCompressedClassPointers"))
                .as("what this JVM (%s) lacks of what the figures are of", System.getProperty("java.vm.name"))
                .isEmpty();
        Map<String, Long> measured = new AllocationMeter(200, 50).measure();
        if (Boolean.getBoolean("golden.write")) {
            Files.write(FIGURES, lines(measured));
        }
        assertThat(offences(committed(), measured))
                .as("bytes allocated; where it is meant, -Dgolden.write=true writes %s anew", FIGURES)
                .isEmpty();
    }

    @Test
    void an_allocation_of_a_hundred_bytes_is_seen_as_one() {
        AllocationMeter meter = new AllocationMeter(10, 10);

        long without = meter.least(() -> AllocationMeter.of(() -> kept = null));
        long with = meter.least(() -> AllocationMeter.of(() -> kept = new byte[100]));

        assertThat(with - without).isBetween(100L, 128L);
    }

    private static byte[] kept;

    @Test
    void what_grows_is_named_and_so_is_what_shrinks_or_is_not_known() {
        Map<String, Long> committed = new LinkedHashMap<>(Map.of("a", 1_000L));

        assertThat(offences(committed, Map.of("a", 1_100L))).isEmpty();
        assertThat(offences(committed, Map.of("a", 1_101L))).containsExactly("a: 1101, a tenth or more above 1000");
        assertThat(offences(committed, Map.of("a", 900L))).isEmpty();
        assertThat(offences(committed, Map.of("a", 899L)))
                .containsExactly("a: 899, a tenth or more below 1000, which hides what it grows by later");
        assertThat(offences(committed, Map.of("b", 1L))).containsExactly("b: not committed", "a: not measured");
    }

    @Test
    void option_that_is_on_lacks_nothing_and_one_that_is_off_or_unknown_is_named() {
        assumeThat(ManagementFactory.getPlatformMBeanServer().isRegistered(OPTIONS))
                .as("a JVM with HotSpot's options")
                .isTrue();

        assertThat(switchedOff("UseSerialGC", "UseParallelGC", "UseNothing"))
                .containsExactly("UseParallelGC", "UseNothing");
    }

    /** Those of HotSpot's options that are not on; all of them in a JVM that has none of these. */
    private static List<String> switchedOff(String... options) {
        return Stream.of(options).filter(option -> !isOn(option)).toList();
    }

    /** HotSpotDiagnosticMXBean, by its name: other JVMs need not have the interface. */
    private static ObjectName options() {
        try {
            return new ObjectName("com.sun.management:type=HotSpotDiagnostic");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOn(String option) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer()
                    .invoke(OPTIONS, "getVMOption", new Object[] {option}, new String[] {String.class.getName()});
            return value instanceof CompositeData data && "true".equals(data.get("value"));
        } catch (JMException | JMRuntimeException e) {
            return false;
        }
    }

    private static List<String> offences(Map<String, Long> committed, Map<String, Long> measured) {
        List<String> offences = new ArrayList<>();
        measured.forEach((name, bytes) -> {
            Long before = committed.get(name);
            if (before == null) {
                offences.add(name + ": not committed");
            } else if (bytes > before * (1 + TOLERANCE)) {
                offences.add(name + ": " + bytes + ", a tenth or more above " + before);
            } else if (bytes < before * (1 - TOLERANCE)) {
                offences.add(name + ": " + bytes + ", a tenth or more below " + before
                        + ", which hides what it grows by later");
            }
        });
        committed.keySet().stream()
                .filter(name -> !measured.containsKey(name))
                .forEach(name -> offences.add(name + ": not measured"));
        return offences;
    }

    private static List<String> lines(Map<String, Long> figures) {
        List<String> lines = new ArrayList<>();
        lines.add("# Bytes allocated, by the quick compiler. Written by AllocationTest with -Dgolden.write=true.");
        figures.forEach((name, bytes) -> lines.add(name + " " + bytes));
        return lines;
    }

    private static Map<String, Long> committed() throws IOException {
        Map<String, Long> figures = new LinkedHashMap<>();
        for (String line : Files.readAllLines(FIGURES)) {
            if (!line.startsWith("#")) {
                String[] words = line.split(" ", 2);
                figures.put(words[0], Long.valueOf(words[1]));
            }
        }
        return figures;
    }
}
