package dev.isthmus.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.bundle.ClassFile;
import dev.isthmus.driver.bundle.ClassFiles;
import dev.isthmus.driver.client.ThinDriver;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.messages.Protos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.mesos.MesosSchedulerDriver;
import org.junit.jupiter.api.Test;

/** docs/architecture.md, the border: no descriptor at the border names a protobuf type, and our copy of the messages is wholly ours. */
class BorderBytecodeTest {

    private static final String PROTOBUF = "com.google.protobuf";
    private static final String MESOS = "org.apache.mesos";

    @Test
    void no_class_at_the_border_mentions_the_frameworks_protobuf() throws IOException {
        List<ClassFile> border = new ArrayList<>(ClassFiles.in(ClassFiles.home(ECSSchedulerDriver.class)));
        border.addAll(ClassFiles.in(ClassFiles.home(ThinDriver.class)));
        border.addAll(ClassFiles.in(ClassFiles.home(MesosSchedulerDriver.class)));

        assertThat(border)
                .extracting(ClassFile::name)
                .contains(
                        "dev.isthmus.driver.ECSSchedulerDriver",
                        "dev.isthmus.driver.FrameworkScheduler",
                        "dev.isthmus.driver.client.ThinSchedulerDriver",
                        "dev.isthmus.driver.message.MessageTranscoder",
                        "org.apache.mesos.MesosSchedulerDriver",
                        "org.apache.mesos.MesosNativeLibrary");
        assertThat(border).noneMatch(file -> file.mentions(PROTOBUF));
    }

    /** An older JVM gets to the line that says what is wanted: all that is loaded before it is of Java 8 and knows nothing of ours. */
    @Test
    void a_drop_in_can_be_loaded_by_java_8_and_links_to_nothing_of_ours() throws IOException {
        Path dropIns = ClassFiles.home(MesosSchedulerDriver.class);

        assertThat(ClassFiles.in(dropIns))
                .hasSizeGreaterThan(2)
                .allSatisfy(file -> assertThat(file.major()).as(file.name()).isEqualTo(52))
                .noneMatch(file -> file.types().stream().anyMatch(type -> type.startsWith("dev.isthmus.")));
    }

    @Test
    void every_type_of_ours_that_the_border_names_exists() throws IOException {
        Set<String> named = Stream.concat(
                        ClassFiles.in(ClassFiles.home(ECSSchedulerDriver.class)).stream(),
                        ClassFiles.in(ClassFiles.home(ThinDriver.class)).stream())
                .flatMap(file -> file.types().stream())
                .filter(type -> type.startsWith("dev.isthmus."))
                .collect(Collectors.toSet());

        assertThat(named).contains(FrameworkDriver.class.getName(), Protos.TaskInfo.class.getName());
        assertThat(named)
                .allSatisfy(type -> assertThat(getClass().getClassLoader())
                        .extracting(loader -> loader.getResource(type.replace('.', '/') + ".class"))
                        .as(type)
                        .isNotNull());
    }

    @Test
    void the_private_messages_refer_to_no_class_by_its_old_name() throws IOException {
        List<ClassFile> messages = ClassFiles.in(ClassFiles.home(Protos.class));

        assertThat(messages).hasSizeGreaterThan(1000);
        assertThat(messages.stream()
                        .filter(file -> file.types().stream()
                                .anyMatch(type -> type.startsWith(MESOS) || type.startsWith(PROTOBUF)))
                        .map(ClassFile::name))
                .isEmpty();
    }

    @Test
    void the_private_messages_hold_every_class_that_they_link_to() throws IOException {
        List<ClassFile> messages = ClassFiles.in(ClassFiles.home(Protos.class));
        Set<String> held = messages.stream().map(ClassFile::name).collect(Collectors.toSet());

        assertThat(messages.stream()
                        .flatMap(file -> file.types().stream())
                        .filter(type -> type.startsWith("dev.isthmus."))
                        .distinct()
                        .filter(type -> !held.contains(type))
                        .filter(type -> !ClassFiles.LEFT_OUT.matcher(type).matches()))
                .isEmpty();
    }

    @Test
    void the_private_messages_are_the_scheduler_messages_of_v0_alone() throws IOException {
        Stream<String> outside = ClassFiles.in(ClassFiles.home(Protos.class)).stream()
                .map(ClassFile::name)
                .filter(name -> !name.matches("dev\\.isthmus\\.mesos\\.(messages\\.(scheduler\\.)?Protos(\\$.*)?"
                        + "|protobuf\\.[A-Za-z0-9$]+)"));

        assertThat(outside).isEmpty();
    }

    /** The reader itself: it must see what stands in this class, which does name protobuf. */
    @Test
    void the_reader_finds_a_planted_reference() throws IOException {
        ClassFile planted = ClassFiles.in(ClassFiles.home(Planted.class)).stream()
                .filter(file -> file.name().equals(Planted.class.getName()))
                .findFirst()
                .orElseThrow();

        assertThat(planted.mentions(PROTOBUF)).isTrue();
        assertThat(planted.types()).contains("com.google.protobuf.ByteString");
    }

    /** Names protobuf in a descriptor, as a class at the border must not. */
    static final class Planted {
        com.google.protobuf.ByteString data(org.apache.mesos.Protos.TaskInfo task) {
            return task.getData();
        }
    }
}
