package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.isthmus.driver.bundle.Bundle;
import dev.isthmus.driver.bundle.ClassFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shaded jar in use, each time with nothing of ours beside it. */
class BundleAtWorkIT {

    private static final String CALL_ECS = """
            import dev.isthmus.shaded.software.amazon.awssdk.auth.credentials.*;
            import dev.isthmus.shaded.software.amazon.awssdk.regions.Region;
            import dev.isthmus.shaded.software.amazon.awssdk.services.ecs.EcsClient;
            import dev.isthmus.shaded.software.amazon.awssdk.services.ecs.model.*;

            public class CallEcs {
                public static void main(String[] args) {
                    try (EcsClient ecs = EcsClient.builder()
                            .endpointOverride(java.net.URI.create(args[0]))
                            .region(Region.US_EAST_1)
                            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "key")))
                            .build()) {
                        Cluster cluster = ecs.describeClusters(request -> request.clusters("blue")).clusters().get(0);
                        System.out.println("status " + cluster.status());
                        try {
                            ecs.listTasks(request -> request.cluster("red"));
                        } catch (ClusterNotFoundException e) {
                            System.out.println("error " + e.awsErrorDetails().errorMessage());
                        }
                    }
                }
            }
            """;

    private static final String LOG = """
            public class Log {
                public static void main(String[] args) {
                    dev.isthmus.shaded.org.slf4j.Logger log =
                            dev.isthmus.shaded.org.slf4j.LoggerFactory.getLogger("dev.isthmus.Some");
                    log.info("task {} is {}", "t-1", "running");
                    log.error("task {} failed", "t-2", new IllegalStateException("the reason"));
                    log.debug("not asked for");
                }
            }
            """;

    private static final String OWN_TRANSLATOR = """
            import dev.isthmus.api.resource.*;
            import dev.isthmus.api.translation.*;
            import java.util.Set;

            public class OwnTranslator implements ResourceTranslator {
                public String name() { return "own-cpus"; }
                public int priority() { return DEFAULT_PRIORITY + 1; }
                public ResourceName resource() { return ResourceName.CPUS; }
                public Dialect backend() { return Dialect.ECS; }
                public Set<ResourceName> backendResources() { return Set.of(ResourceName.ECS_CPU); }
                public Translation<Quantity> offer(Resources free, TranslationContext context) {
                    return Translation.of(Amount.of(free.amount(ResourceName.ECS_CPU).wholeDown() / 512));
                }
                public Translation<Taken> take(Quantity demand, TranslationContext context) {
                    Amount amount = Amount.of(((Amount) demand).wholeDown() * 512);
                    return Translation.of(Taken.of(Resources.of(Dialect.ECS, ResourceName.ECS_CPU, amount)));
                }
                public Ratio ratio(TranslationContext context) { return new Ratio(2, 1); }
            }
            """;

    private static final String TRANSLATORS = """
            import dev.isthmus.api.discovery.Discovery;
            import dev.isthmus.api.resource.*;
            import dev.isthmus.api.settings.Settings;
            import dev.isthmus.api.translation.*;

            public class Translators {
                public static void main(String[] args) {
                    TranslatorTable table = TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());
                    Resources demand = Resources.of(Dialect.MESOS, ResourceName.CPUS, Amount.of(3));
                    System.out.println("three take " + table.take(demand, TranslationContext.of(Settings.none())));
                }
            }
            """;

    @TempDir
    Path folder;

    /** The flavours again, with the bundle in the place of its parts. */
    @ParameterizedTest
    @CsvSource({"mesos-0.21,17", "mesos-1.0-shaded,20", "mesos-1.1,20", "mesos-1.11,24"})
    void every_method_and_callback_crosses_with_its_content(String flavour, int methods) throws Exception {
        List<Path> places = new ArrayList<>(List.of(Bundle.JAR, ClassFiles.home(BorderProbe.class)));
        places.addAll(Flavour.jars(flavour));
        try (URLClassLoader loader = Flavour.loader(places)) {
            assertThat(ClassFiles.home(loader.loadClass(ECSSchedulerDriver.class.getName())))
                    .isEqualTo(Bundle.JAR);

            assertThat((List<?>) Flavour.probe(loader, "run")).hasSize(methods + 10);
        }
    }

