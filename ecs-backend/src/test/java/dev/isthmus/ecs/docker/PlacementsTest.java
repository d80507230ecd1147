package dev.isthmus.ecs.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page says what the data says. */
class PlacementsTest {

    @Test
    void pageHasTheTablesOfTheData() throws Exception {
        assertThat(Files.readString(Path.of("../docs/reference/task-definitions.md")))
                .contains(Placements.table("field", Placements.fields()))
                .contains(Placements.table("Docker parameter", Placements.dockerParameters()))
                .contains(Placements.table("dropped Docker parameter", Placements.droppedParameters()))
                .contains(Placements.table("refused Docker parameter", Placements.refusedParameters()));
    }
}
