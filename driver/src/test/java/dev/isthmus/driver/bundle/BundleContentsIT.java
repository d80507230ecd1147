package dev.isthmus.driver.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the shaded jar, and what must not be: docs/architecture.md, the border. */
class BundleContentsIT {

    private static final long MOST_BYTES = 20L * 1024 * 1024;

    /** Annotations, which a JVM passes over where their classes are missing. */
    private static final Pattern ANNOTATIONS = Pattern.compile("dev\\.isthmus\\.shaded\\.("
            + "org\\.jspecify\\.annotations|com\\.google\\.errorprone\\.annotations(\\.concurrent)?"
            + "|com\\.google\\.j2objc\\.annotations)\\.\\w+");

    /** Codecs that HttpComponents looks for by name and uses only where they are installed. */
    private static final Pattern OPTIONAL = Pattern.compile(
            "(com\\.aayushatharva\\.brotli4j|org\\.apache\\.commons\\.compress|com\\.github\\.luben\\.zstd|org\\.conscrypt)\\..*");

    /** ADR 18: what ZooKeeper's servers, its TLS and its annotations want, beside a client that links to some of each and runs none of it. */
    private static final Pattern SERVERS = Pattern.compile(
            "(io\\.netty|com\\.codahale\\.metrics|org\\.xerial\\.snappy|org\\.apache\\.commons\\.io|javax\\.servlet"
                    + "|org\\.apache\\.yetus|edu\\.umd\\.cs\\.findbugs|javax\\.annotation)\\..*");

    private static final Pattern ZOOKEEPER =
            Pattern.compile("dev\\.isthmus\\.shaded\\.org\\.apache\\.(zookeeper|jute)\\..*");

    /** The SDK's native library, which it uses only where it is installed, and for signatures that ECS does not want. */
    private static final Pattern NATIVE =
            Pattern.compile("dev\\.isthmus\\.shaded\\.software\\.amazon\\.awssdk\\.crt(core)?\\..*");

    private static List<String> names;
    private static List<ClassFile> classes;

