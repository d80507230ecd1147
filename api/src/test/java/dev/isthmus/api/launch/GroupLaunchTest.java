package dev.isthmus.api.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupLaunchTest {

    private static Launch member(String framework, String task, String agent) {
        FrameworkId id = new FrameworkId(framework);
        return new Launch(
                new LaunchedTask(
                        LaunchId.of(id, new TaskId(task), "offer"),
                        id,
                        new TaskId(task),
                        new AgentId(agent),
                        Resources.none(Dialect.MESOS)),
                framework,
                Taken.nothing(Dialect.ECS),
                TaskSpec.of(task, Command.ofShell("true")));
    }

    @Test
    void is_of_one_framework_on_one_agent() {
        GroupLaunch group = new GroupLaunch(List.of(member("f", "a", "x"), member("f", "b", "x")));

        assertThat(group.agent()).isEqualTo(new AgentId("x"));
        assertThat(group.names()).isEqualTo("a, b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupLaunch(List.of(member("f", "a", "x"), member("f", "b", "y"))))
                .withMessageContaining("on agent y")
                .withMessageContaining("want one framework and one agent");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupLaunch(List.of(member("f", "a", "x"), member("g", "b", "x"))))
                .withMessageContaining("of framework g");
    }

    @Test
    void has_each_task_once_and_at_least_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupLaunch(List.of()))
                .withMessageContaining("at least one");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupLaunch(List.of(member("f", "a", "x"), member("f", "a", "x"))))
                .withMessageContaining("twice: [a, a]");
    }
}
