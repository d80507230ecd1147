package dev.isthmus.driver.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ContainerInfo;
import org.apache.mesos.Protos.ContainerInfo.DockerInfo;
import org.apache.mesos.Protos.ContainerInfo.MesosInfo;
import org.apache.mesos.Protos.TaskInfo;
import org.junit.jupiter.api.Test;

/** The table of where fields go has every field that Mesos has, and no other. */
class PlacementsPageTest {

    private static final Path PAGE = Path.of("../docs/reference/task-definitions.md");

    private static final String WHERE = "(?:definition|override|Isthmus|dropped|warned|refused)";

    private static final Pattern ROW =
            Pattern.compile("\\| `([\\w.]+)` \\| " + WHERE + "(?:, " + WHERE + ")* \\| .*\\|");

    /** Messages of which the table has the fields, by where they stand in a task. */
    private static final Map<String, Descriptor> TAKEN_APART = Map.of(
            "", TaskInfo.getDescriptor(),
            "command.", CommandInfo.getDescriptor(),
            "container.", ContainerInfo.getDescriptor(),
            "container.docker.", DockerInfo.getDescriptor(),
            "container.mesos.", MesosInfo.getDescriptor());

    @Test
    void every_field_of_a_task_has_its_place() throws IOException {
        Set<String> fields = new TreeSet<>();
        TAKEN_APART.forEach((prefix, message) ->
                message.getFields().stream().map(FieldDescriptor::getName).forEach(name -> fields.add(prefix + name)));
        TAKEN_APART.keySet().stream()
                .filter(prefix -> !prefix.isEmpty())
                .forEach(prefix -> fields.remove(prefix.substring(0, prefix.length() - 1)));
        assertThat(placed()).containsExactlyInAnyOrderElementsOf(fields);
    }

    /** The fields of the page's table; every row says where its field goes. */
    private static List<String> placed() throws IOException {
        List<String> page = Files.readAllLines(PAGE);
        int head = page.indexOf("| field | where | how |");
        assertThat(head).isNotNegative();
        return page.stream()
                .skip(head + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> {
                    Matcher row = ROW.matcher(line);
                    assertThat(row.matches()).as(line).isTrue();
                    return row.group(1);
                })
                .toList();
    }
}
