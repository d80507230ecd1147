package dev.isthmus.ecs.stop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.ecs.StateTable;
import dev.isthmus.ecs.stop.StopState.Asked;
import dev.isthmus.ecs.stop.StopState.Insisting;
import dev.isthmus.ecs.stop.StopState.Over;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The states of a stop are those of docs/reference/stop-states.md. */
class StopStateTest {

    private static final StopOutcome REFUSED = new StopOutcome.Failed(
            new BackendFailure(BackendFailure.Category.DENIED, "no permission to perform ecs:StopTask"));

    private static StateTable<StopState> table() {
        Map<String, UnaryOperator<StopState>> events = new LinkedHashMap<>();
        events.put("wanted again", state -> state.askedToo(7));
        events.put("ECS stops it", StopState::accepted);
        events.put("task ended before", StopState::accepted);
        events.put("may pass", StopState::failedForNow);
        events.put("not known yet", StopState::notKnownYet);
        events.put("refused", state -> state.failed(REFUSED));
        return new StateTable<>(
                "the stop is",
                List.of(
                        new Asked(List.of(1L)),
                        new Insisting(),
                        new Over(new StopOutcome.Accepted()),
                        new Over(REFUSED)),
                StopState::words,
                events);
    }

    @Test
    void page_has_the_table_of_the_states() throws IOException {
        table().isOn("stop-states.md", "states", "StopStateTest");
        assertThat(table().after("asked"))
                .containsExactlyInAnyOrder("asked", "insisting", "over, accepted", "over, failed");
    }

    @Test
    void who_wants_it_stopped_waits_until_something_is_known_and_no_longer() {
        StopState asked = new Asked(List.of()).askedToo(1).askedToo(2);
        assertThat(asked.waiting()).containsExactly(1L, 2L);
        assertThat(asked.told()).isEmpty();
        assertThat(asked.notKnownYet()).isEqualTo(asked);
        for (StopState told : List.of(asked.failedForNow(), asked.accepted(), asked.failed(REFUSED))) {
            assertThat(told.waiting()).isEmpty();
            assertThat(told.told()).isPresent();
            assertThat(told.askedToo(3)).isEqualTo(told);
        }
        assertThat(asked.failed(REFUSED).told()).contains(REFUSED);
    }
}
