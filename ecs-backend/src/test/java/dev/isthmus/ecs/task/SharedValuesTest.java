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
import dev.isthmus.ecs.view.EcsAgentVersion;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

    private static InstanceView instance(int number) {
        return new InstanceView(
                "arn:aws:ecs:us-east-1:1:container-instance/c/" + number,
                String.valueOf("ACTIVE".toCharArray()),
                true,
                Optional.of("i-" + number),
                ResourcesText.parse(Dialect.ECS, "CPU:4096; MEMORY:15000"),
                ResourcesText.parse(Dialect.ECS, "CPU:1024; MEMORY:15000"),
                new TreeMap<>(Map.of("ecs.os-type", "linux", "ecs.instance-type", "m5.large")),
                Optional.of(new EcsAgentVersion(1, 61, 2)),
                number,
                Optional.of("provider"));
    }

    @Test
    void what_instances_of_a_kind_have_in_common_is_one_object() {
        InstanceView one = values.of(instance(1));
        InstanceView other = values.of(instance(2));
        assertThat(other).isEqualTo(instance(2));
        assertThat(other.status()).isSameAs(one.status());
        assertThat(other.registered()).isSameAs(one.registered());
        assertThat(other.remaining()).isSameAs(one.remaining());
        assertThat(other.attributes()).isSameAs(one.attributes());
        assertThat(other.agentVersion()).isSameAs(one.agentVersion());
        assertThat(other.provider()).isSameAs(one.provider());
    }
}
