package dev.isthmus.ecs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.isthmus.ecs.launch.LaunchState.Asking;
import dev.isthmus.ecs.launch.LaunchState.Pausing;
import dev.isthmus.ecs.launch.LaunchState.Preparing;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The states of a start are those of docs/reference/launch-states.md, and no others can be made. */
class LaunchStateTest {

    @Test
    void page_has_the_table_of_the_states() throws IOException {
        LaunchRows.table().isOn("launch-states.md", "states", "LaunchStateTest");
        assertThat(LaunchRows.table().after("preparing"))
                .contains("waiting", "pausing, maybe started, to be stopped", "searching, once in vain, to be stopped");
        assertThat(LaunchRows.table().after("over")).containsExactly("over");
    }

    @Test
    void what_was_not_started_is_not_asked_for_again_to_be_stopped() {
        Asking stopped = LaunchRows.asking(false, Optional.of("x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Pausing(stopped));
        assertThat(stopped.failedForNow()).isEqualTo(new LaunchState.Over());
    }

    @Test
    void definition_is_looked_for_anew_once() {
        LaunchState anew = LaunchRows.asking(false, Optional.empty()).definitionGone();
        assertThat(anew).isEqualTo(new Preparing(true));
        LaunchState asking = anew.prepared(LaunchRows.REQUEST);
        assertThatIllegalStateException().isThrownBy(asking::definitionGone).withMessageContaining("asking");
    }

    @Test
    void attempts_are_counted_and_what_may_be_started_stays_so() {
        LaunchState again = LaunchRows.asking(false, Optional.empty())
                .answerLost()
                .failedForNow()
                .paused();
        assertThat(again).isEqualTo(new Asking(LaunchRows.REQUEST, 2, false, true, Optional.empty()));
    }
}
