package dev.isthmus.driver.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.isthmus.ecs.docker.Placements;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ContainerInfo;
import org.apache.mesos.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.Protos.ContainerInfo.MesosInfo;
import org.apache.mesos.Protos.TaskInfo;
import org.junit.jupiter.api.Test;

/** The table of where fields go has every field that Mesos has, and no other. */
class PlacementsPageTest {

    /** Messages of which the table has the fields, by where they stand in a task. */
    private static final Map<String, Descriptor> TAKEN_APART = Map.of(
            "", TaskInfo.getDescriptor(),
            "command.", CommandInfo.getDescriptor(),
            "container.", ContainerInfo.getDescriptor(),
            "container.docker.", DockerInfo.getDescriptor(),
            "container.mesos.", MesosInfo.getDescriptor());

    @Test
    void every_field_of_a_task_has_its_place() {
        Set<String> fields = new TreeSet<>();
        TAKEN_APART.forEach((prefix, message) ->
                message.getFields().stream().map(FieldDescriptor::getName).forEach(name -> fields.add(prefix + name)));
        TAKEN_APART.keySet().stream()
                .filter(prefix -> !prefix.isEmpty())
                .forEach(prefix -> fields.remove(prefix.substring(0, prefix.length() - 1)));
        List<String> placed =
                Placements.fields().stream().map(Placements.Field::name).collect(Collectors.toList());
        assertThat(placed).containsExactlyInAnyOrderElementsOf(fields);
    }
}
