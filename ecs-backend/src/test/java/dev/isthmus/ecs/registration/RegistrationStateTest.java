package dev.isthmus.ecs.registration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.StateTable;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.registration.RegistrationState.Looking;
import dev.isthmus.ecs.registration.RegistrationState.Over;
import dev.isthmus.ecs.registration.RegistrationState.Pausing;
import dev.isthmus.ecs.registration.RegistrationState.Registering;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The states of the search for a task definition are those of docs/reference/registration-states.md. */
class RegistrationStateTest {

    private static final int LAST = Backoff.START.attempts();

    private static StateTable<RegistrationState> table() {
        Map<String, UnaryOperator<RegistrationState>> events = new LinkedHashMap<>();
        events.put("not there, and ours", RegistrationState::unknown);
        events.put("may be there", RegistrationState::mayBeThere);
        events.put("answered for good", RegistrationState::answered);
        events.put("pause over", RegistrationState::paused);
        return new StateTable<>(
                "the search is",
                List.of(
                        new Looking(1),
                        new Registering(1),
                        new Pausing(1),
                        new Looking(LAST),
                        new Registering(LAST),
                        new Over()),
                RegistrationState::words,
                events);
    }

    @Test
    void page_has_the_table_of_the_states() throws IOException {
        table().isOn("registration-states.md", "states", "RegistrationStateTest");
        assertThat(table().after("looking")).contains("looking", "registering", "pausing", "over");
    }

    @Test
    void a_registration_that_others_contend_for_is_made_so_often_and_no_more() {
        RegistrationState state = new Looking(1);
        for (int attempt = 1; attempt < LAST; attempt++) {
            state = state.unknown().mayBeThere();
            assertThat(state).isEqualTo(new Pausing(attempt));
            state = state.paused();
            assertThat(state).isEqualTo(new Looking(attempt + 1));
        }
        assertThat(state.unknown().mayBeThere()).isEqualTo(new Over());
    }
}
