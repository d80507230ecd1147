package dev.isthmus.translators;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.oversubscription.OversubscribedCpu;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R-RT-01 from a user's seat: a custom translator replaces a default one by being on the class path, and by nothing else. */
class CustomTranslatorTest {

    private static final Path SOURCE = Path.of("src/test/java/com/example/oversubscription/OversubscribedCpu.java");

    @TempDir
    private Path directory;

    /** Run in a process of its own, whose class path is what a user would name. */
    static final class WhatIsOffered {

        private WhatIsOffered() {}

        /** Prints the translators in force, and what they offer of one vCPU and 100 MiB. */
        public static void main(String[] arguments) {
            TranslatorTable table = TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());
            System.out.println(
                    table.translators().stream().map(ResourceTranslator::name).toList());
            System.out.println(table.offer(
                            ResourcesText.parse(Dialect.ECS, "CPU:1024; MEMORY:100"),
                            TranslationContext.of(Settings.none()))
                    .resources());
        }
    }

    @Test
    void required_RT01_the_bundled_translators_are_in_force_by_themselves() throws Exception {
        assertThat(offered(place(ResourceTranslator.class), place(CpuTranslator.class)))
                .containsExactly("[cpu, disk, gpu, memory, ports]", "cpus:1; disk:10240; mem:100");
    }

    @Test
    void required_RT01_a_custom_translator_on_the_class_path_replaces_the_bundled_one() throws Exception {
        Path custom = compiledAgainstTheApiAlone();

        assertThat(offered(place(ResourceTranslator.class), place(CpuTranslator.class), custom))
                .containsExactly("[oversubscribed-cpu, disk, gpu, memory, ports]", "cpus:1.5; disk:10240; mem:100");
        assertThat(offered(custom, place(CpuTranslator.class), place(ResourceTranslator.class)))
                .as("wherever it stands")
                .contains("cpus:1.5; disk:10240; mem:100");
    }

    private Path compiledAgainstTheApiAlone() throws Exception {
        Path classes = Files.createDirectories(directory.resolve("custom"));
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "-proc:none",
                        "-cp",
                        place(ResourceTranslator.class).toString(),
                        "-d",
                        classes.toString(),
                        SOURCE.toString());
        assertThat(status).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(ResourceTranslator.class.getName()), OversubscribedCpu.class.getName() + "\n");
        return classes;
    }

    private List<String> offered(Path... classPath) throws Exception {
        Path main = Files.createDirectories(directory.resolve("main"));
        String name = WhatIsOffered.class.getName().replace('.', '/') + ".class";
        Path copy = main.resolve(name);
        Files.createDirectories(copy.getParent());
        if (!Files.exists(copy)) {
            Files.copy(place(WhatIsOffered.class).resolve(name), copy);
        }
        List<String> places = new ArrayList<>();
        Stream.of(classPath).map(Path::toString).forEach(places::add);
        places.add(main.toString());
        Path output = directory.resolve("output.txt");
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        String.join(File.pathSeparator, places),
                        WhatIsOffered.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            java.destroyForcibly();
        }
        return Files.readAllLines(output);
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
