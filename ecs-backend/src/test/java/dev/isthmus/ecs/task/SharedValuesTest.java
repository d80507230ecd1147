package dev.isthmus.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Equal values of many tasks are one object. */
class SharedValuesTest {

    private final SharedValues values = new SharedValues();

    private static LaunchedTask task(int number) {
        FrameworkId framework = new FrameworkId("f-" + "0001");
        TaskId id = new TaskId("t-" + number);
        return new LaunchedTask(
                LaunchId.of(framework, id, "o"),
                framework,
                id,
                new AgentId("a-" + number % 10),
                ResourcesText.parse(Dialect.MESOS, "cpus:0.1; mem:64"),
                number % 2 == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(number)),
                new Memo("role=" + "web"));
    }

    @Test
    void what_many_tasks_have_in_common_is_one_object() {
        LaunchedTask one = values.of(task(1));
        LaunchedTask other = values.of(task(11));
        assertThat(other).isEqualTo(task(11));
        assertThat(other.framework()).isSameAs(one.framework());
        assertThat(other.agent()).isSameAs(one.agent());
        assertThat(other.demand()).isSameAs(one.demand());
        assertThat(other.memo()).isSameAs(one.memo());
    }

    @Test
    void nothing_is_mixed_up_however_many_there_are() {
        for (int i = 0; i < 50_000; i++) {
            assertThat(values.of(task(i))).isEqualTo(task(i));
        }
    }
}