    @BeforeAll
    static void open() throws IOException {
        try (JarFile jar = new JarFile(Bundle.JAR.toFile())) {
            names = jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
        classes = ClassFiles.in(Bundle.JAR);
    }

    @Test
    void nothing_stands_outside_our_packages_but_the_drop_in_classes() {
        assertThat(names)
                .contains("dev/isthmus/driver/ECSSchedulerDriver.class")
                .filteredOn(name -> !name.startsWith("dev/isthmus/") && !name.startsWith("META-INF/"))
                .containsExactlyInAnyOrder(
                        "org/apache/mesos/Log.class",
                        "org/apache/mesos/Log$Entry.class",
                        "org/apache/mesos/Log$OperationFailedException.class",
                        "org/apache/mesos/Log$Position.class",
                        "org/apache/mesos/Log$Reader.class",
                        "org/apache/mesos/Log$Writer.class",
                        "org/apache/mesos/Log$WriterFailedException.class",
                        "org/apache/mesos/MesosExecutorDriver.class",
                        "org/apache/mesos/MesosSchedulerDriver.class",
                        "org/apache/mesos/MesosNativeLibrary.class",
                        "org/apache/mesos/MesosNativeLibrary$Version.class",
                        "org/apache/mesos/state/AbstractState.class",
                        "org/apache/mesos/state/InMemoryState.class",
                        "org/apache/mesos/state/LevelDBState.class",
                        "org/apache/mesos/state/LogState.class",
                        "org/apache/mesos/state/Variable.class",
                        "org/apache/mesos/state/ZooKeeperState.class",
                        "org/apache/mesos/v1/scheduler/V0Mesos.class",
                        "org/apache/mesos/v1/scheduler/V1Mesos.class");
    }

    /** ADR 8: a program in production has no use for what tests are written with. */
    @Test
    void no_testkit_is_inside() {
        assertThat(names).noneMatch(name -> name.startsWith("dev/isthmus/testkit/"));
    }

    /** ADR 25: what only HTTP speaks would add a fifth to it. ADR 43: what a master shows is apart from that. */
    @Test
    void nothing_of_the_master_is_inside_but_what_it_shows() {
        assertThat(names)
                .contains("dev/isthmus/mesos/messages/Protos$TaskInfo.class")
                .contains("dev/isthmus/master/operator/OperatorPages.class")
                .noneMatch(name -> (name.startsWith("dev/isthmus/master/")
                                && !name.matches("dev/isthmus/master/(access|http|json|operator|shared|snapshot)/.*"))
                        || name.startsWith("io/netty/")
                        || name.startsWith("dev/isthmus/shaded/io/netty/")
                        || name.startsWith("dev/isthmus/mesos/messages/v1/")
                        || name.startsWith("dev/isthmus/mesos/messages/scheduler/Protos$Call")
                        || name.startsWith("dev/isthmus/mesos/messages/scheduler/Protos$Event"));
    }

    @Test
    void no_module_descriptor_signature_or_versioned_class_is_left() {
        assertThat(names)
                .noneMatch(name -> name.endsWith("module-info.class")
                        || name.startsWith("META-INF/versions/")
                        || name.endsWith(".SF")
                        || name.endsWith(".RSA"));
    }

    @Test
    void no_class_refers_to_a_third_party_by_its_own_name() {
        assertThat(outsiders(classes.stream()
                        .filter(file -> !ZOOKEEPER.matcher(file.name()).matches())))
                .isEmpty();
        assertThat(outsiders(classes.stream()
                        .filter(file -> ZOOKEEPER.matcher(file.name()).matches())))
                .isNotEmpty()
                .allMatch(type -> SERVERS.matcher(type).matches());
    }

    private static Set<String> outsiders(Stream<ClassFile> of) {
        return of.flatMap(file -> file.types().stream())
                .filter(type -> !type.startsWith("dev.isthmus.")
                        && !type.startsWith("org.apache.mesos.")
                        && !OPTIONAL.matcher(type).matches()
                        && !inJdk(type))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void the_drop_in_classes_can_be_loaded_by_java_8() {
        assertThat(classes)
                .filteredOn(file -> file.name().startsWith("org.apache.mesos."))
                .isNotEmpty()
                .extracting(ClassFile::major)
                .containsOnly(52);
    }

    @Test
    void only_the_border_and_the_drop_ins_refer_to_the_frameworks_mesos() {
        assertThat(classes)
                .filteredOn(file -> file.types().stream().anyMatch(type -> type.startsWith("org.apache.mesos.")))
                .isNotEmpty()
                .allMatch(
                        file -> file.name()
                                .matches(
                                        "dev\\.isthmus\\.driver\\.((client|message|state)\\.)?\\w+(\\$.*)?"
                                                + "|org\\.apache\\.mesos\\.(Log.*|Mesos.*|state\\.(\\w+State|Variable)|v1\\.scheduler\\.V\\dMesos)"));
    }

    @Test
    void no_class_at_the_border_mentions_the_frameworks_protobuf() {
        assertThat(classes)
                .filteredOn(file -> file.name().startsWith("dev.isthmus.driver.")
                        || file.name().startsWith("org.apache.mesos."))
                .hasSizeGreaterThan(10)
                .noneMatch(file -> file.mentions("com.google.protobuf"));
    }

    @Test
    void every_class_that_is_linked_to_is_inside() {
        Set<String> inside = classes.stream().map(ClassFile::name).collect(Collectors.toSet());

        assertThat(referenced())
                .filteredOn(type -> type.startsWith("dev.isthmus."))
                .filteredOn(type -> !inside.contains(type))
                .filteredOn(type -> !ANNOTATIONS.matcher(type).matches()
                        && !NATIVE.matcher(type).matches()
                        && !ClassFiles.LEFT_OUT.matcher(type).matches())
                .isEmpty();
    }

    @Test
    void every_service_file_has_a_relocated_name_and_names_classes_that_are_inside() throws IOException {
        List<String> services = names.stream()
                .filter(name -> name.startsWith("META-INF/services/"))
                .toList();

        assertThat(services)
                .contains("META-INF/services/dev.isthmus.shaded.org.slf4j.spi.SLF4JServiceProvider")
                .contains("META-INF/services/dev.isthmus.shaded.software.amazon.awssdk.http.SdkHttpService");
        for (String service : services) {
            assertThat(names.contains(classEntry(service.substring("META-INF/services/".length()))))
                    .as(service)
                    .isTrue();
            assertThat(text(service)
                            .lines()
                            .map(line -> line.replaceFirst("#.*", "").strip()))
                    .filteredOn(line -> !line.isEmpty())
                    .as(service)
                    .isNotEmpty()
                    .allMatch(provider -> names.contains(classEntry(provider)));
        }
    }

    /** The SDK finds them by name; without them no role is assumed, neither that of a profile nor that of a pod on EKS. */
    @Test
    void roles_can_be_assumed() {
        assertThat(names)
                .contains(
                        "dev/isthmus/shaded/software/amazon/awssdk/services/sts/internal/StsProfileCredentialsProviderFactory.class",
                        "dev/isthmus/shaded/software/amazon/awssdk/services/sts/internal/StsWebIdentityCredentialsProviderFactory.class",
                        "dev/isthmus/shaded/software/amazon/awssdk/services/sts/DefaultStsClient.class");
    }

    @Test
    void licences_and_notices_of_what_is_inside_are_kept() throws IOException {
        assertThat(text("META-INF/LICENSE")).contains("Apache License").contains("Version 2.0");
        assertThat(text("META-INF/NOTICE"))
                .contains("Isthmus", "AWS SDK for Java", "Apache HttpClient", "Jackson", "mesos");
        assertThat(text("META-INF/licenses/protobuf-java.txt")).contains("Copyright 2008 Google Inc.");
        assertThat(text("META-INF/licenses/slf4j.txt")).contains("QOS.ch");
        assertThat(text("META-INF/licenses/aws-sdk.txt")).contains("Apache License", "Other license terms");
        assertThat(text("META-INF/licenses/reactive-streams.txt")).contains("MIT No Attribution");
        assertThat(text("META-INF/licenses/re2j.txt")).contains("The Go Authors");
        assertThat(names).contains("META-INF/FastDoubleParser-LICENSE", "META-INF/Schubfach-LICENSE");
    }

    @Test
    void it_is_small_enough() throws IOException {
        assertThat(Files.size(Bundle.JAR)).isBetween(MOST_BYTES / 10, MOST_BYTES);
    }

    private static Set<String> referenced() {
        return classes.stream().flatMap(file -> file.types().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean inJdk(String type) {
        return ClassLoader.getPlatformClassLoader().getResource(classEntry(type)) != null;
    }

    private static String classEntry(String type) {
        return type.replace('.', '/') + ".class";
    }

    private static String text(String name) throws IOException {
        try (JarFile jar = new JarFile(Bundle.JAR.toFile());
                InputStream in = jar.getInputStream(jar.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
