package dev.isthmus.frameworks.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Where a program is missing, a trial is seen to be skipped. */
class TrialIT {

    @Test
    void a_trial_that_lacks_a_program_is_skipped_and_says_so() {
        assertThatThrownBy(() -> Trial.begin("Some 1.0", "some", "sh", "no-such-program|nor-such"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("Some 1.0 is not tried: no-such-program|nor-such is not on the PATH");
    }

    @Test
    void a_trial_that_has_one_of_two_programs_begins() throws Exception {
        Path directory = Trial.begin("Some 1.0", "some", "no-such-program|sh").directory();

        assertThat(directory).isEmptyDirectory();
    }
}
