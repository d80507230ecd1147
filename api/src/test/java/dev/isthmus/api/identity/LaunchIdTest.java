package dev.isthmus.api.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R-TL-07 begins here: one launch has one token, and no two have the same. */
class LaunchIdTest {

    @Test
    void one_launch_has_one_token() {
        LaunchId token = of("framework", "task", "offer");

        assertThat(of("framework", "task", "offer")).isEqualTo(token).isEqualByComparingTo(token);
        assertThat(token.value())
                .as("it outlives this process, so it must not change from version to version")
                .isEqualTo("ef45e00a38d7a14ae871d8b7ce13da5a");
    }

    @Test
    void another_part_makes_another_token() {
        assertThat(of("framework", "task", "offer"))
                .isNotEqualTo(of("framework2", "task", "offer"))
                .isNotEqualTo(of("framework", "task2", "offer"))
                .isNotEqualTo(of("framework", "task", "offer2"));
    }

    @Test
    void parts_do_not_meet_by_concatenation() {
        assertThat(of("ab", "c", "d")).isNotEqualTo(of("a", "bc", "d"));
        assertThat(of("a", "1:b", "c")).isNotEqualTo(of("a1:", "b", "c"));
        assertThat(of("a", "é", "c")).isNotEqualTo(of("a", "e", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "b8ea", "B8EA9DCBDB1D7A97B2AD78A5EB1D6FD2", "g8ea9dcbdb1d7a97b2ad78a5eb1d6fd2"})
    void another_form_is_refused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LaunchId(value))
                .withMessageContainingAll("'" + value + "'", "32 lower case hexadecimal digits");
    }

    private static LaunchId of(String framework, String task, String offer) {
        return LaunchId.of(new FrameworkId(framework), new TaskId(task), offer);
    }
}
