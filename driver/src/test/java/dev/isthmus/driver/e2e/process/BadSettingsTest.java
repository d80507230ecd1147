package dev.isthmus.driver.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.driver.bundle.Bundle;
import dev.isthmus.driver.bundle.ClassFiles;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.driver.e2e.FrameworkUnderTest;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A driver that cannot work says so by {@code error()}, once, with what was wrong, where, and what to do. */
@Timeout(180)
class BadSettingsTest {

    private static final FrameworkInfo FRAMEWORK =
            FrameworkInfo.newBuilder().setUser("").setName("unlucky").build();

    private static final String TRANSLATOR = """
            import dev.isthmus.api.resource.*;
            import dev.isthmus.api.translation.*;
            import java.util.Set;

            public class %s implements ResourceTranslator {
                public String name() { return "cpus-of-%s"; }
                public ResourceName resource() { return ResourceName.CPUS; }
                public Dialect backend() { return Dialect.ECS; }
                public Set<ResourceName> backendResources() { return Set.of(ResourceName.ECS_CPU); }
                public Translation<Quantity> offer(Resources free, TranslationContext context) {
                    return Translation.refused("never asked");
                }
                public Translation<Taken> take(Quantity demand, TranslationContext context) {
                    return Translation.refused("never asked");
                }
            }
            """;

    private final Map<String, String> properties = new TreeMap<>();

    @TempDir
    Path folder;

    @BeforeEach
    void offEc2WithoutProfile() {
        Clusters.CREDENTIALS.forEach(this::set);
        set("aws.disableEc2Metadata", "true");
        set("aws.sharedCredentialsFile", folder.resolve("none").toString());
        set("aws.configFile", folder.resolve("none").toString());
    }

    private void set(String property, String value) {
        properties.put(property, value);
        System.setProperty(property, value);
    }

    @AfterEach
    void asBefore() {
        properties.keySet().forEach(System::clearProperty);
    }

    /** What a driver says that starts but then cannot go on. */
    private static String errorAfterStart(String master, Settings settings) throws Exception {
        try (FrameworkUnderTest framework = new FrameworkUnderTest(FRAMEWORK, master, settings)) {
            assertThat(framework.driver().start()).isEqualTo(Status.DRIVER_RUNNING);
            String error = framework.error();
            assertThat(framework.driver().join()).isEqualTo(Status.DRIVER_ABORTED);
            assertThat(framework.errors()).as("told once").isEmpty();
            return error;
        }
    }

    /** What a driver says that does not even start. */
    private static String errorAtStart(String master, Settings settings) throws Exception {
        try (FrameworkUnderTest framework = new FrameworkUnderTest(FRAMEWORK, master, settings)) {
            assertThat(framework.driver().start()).isEqualTo(Status.DRIVER_ABORTED);
            String error = framework.error();
            assertThat(framework.errors()).as("told once").isEmpty();
            return error;
        }
    }

    private static Settings environment(String name, String text) {
        return Settings.builder().environment(Map.of(name, text)).build();
    }

    @Test
    void unknown_cluster() throws Exception {
        try (FakeEcs ecs = FakeEcs.start()) {
            assertThat(errorAfterStart("ecs://nowhere", Clusters.settings(ecs).build()))
                    .contains(
                            "'nowhere'", "us-east-1", ecs.endpoint().toString(), "AWS_ECS_CLUSTER", "master argument");
        }
    }

    @Test
    void no_credentials() throws Exception {
        Clusters.CREDENTIALS.keySet().forEach(System::clearProperty);
        Settings away = Settings.builder()
                .environment(Map.of(
                        "AWS_ECS_ENDPOINT",
                        "https://ecs.eu-west-1.example.invalid",
                        "ISTHMUS_JOURNAL_DIR",
                        folder.resolve("journal").toString()))
                .build();
        assertThat(errorAfterStart("arn:aws:ecs:eu-west-1:123456789012:cluster/blue", away))
                .contains("no AWS credentials", "AWS_ACCESS_KEY_ID", "profile", "role")
                .contains("https://ecs.eu-west-1.example.invalid");
    }

    /** Who tries the fake has none, and a fake looks at none. */
    @Test
    void no_credentials_are_needed_on_this_machine() throws Exception {
        try (FakeEcs ecs = FakeEcs.start()) {
            Settings settings = Clusters.settings(ecs).build();
            Clusters.CREDENTIALS.keySet().forEach(System::clearProperty);
            try (FrameworkUnderTest framework =
                    new FrameworkUnderTest(FRAMEWORK, "ecs://default", settings).started()) {
                assertThat(framework.id().getValue()).isNotEmpty();
                framework.driver().stop();
            }
        }
    }

    @Test
    void credentials_that_do_not_allow_it() throws Exception {
        try (FakeEcs ecs = FakeEcs.start()) {
            ecs.injectNext("*", 1, Fault.accessDenied());
            assertThat(errorAfterStart("zk://nowhere", Clusters.settings(ecs).build()))
                    .contains("not allowed", "ecs:ListTasks", "policy");
        }
    }

