package dev.isthmus.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.settings.Settings;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** The one asked for, else the only one available, else the unique highest priority, else an error that lists them all. */
class SelectionTest {

    private record Stub(String name, int priority, Optional<String> reason) implements Provider {

        @Override
        public Optional<String> unavailableReason(Settings settings) {
            return reason;
        }
    }

    private static final Stub LOW = new Stub("low", 1, Optional.empty());
    private static final Stub HIGH = new Stub("high", 2, Optional.empty());
    private static final Stub HIGHEST_BUT_BROKEN = new Stub("broken", 9, Optional.of("it needs a licence"));

    @Test
    void the_one_asked_for_is_chosen_whatever_its_priority() {
        assertThat(select(Optional.of("low"), HIGH, LOW)).isEqualTo(LOW);
    }

    @Test
    void the_only_one_available_is_chosen() {
        assertThat(select(Optional.empty(), HIGHEST_BUT_BROKEN, LOW)).isEqualTo(LOW);
    }

    @Test
    void the_unique_highest_priority_is_chosen_in_whatever_order() {
        assertThat(select(Optional.empty(), LOW, HIGH, HIGHEST_BUT_BROKEN)).isEqualTo(HIGH);
        assertThat(select(Optional.empty(), HIGHEST_BUT_BROKEN, HIGH, LOW)).isEqualTo(HIGH);
    }

    @Test
    void priorities_at_the_ends_of_their_range_are_compared() {
        Stub least = new Stub("least", Integer.MIN_VALUE, Optional.empty());
        Stub most = new Stub("most", Integer.MAX_VALUE, Optional.empty());
        assertThat(select(Optional.empty(), least, most)).isEqualTo(most);
        assertThat(select(Optional.empty(), least)).isEqualTo(least);
    }

    @Test
    void several_of_the_highest_priority_are_an_error_that_lists_all() {
        assertRefused(Optional.empty(), HIGH, new Stub("twin", 2, Optional.empty()), LOW, HIGHEST_BUT_BROKEN)
                .hasMessageStartingWith("more than one backend has the highest priority; candidates:")
                .hasMessageContaining("\n  - broken (priority 9, unavailable: it needs a licence, ")
                .hasMessageContaining("\n  - high (priority 2, available, ")
                .hasMessageContaining("\n  - low (priority 1, available, ")
                .hasMessageContaining("\n  - twin (priority 2, available, ")
                .hasMessageContaining(Stub.class.getName() + " in file:")
                .hasMessageEndingWith("\nAdd the jar");
    }

    @Test
    void the_one_asked_for_being_unavailable_is_an_error_with_the_reason() {
        assertRefused(Optional.of("broken"), HIGH, HIGHEST_BUT_BROKEN)
                .hasMessageStartingWith("the backend 'broken' that was asked for is not available; candidates:")
                .hasMessageContainingAll("it needs a licence", "high (priority 2");
    }

    @Test
    void the_one_asked_for_being_absent_is_an_error_that_lists_all() {
        assertRefused(Optional.of("other"), HIGH)
                .hasMessageStartingWith("the backend 'other' that was asked for is not available; candidates:")
                .hasMessageContaining("high (priority 2, available");
    }

    @Test
    void two_of_the_name_asked_for_are_an_error_that_lists_both() {
        assertRefused(Optional.of("high"), HIGH, new Stub("high", 7, Optional.empty()))
                .hasMessageStartingWith("more than one backend is named 'high'; candidates:")
                .hasMessageContainingAll("priority 2", "priority 7");
    }

    @Test
    void none_being_available_is_an_error_with_the_reasons() {
        assertRefused(Optional.empty(), HIGHEST_BUT_BROKEN)
                .hasMessageStartingWith("no backend is available; candidates:")
                .hasMessageContaining("it needs a licence");
    }

    @Test
    void nothing_on_the_class_path_is_an_error_that_says_what_to_add() {
        assertRefused(Optional.empty()).hasMessage("no backend is on the class path; Add the jar");
    }

    @Test
    void required_PR04_a_provider_that_throws_when_asked_is_reported_with_its_class() {
        Provider throwing = new Provider() {
            @Override
            public String name() {
                return "throwing";
            }

            @Override
            public Optional<String> unavailableReason(Settings settings) {
                throw new IllegalStateException("no idea");
            }
        };
        assertThatThrownBy(() -> select(Optional.empty(), LOW, throwing))
                .isInstanceOf(BrokenProviderException.class)
                .hasMessageStartingWith(throwing.getClass().getName())
                .hasMessageContaining("no idea");
    }

    private static Provider select(Optional<String> wanted, Provider... providers) {
        return Selection.one("backend", List.of(providers), wanted, Settings.none(), "Add the jar");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Optional<String> wanted, Provider... providers) {
        return assertThatThrownBy(() -> select(wanted, providers)).isInstanceOf(ProviderSelectionException.class);
    }
}
