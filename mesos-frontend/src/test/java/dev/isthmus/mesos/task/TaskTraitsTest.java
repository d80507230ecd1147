package dev.isthmus.mesos.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Memo;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TaskTraitsTest {

    private static final LaunchId FIRST = LaunchId.of(new FrameworkId("f"), new TaskId("t"), "o");

    @Property
    void the_next_driver_reads_what_this_one_wrote(
            @ForAll @NotEmpty @StringLength(max = 300) String name,
            @ForAll boolean docker,
            @ForAll boolean healthChecked,
            @ForAll boolean grouped) {
        // As src/common/roles.cpp has it: no white space.
        String role = name.replace(' ', '_');
        Optional<TaskTraits.Group> group =
                grouped ? Optional.of(new TaskTraits.Group(FIRST, Optional.of("an executor"))) : Optional.empty();
        TaskTraits traits = new TaskTraits(role, docker, healthChecked, group);
        TaskTraits read = TaskTraits.read(traits.memo());
        boolean kept = role.length() <= 150 && role.chars().noneMatch(Character::isISOControl);
        assertThat(read)
                .isIn(traits, new TaskTraits("*", docker, healthChecked, group))
                .satisfies(it -> assertThat(!kept || it.equals(traits)).isTrue());
    }

    @Test
    void an_executor_whose_id_is_too_long_is_left_out_and_the_group_is_not() {
        TaskTraits traits =
                new TaskTraits("*", true, true, Optional.of(new TaskTraits.Group(FIRST, Optional.of("e".repeat(255)))));
        assertThat(TaskTraits.read(traits.memo()).group()).contains(new TaskTraits.Group(FIRST, Optional.empty()));
    }

    @Test
    void nothing_to_say_takes_no_room() {
        assertThat(new TaskTraits("*", false, false, Optional.empty()).memo()).isEqualTo(Memo.NONE);
        assertThat(TaskTraits.read(Memo.NONE)).isEqualTo(new TaskTraits("*", false, false, Optional.empty()));
    }

    @Test
    void words_of_a_later_version_are_passed_over() {
        assertThat(TaskTraits.read(new Memo("zone=b docker group=soon role=web/eu")))
                .isEqualTo(new TaskTraits("web/eu", true, false, Optional.empty()));
    }
}
