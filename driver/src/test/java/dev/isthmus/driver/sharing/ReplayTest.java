package dev.isthmus.driver.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.bundle.Bundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The same seed gives the same run, byte for byte, in JVMs that iterate the sets of the JDK in different orders. */
class ReplayTest {

    private static final int JVMS = 3;
    /** So many that all of them having one order by chance is as good as never. */
    private static final int JVMS_FOR_ORDERS = 8;

    @Test
    void the_same_seed_gives_the_same_run_in_fresh_jvms() throws IOException, InterruptedException {
        String first = run("7");
        assertThat(first).contains("done true").contains("TASK_RUNNING").hasSizeGreaterThan(10_000);
        for (int i = 1; i < JVMS; i++) {
            assertThat(run("7")).isEqualTo(first);
        }
        assertThat(run("8")).as("another seed").isNotEqualTo(first);
    }

    @Test
    void fresh_jvms_differ_in_the_order_of_a_set_that_has_none() throws IOException, InterruptedException {
        Set<String> orders = new TreeSet<>();
        for (int i = 0; i < JVMS_FOR_ORDERS && orders.size() < 2; i++) {
            orders.add(run());
        }
        assertThat(orders).hasSizeGreaterThan(1);
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Bundle.java());
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SharingReplay.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String trace = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(trace).isZero();
            return trace;
        }
    }
}