    @Test
    void no_region_anywhere() throws Exception {
        assertThat(errorAtStart("ecs://blue", Settings.none()))
                .contains("no AWS region is set", "AWS_REGION", "profile", "ARN", "AWS_ECS_ENDPOINT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS_ECS_ENDPOINT | localhost:8080 | a whole address such as https://host:port",
                "ISTHMUS_POLL_IDLE | 5 seconds | a length of time such as 500ms, 10s",
                "ISTHMUS_PORTS | 80-70 | 80-70",
                "ISTHMUS_DISK | plenty | plenty",
                "ISTHMUS_LAUNCH | run | one of run-task, run-task-by-type, start-task",
                "ISTHMUS_BUDGET_PERCENT | 0 | from 1 to 100",
                "ISTHMUS_STOP_DRAIN | -1s | a length of time",
                "ISTHMUS_TASK_DEFINITION_RULES | etl=3 | etl-*=etl:3",
                "ISTHMUS_BACKEND | esc | ecs",
            })
    void a_setting_that_makes_no_sense(String name, String text, String wanted) throws Exception {
        Settings settings = environment(name, text).toBuilder().build();
        set("aws.region", "eu-west-1");
        assertThat(errorAtStart("ecs://blue", settings)).contains(name, "'" + text + "'", wanted);
    }

    @Test
    void a_setting_in_the_environment_is_named_so() throws Exception {
        set("aws.region", "eu-west-1");
        assertThat(errorAtStart("ecs://blue", environment("ISTHMUS_POLL_IDLE", "often")))
                .contains("ISTHMUS_POLL_IDLE='often' (set in the environment)");
    }

    @Test
    void a_master_argument_that_names_no_cluster() throws Exception {
        assertThat(errorAtStart("ecs://my cluster", Settings.none()))
                .contains("master argument", "'ecs://my cluster'", "ecs://<name of the cluster>", "ARN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ecs:/default",
                "https://ecs.eu-west-1.amazonaws.com",
                "zk://a:2181/mesos",
                "10.0.0.1:5050",
                "local"
            })
    void a_master_argument_that_means_nothing_is_not_passed_over(String master) throws Exception {
        try (FakeEcs ecs = FakeEcs.start()) {
            Settings settings =
                    Clusters.settings(ecs).set(EcsSettings.CLUSTER, "").build();
            assertThat(errorAtStart(master, settings))
                    .contains("master argument is '" + master + "'", "ecs://<name of the cluster>");
            assertThat(ecs.calls()).isEmpty();
        }
    }

    @Test
    void two_translators_of_one_priority() throws Exception {
        Path jar = Providers.in(folder, "two.jar")
                .source("One", TRANSLATOR.formatted("One", "one"))
                .service(ResourceTranslator.class)
                .build();
        try (FakeEcs ecs = FakeEcs.start()) {
            assertThat(errorWith(jar, Clusters.settings(ecs).build()))
                    .contains("more than one translator of cpus", "cpus-of-one (priority 0", "two.jar")
                    .contains("CpuTranslator", "Give one of them a higher priority");
        }
    }

    @Test
    void a_backend_built_against_an_older_api() throws Exception {
        Path older = Providers.in(folder, "older-api.jar")
                .source(
                        "dev.isthmus.api.backend.BackendProvider",
                        "package dev.isthmus.api.backend; public interface BackendProvider extends"
                                + " dev.isthmus.api.discovery.Provider {}")
                .build();
        Path jar = Providers.in(folder, "older.jar")
                .compiledAgainst(older, ClassFiles.home(ResourceTranslator.class))
                .manifest("Isthmus-Api-Version", "0.0.9")
                .source(
                        "Older",
                        "public class Older implements dev.isthmus.api.backend.BackendProvider {"
                                + " public String name() { return \"older\"; } }")
                .service(BackendProvider.class)
                .build();
        try (FakeEcs ecs = FakeEcs.start()) {
            assertThat(errorWith(jar, Clusters.settings(ecs).build()))
                    .contains("Older in", "older.jar", "does not fit this API", "built against version 0.0.9")
                    .contains("this is version 0.1.0", "Take a build of it for this version");
        }
    }

    /** The error at start, with a jar more on the class path. */
    private static String errorWith(Path jar, Settings settings) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader more = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            thread.setContextClassLoader(more);
            return errorAtStart("ecs://blue", settings);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Without the module, not without the bundle: that has it inside. */
    @Test
    void a_missing_backend_names_the_artifact_to_add() throws Exception {
        List<Path> modules = Providers.classPath().stream()
                .filter(place -> !place.equals(ClassFiles.home(EcsSettings.class)))
                .toList();
        for (String master : List.of("zk://nowhere", "ecs://blue")) {
            Bundle.Run run =
                    Bundle.run(Map.of("AWS_ECS_CLUSTER", "blue"), modules, StartProgram.class.getName(), master);

            assertThat(run.output())
                    .contains("error: no backend is on the class path")
                    .contains("dev.isthmus:isthmus-ecs-backend", "isthmus-driver.jar")
                    .contains("ended as DRIVER_ABORTED");
        }
    }
}