    @Test
    void named_first_on_the_class_path_it_takes_the_place_of_mesos_own_driver() throws Exception {
        List<Path> places = new ArrayList<>(List.of(Bundle.JAR));
        places.addAll(Flavour.jars("mesos-1.11"));
        try (URLClassLoader loader = Flavour.loader(places)) {
            for (String dropIn : List.of("MesosSchedulerDriver", "MesosNativeLibrary", "MesosNativeLibrary$Version")) {
                assertThat(ClassFiles.home(loader.loadClass("org.apache.mesos." + dropIn)))
                        .isEqualTo(Bundle.JAR);
            }
            assertThat(ClassFiles.home(loader.loadClass("org.apache.mesos.Protos")))
                    .isNotEqualTo(Bundle.JAR);
        }
    }

    @Test
    void the_aws_sdk_inside_makes_a_call_and_understands_answer_and_error() throws Exception {
        BlockingQueue<String> targets = new LinkedBlockingQueue<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            targets.add(target + " " + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getRequestBody().readAllBytes();
            boolean known = target.endsWith("DescribeClusters");
            byte[] answer = (known
                            ? "{\"clusters\":[{\"clusterName\":\"blue\",\"status\":\"ACTIVE\"}]}"
                            : "{\"__type\":\"ClusterNotFoundException\",\"message\":\"no cluster red\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(known ? 200 : 400, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            Bundle.compile(List.of(Bundle.JAR), folder, "CallEcs", CALL_ECS);
            Bundle.Run run = Bundle.run(
                    List.of(Bundle.JAR, folder),
                    "CallEcs",
                    "http://127.0.0.1:" + server.getAddress().getPort());

            assertThat(run.output()).contains("status ACTIVE", "error no cluster red");
            assertThat(run.exit()).isZero();
        } finally {
            server.stop(0);
        }
        assertThat(targets.poll(0, TimeUnit.SECONDS))
                .startsWith("AmazonEC2ContainerServiceV20141113.DescribeClusters AWS4-HMAC-SHA256 Credential=id/");
    }

    @Test
    void its_log_lines_reach_the_slf4j_of_the_framework() throws Exception {
        Bundle.Run run = log(Flavour.jars("slf4j"));

        assertThat(run.output().lines())
                .contains("[main] INFO dev.isthmus.Some - task t-1 is running")
                .contains("[main] ERROR dev.isthmus.Some - task t-2 failed")
                .contains("java.lang.IllegalStateException: the reason")
                .noneMatch(line -> line.contains("not asked for") || line.contains("SLF4J"));
    }

    @Test
    void its_log_lines_reach_the_log_of_the_jdk_where_there_is_no_slf4j() throws Exception {
        Bundle.Run run = log(List.of());

        assertThat(run.output())
                .contains("INFO: task t-1 is running", "SEVERE: task t-2 failed", "IllegalStateException: the reason")
                .doesNotContain("not asked for", "SLF4J");
    }

    /** A jar with a translator, made by somebody who knows the plain api alone. */
    @Test
    void a_translator_compiled_against_the_plain_api_works_on_the_bundle() throws Exception {
        Path api = ClassFiles.home(dev.isthmus.api.translation.ResourceTranslator.class);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Bundle.compile(List.of(api), classes, "OwnTranslator", OWN_TRANSLATOR);
        Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(
                classes.resolve("META-INF/services/dev.isthmus.api.translation.ResourceTranslator"), "OwnTranslator\n");
        Path jar = Bundle.jar(classes, folder.resolve("own-translator.jar"));
        Path program = Files.createDirectory(folder.resolve("program"));
        Bundle.compile(List.of(Bundle.JAR), program, "Translators", TRANSLATORS);

        Bundle.Run run = Bundle.run(List.of(Bundle.JAR, jar, program), "Translators");

        assertThat(run.output()).contains("three take ").contains("CPU").contains("1536");
        assertThat(run.exit()).isZero();
    }

    private Bundle.Run log(List<Path> framework) throws IOException, InterruptedException {
        Bundle.compile(List.of(Bundle.JAR), folder, "Log", LOG);
        List<Path> classPath = new ArrayList<>(List.of(Bundle.JAR, folder));
        classPath.addAll(framework);
        Bundle.Run run = Bundle.run(classPath, "Log");
        assertThat(run.exit()).isZero();
        return run;
    }
}
