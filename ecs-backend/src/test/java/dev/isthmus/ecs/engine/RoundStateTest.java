package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.engine.RoundStage.DescribingTasks;
import dev.isthmus.ecs.engine.RoundStage.ListingRunning;
import dev.isthmus.ecs.engine.RoundStage.ListingStopped;
import dev.isthmus.ecs.engine.RoundState.Off;
import dev.isthmus.ecs.engine.RoundState.Waiting;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The states of polling are those of docs/reference/round-states.md. */
class RoundStateTest {

    private static final Instant NOW = RoundRows.NOW;
    private static final Instant LATER = RoundRows.LATER;

    @Test
    void page_has_the_table_of_the_states() throws IOException {
        RoundRows.table().isOn("round-states.md", "states", "RoundStateTest");
        assertThat(RoundRows.table().after("off"))
                .contains("waiting, hurried", "listing stopped tasks, more to list", "reading instances, hurried");
        assertThat(RoundRows.table().after("waiting")).doesNotContain("off");
    }

    @Test
    void a_round_begins_no_later_than_is_asked_for_and_never_later_than_it_would_have() {
        RoundState waiting = new Waiting(LATER, false);
        assertThat(waiting.noLaterThan(NOW).nextAt()).contains(NOW);
        assertThat(waiting.changed(NOW).nextAt()).contains(NOW);
        assertThat(waiting.abandoned(NOW).nextAt()).contains(NOW);
        Instant muchLater = LATER.plusSeconds(5);
        assertThat(waiting.noLaterThan(muchLater)).isEqualTo(waiting);
        assertThat(waiting.changed(muchLater)).isEqualTo(waiting);
        assertThat(waiting.abandoned(muchLater)).isEqualTo(waiting);
        assertThat(waiting.start(NOW)).as("polling has started").isEqualTo(waiting);
        assertThat(new Off().changed(NOW)).as("nothing is polled before that").isEqualTo(new Off());
    }

    @Test
    void what_changes_during_a_round_that_fails_is_not_forgotten() {
        RoundState failed = new Waiting(NOW, false)
                .begin(RoundRows.round(true))
                .changed(NOW)
                .failed(LATER);
        assertThat(failed).isEqualTo(new Waiting(LATER, true));
        RoundState next = failed.begin(RoundRows.round(false));
        assertThat(next.hurried()).isTrue();
        assertThat(next.done(LATER)).isEqualTo(new Waiting(LATER, false));
        assertThat(failed.changed(NOW)).as("read by the round that comes").isEqualTo(new Waiting(NOW, false));
    }

    @Test
    void a_round_knows_what_was_listed_until_it_was_described() {
        List<TaskFilter> agents = List.of(TaskFilter.stoppedOn("one"), TaskFilter.stoppedOn("two"));
        RoundState described = new Waiting(NOW, false)
                .begin(RoundRows.round(true))
                .runningListed(List.of("q"), agents)
                .runningListed(List.of("r"), agents)
                .stoppedListed(List.of("s"))
                .stoppedListed(List.of("t"));
        assertThat(described.stage()).contains(new DescribingTasks(List.of("q", "r"), List.of("s", "t")));
        assertThat(described.round()).contains(RoundRows.round(true));
        assertThatIllegalArgumentException().isThrownBy(() -> new ListingStopped(List.of(), List.of(), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new ListingRunning(List.of(), List.of()));
    }

    @Test
    void no_stage_is_passed_over() {
        RoundState listing = new Waiting(NOW, false).begin(RoundRows.round(true));
        assertThatIllegalStateException()
                .isThrownBy(() -> listing.done(LATER))
                .withMessageContaining("listing running");
        assertThatIllegalStateException().isThrownBy(() -> listing.stoppedListed(List.of()));
        assertThatIllegalStateException()
                .isThrownBy(() -> new Off().begin(RoundRows.round(true)))
                .withMessageContaining("off");
    }
}
