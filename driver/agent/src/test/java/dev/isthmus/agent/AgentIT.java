package dev.isthmus.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.agent.app.AppContainer;
import dev.isthmus.agent.app.Nothing;
import dev.isthmus.agent.app.OneTaskApp;
import dev.isthmus.agent.app.OtherAgent;
import dev.isthmus.agent.app.OwnTranslator;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.Protos;
import org.example.shop.Rounding;
import org.example.shop.Shop;
import org.example.shop.Sign;
import org.example.shop.translators.ShopTranslator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A framework that nobody changes, in every shape in which its class path cannot be changed either, with the agent and without it. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // Each waits for a process of its own, on a cluster of its own.
class AgentIT {

    static final Path AGENT = Path.of(System.getProperty("isthmus.agent", "target/isthmus-agent.jar"))
            .toAbsolutePath();

    private static final String AS_AGENT = "-javaagent:" + AGENT;
    private static final Path FRAMEWORKS = Path.of("..", "target", "frameworks");
    private static final String MASTER = "ecs://default";
    private static final long SECONDS = 300;

    private FakeEcs ecs;

    @TempDir
    private Path folder;

    private record Run(int exit, String output) {}

    @BeforeEach
    void start() {
        ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances());
    }

    @AfterEach
    void stop() {
        ecs.close();
    }

    @Test
    void java_jar_with_a_class_path_in_its_manifest() throws Exception {
        served(java(AS_AGENT, "-jar", application().toString(), MASTER));
    }

    @Test
    void without_the_agent_the_same_looks_for_libmesos() throws Exception {
        Run run = java("-jar", application().toString(), MASTER);

        assertThat(run.exit()).isNotZero();
        assertThat(run.output()).contains("no mesos in java.library.path");
    }

    @Test
    void java_tool_options() throws Exception {
        Run run = java(
                Map.of("JAVA_TOOL_OPTIONS", AS_AGENT), "-jar", application().toString(), MASTER);

        assertThat(run.output()).startsWith("Picked up JAVA_TOOL_OPTIONS: ");
        served(new Run(run.exit(), run.output()));
    }

    @Test
    void a_fat_jar() throws Exception {
        Jars fat = Jars.at(folder.resolve("fat.jar"), Map.of("Main-Class", OneTaskApp.class.getName()))
                .classes("", OneTaskApp.class);
        for (Path jar : mesos("mesos-1.11")) {
            fat.contents(jar);
        }

        served(java(AS_AGENT, "-jar", fat.done().toString(), MASTER));
    }

    @ParameterizedTest
    @EnumSource(AppContainer.Way.class)
    void a_class_loader_of_its_own(AppContainer.Way way) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(AS_AGENT, "-cp", container().toString(), AppContainer.class.getName(), way.name()));
        command.addAll(List.of(OneTaskApp.class.getName(), MASTER, plain().toString()));
        mesos("mesos-1.11").forEach(jar -> command.add(jar.toString()));

        Run run = java(command.toArray(String[]::new));

        assertThat(run.output()).contains("contained " + way);
        served(run);
    }

    @Test
    void spring_boot_s_jars_in_a_jar() throws Exception {
        Path loader = Jars.home(Class.forName("org.springframework.boot.loader.launch.JarLauncher"));
        Jars boot = Jars.at(
                        folder.resolve("boot.jar"),
                        Map.of(
                                "Main-Class", "org.springframework.boot.loader.launch.JarLauncher",
                                "Start-Class", OneTaskApp.class.getName(),
                                "Spring-Boot-Classes", "BOOT-INF/classes/",
                                "Spring-Boot-Lib", "BOOT-INF/lib/"))
                .contents(loader)
                .folders("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")
                .classes("BOOT-INF/classes/", OneTaskApp.class);
        for (Path jar : mesos("mesos-1.11")) {
            boot.nested("BOOT-INF/lib/", jar);
        }

        served(java(AS_AGENT, "-jar", boot.done().toString(), MASTER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mesos-0.21", "mesos-1.0-shaded", "mesos-1.1"})
    void the_mesos_jars_of_other_frameworks(String flavour) throws Exception {
        String classPath = Stream.concat(Stream.of(plain()), mesos(flavour).stream())
                .map(Path::toString)
                .collect(joined());

        served(java(AS_AGENT, "-cp", classPath, OneTaskApp.class.getName(), MASTER));
    }

    /** The bytes that are replaced have been checked against the signature before. */
    @Test
    void a_mesos_jar_that_is_signed() throws Exception {
        Path mesos = Files.copy(Jars.home(Protos.class), folder.resolve("signed.jar"));
        String keys = folder.resolve("keys").toString();
        tool(
                "keytool",
                "-keystore",
                keys,
                "-storepass",
                "secret",
                "-genkeypair",
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test");
        tool("jarsigner", "-keystore", keys, "-storepass", "secret", mesos.toString(), "key");
        String classPath = Stream.of(plain(), mesos, Jars.home(com.google.protobuf.Message.class))
                .map(Path::toString)
                .collect(joined());

        served(java(AS_AGENT, "-cp", classPath, OneTaskApp.class.getName(), MASTER));
    }

    @Test
    void with_the_bundle_on_the_class_path_as_well_nothing_goes_wrong() throws Exception {
        String classPath = Stream.concat(
                        Stream.of(Path.of("..", "target", "isthmus-driver.jar"), plain()), mesos("mesos-1.11").stream())
                .map(Path::toString)
                .collect(joined());

        served(java(AS_AGENT, "-cp", classPath, OneTaskApp.class.getName(), MASTER));
    }

    /** Compiled against the plain api, in a jar that the framework does not have. */
    @Test
    void a_translator_of_one_s_own_is_named_as_the_agent_s_argument() throws Exception {
        Run run = java(AS_AGENT + "=" + translator(), "-jar", application().toString(), MASTER);

        assertThat(run.output()).contains("own translator in use, with its helper");
        served(run);
    }

    @Test
    void a_translator_on_the_framework_s_class_path_is_found_there() throws Exception {
        String classPath = Stream.concat(Stream.of(translator(), plain()), mesos("mesos-1.11").stream())
                .map(Path::toString)
                .collect(joined());

        Run run = java(AS_AGENT, "-cp", classPath, OneTaskApp.class.getName(), MASTER);

        assertThat(run.output()).contains("own translator in use, with its helper");
        served(run);
    }

    /** The translator is taken out of the jar, with what it needs of the API; all else stays the framework's, and is not there twice. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_translator_in_the_framework_s_fat_jar_shares_the_framework_s_classes(boolean byAgent) throws Exception {
        Jars fat = Jars.at(folder.resolve("shop.jar"), Map.of("Main-Class", Shop.class.getName()))
                .classes("", OneTaskApp.class, Shop.class, Sign.class, Rounding.class, ShopTranslator.class)
                .entry(
                        "META-INF/services/dev.isthmus.api.translation.ResourceTranslator",
                        (ShopTranslator.class.getName() + " # ours\n").getBytes(StandardCharsets.UTF_8))
                // What such a build packs in with its translator.
                .contents(Jars.home(ResourceTranslator.class), "dev/isthmus/api/");
        for (Path jar : mesos("mesos-1.11")) {
            fat.contents(jar);
        }
        String jar = fat.done().toString();

        Run run = byAgent
                ? java(AS_AGENT, "-jar", jar, MASTER)
                : java(
                        "-cp",
                        Path.of("..", "target", "isthmus-driver.jar") + File.pathSeparator + jar,
                        Shop.class.getName(),
                        MASTER);

        assertThat(run.output()).contains("shop's translator in use: the framework has set this");
        served(run);
    }

    @Test
    void a_jvm_without_mesos_does_not_notice_it() throws Exception {
        assertThat(java(AS_AGENT, "-cp", container().toString(), Nothing.class.getName()))
                .isEqualTo(new Run(0, "nothing to do\n"));
    }

    @Test
    void the_application_sees_nothing_of_the_bundle() throws Exception {
        for (String hidden : List.of(
                "org.apache.mesos.MesosSchedulerDriver",
                "dev.isthmus.driver.ECSSchedulerDriver",
                "dev.isthmus.api.settings.Settings")) {
            Run run = java(AS_AGENT, "-cp", container().toString(), Nothing.class.getName(), hidden);

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.output()).contains("ClassNotFoundException: " + hidden);
        }
    }

    @Test
    void a_driver_that_was_loaded_before_is_told_in_one_line() throws Exception {
        Path other = Jars.at(folder.resolve("other.jar"), Map.of("Premain-Class", OtherAgent.class.getName()))
                .classes("", OtherAgent.class)
                .done();

        Run run = java("-javaagent:" + other, AS_AGENT, "-jar", application().toString(), MASTER);

        assertThat(lines(run))
                .containsExactly("isthmus-agent: org.apache.mesos.MesosSchedulerDriver was loaded before the agent and"
                        + " stays Mesos's own: name isthmus-agent.jar before other agents");
        assertThat(run.exit()).isNotZero();
    }

    @Test
    void mesos_under_another_name_is_told_in_one_line() throws Exception {
        Path renamed = Jars.at(folder.resolve("renamed.jar"), Map.of())
                .classes("", Nothing.class)
                .entry("far/org/apache/mesos/MesosSchedulerDriver.class", renamedDriver())
                .done();

        Run run = java(
                AS_AGENT,
                "-cp",
                renamed.toString(),
                Nothing.class.getName(),
                "far.org.apache.mesos.MesosSchedulerDriver");

        assertThat(lines(run))
                .singleElement()
                .asString()
                .contains("far.org.apache.mesos.MesosSchedulerDriver", "under another name", "cannot be served");
        assertThat(run.output()).contains("loaded far.org.apache.mesos.MesosSchedulerDriver", "nothing to do");
    }

    @Test
    void an_argument_that_is_no_file_is_told_in_one_line() throws Exception {
        Run run = java(AS_AGENT + "=nosuch.jar", "-cp", container().toString(), Nothing.class.getName());

        assertThat(run.exit()).isZero();
        assertThat(lines(run)).singleElement().asString().contains("nosuch.jar", "the agent's argument");
    }

    @Test
    void taken_for_a_program_it_says_what_it_is() throws Exception {
        Run run = java("-jar", AGENT.toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(lines(run)).singleElement().asString().contains("java -javaagent:isthmus-agent.jar");
    }

    private static void served(Run run) {
        assertThat(run.output())
                .contains(
                        "registered with org.apache.mesos.MesosSchedulerDriver of its own class loader",
                        "last state TASK_FINISHED, ended as DRIVER_STOPPED")
                .doesNotContain("error: ", "WARN");
        assertThat(lines(run)).isEmpty();
        assertThat(run.exit()).isZero();
    }

    private static List<String> lines(Run run) {
        return run.output()
                .lines()
                .filter(line -> line.startsWith("isthmus-agent:"))
                .toList();
    }

    /** {@link Nothing} under the other name, by writing that into its constant pool. */
    private static byte[] renamedDriver() throws IOException {
        Path file = Jars.home(Nothing.class).resolve(Nothing.class.getName().replace('.', '/') + ".class");
        return ClassNames.renamed(
                Files.readAllBytes(file),
                Nothing.class.getName().replace('.', '/'),
                "far/org/apache/mesos/MesosSchedulerDriver");
    }

    private Path plain() throws IOException {
        return Jars.at(folder.resolve("app.jar"), Map.of())
                .classes("", OneTaskApp.class)
                .done();
    }

    private Path application() throws IOException {
        String classPath =
                mesos("mesos-1.11").stream().map(jar -> jar.toUri().toString()).collect(Collectors.joining(" "));
        return Jars.at(
                        folder.resolve("application.jar"),
                        Map.of("Main-Class", OneTaskApp.class.getName(), "Class-Path", classPath))
                .classes("", OneTaskApp.class)
                .done();
    }

    private Path translator() throws IOException {
        return Jars.at(folder.resolve("translator.jar"), Map.of())
                .classes("", OwnTranslator.class)
                .entry(
                        "META-INF/services/dev.isthmus.api.translation.ResourceTranslator",
                        OwnTranslator.class.getName().getBytes(StandardCharsets.UTF_8))
                .done();
    }

    private Path container() throws IOException {
        return Jars.at(folder.resolve("container.jar"), Map.of())
                .classes("", AppContainer.class, Nothing.class)
                .done();
    }

    private static java.util.stream.Collector<CharSequence, ?, String> joined() {
        return Collectors.joining(File.pathSeparator);
    }

    /** The jars that a framework brings with it, as the driver's build has copied them. */
    private static List<Path> mesos(String flavour) throws IOException {
        if (flavour.equals("mesos-1.11")) {
            return List.of(Jars.home(Protos.class), Jars.home(com.google.protobuf.Message.class));
        }
        try (Stream<Path> jars = Files.list(FRAMEWORKS.resolve(flavour))) {
            return jars.map(Path::toAbsolutePath).sorted().toList();
        }
    }

    private static void tool(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", name).toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    private Run java(String... arguments) throws Exception {
        return java(Map.of(), arguments);
    }

    private Run java(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("run", ".txt");
        ProcessBuilder program =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        program.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("ISTHMUS_"));
        program.environment()
                .putAll(Map.of(
                        "AWS_ECS_ENDPOINT",
                        ecs.endpoint().toString(),
                        "ISTHMUS_DEFAULT_IMAGE",
                        "busybox",
                        "ISTHMUS_JOURNAL",
                        "none"));
        program.environment().putAll(environment);
        Process process = program.start();
        try {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output);
            assertThat(ended).as("ended in time; it printed:\n" + printed).isTrue();
            return new Run(process.exitValue(), printed);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }
}
