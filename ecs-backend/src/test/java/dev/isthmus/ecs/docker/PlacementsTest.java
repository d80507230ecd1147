package dev.isthmus.ecs.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The tables of Docker parameters on the page of task definitions agree with the code. */
class PlacementsTest {

    private static final Path PAGE = Path.of("../docs/reference/task-definitions.md");

    /** A row: names of parameters, where they go, and how. */
    private record Row(List<String> names, List<String> where, String how) {}

    @Test
    void page_has_the_tables_of_the_data() throws Exception {
        List<String> page = Files.readAllLines(PAGE);
        List<Row> known = rows(page, "Docker parameter");
        assertThat(known.stream().flatMap(row -> row.names().stream()))
                .containsExactlyElementsOf(Arrays.stream(DockerParameter.values())
                        .map(DockerParameter::written)
                        .toList());
        assertThat(known).allSatisfy(PlacementsTest::goesWhereTheCodeHasIt);

        List<Row> dropped = new ArrayList<>(rows(page, "dropped Docker parameter"));
        Row network = dropped.remove(dropped.size() - 1);
        assertThat(network.names()).containsExactlyElementsOf(new TreeSet<>(DroppedParameters.NETWORK));
        assertThat(network.where()).containsExactly("dropped", "warned", "refused");
        assertThat(dropped).isEqualTo(rows(DroppedParameters.all(), "warned"));

        assertThat(rows(page, "refused Docker parameter")).isEqualTo(rows(RefusedParameters.all(), "refused"));
    }

    /** A label that differs from task to task is dropped, and one that does not is in the definition. */
    private static void goesWhereTheCodeHasIt(Row row) {
        DockerParameter parameter = DockerParameter.of(row.names().get(0)).orElseThrow();
        List<String> where = switch (parameter) {
            case ENV -> List.of("override");
            case LABEL -> List.of("definition", "dropped");
            case RM -> List.of("dropped");
            default -> List.of("definition");
        };
        assertThat(row.where()).as(parameter.written()).isEqualTo(where);
        assertThat(parameter.changesDefinition())
                .as(parameter.written())
                .isEqualTo(where.equals(List.of("definition")));
    }

    /** What the code says of each name, as rows: one for all names of which it says the same. */
    private static List<Row> rows(SortedMap<String, String> saidByName, String where) {
        SortedMap<String, SortedSet<String>> namesBySaid = new TreeMap<>();
        saidByName.forEach((name, said) ->
                namesBySaid.computeIfAbsent(said, first -> new TreeSet<>()).add(name));
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, SortedSet<String>> each : namesBySaid.entrySet()) {
            rows.add(new Row(List.copyOf(each.getValue()), List.of(where), each.getKey()));
        }
        return rows;
    }

    /** The rows of the table with this heading. */
    private static List<Row> rows(List<String> page, String heading) {
        int head = page.indexOf("| " + heading + " | where | how |");
        assertThat(head).as("a table of %s", heading).isNotNegative();
        return page.stream()
                .skip(head + 2L)
                .takeWhile(line -> line.startsWith("| "))
                .map(PlacementsTest::row)
                .toList();
    }

    private static Row row(String line) {
        String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
        assertThat(cells).as(line).hasSize(3);
        String names = cells[0].substring(1, cells[0].length() - 1);
        return new Row(List.of(names.split("`, `", -1)), List.of(cells[1].split(", ", -1)), cells[2]);
    }
}
