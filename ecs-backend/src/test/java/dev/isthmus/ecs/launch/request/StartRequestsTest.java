package dev.isthmus.ecs.launch.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.plan.Plan.CommandPassed;
import dev.isthmus.ecs.plan.Plan.Planned;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is asked of ECS for a launch. */
class StartRequestsTest {

    private boolean reserves;

    private StartRequest build(Map<ResourceName, Amount> taken, Map<String, String> environment)
            throws StartRequests.InvalidLaunchException {
        LaunchedTask task = new LaunchedTask(
                LaunchId.of(new FrameworkId("f"), new TaskId("t"), "o"),
                new FrameworkId("f"),
                new TaskId("t"),
                new AgentId("a"),
                Resources.none(Dialect.MESOS));
        Command command = Command.ofShell("secret stays").withEnvironment(environment);
        Planned plan = new Planned(
                new Wanted.Existing("d:1", "a test", Optional.empty()),
                new CommandPassed.Words(List.of("run")),
                new TreeMap<>(environment),
                Optional.empty(),
                RunTaskOptions.NONE,
                List.of());
        DefinitionView definition = new DefinitionView(
                "arn", List.of(new ContainerDefinitionView("c", true, List.of(), PortRanges.NONE, reserves)));
        return StartRequests.build(
                LaunchBatch.of(
                        new Launch(task, "f", Taken.of(Resources.of(Dialect.ECS, taken)), TaskSpec.of("t", command)),
                        plan),
                definition,
                new InstanceBinding.ByConstraint("i-1"));
    }

    private static Map<ResourceName, Amount> memory(long mib) {
        return Map.of(ResourceName.ECS_CPU, Amount.of(10), ResourceName.ECS_MEMORY, Amount.of(mib));
    }

    @Test
    void resources_go_on_the_container() throws Exception {
        StartRequest request = build(
                Map.of(
                        ResourceName.ECS_CPU, Amount.of(10),
                        ResourceName.ECS_MEMORY, Amount.of(64),
                        ResourceName.ECS_GPU, Amount.of(2)),
                Map.of());
        assertThat(request.parts().get(0).container()).isEqualTo("c");
        assertThat(request.parts().get(0).sizes())
                .isEqualTo(new StartRequest.Sizes(
                        OptionalInt.of(10), OptionalInt.of(64), OptionalInt.empty(), OptionalInt.of(2)));
    }

    @Test
    void reservation_of_the_definition_is_overridden() throws Exception {
        reserves = true;
        StartRequest.Sizes sizes = build(memory(64), Map.of()).parts().get(0).sizes();
        assertThat(sizes.memoryReservation()).isEqualTo(OptionalInt.of(64));
        assertThat(sizes.memory()).as("ECS wants it above the reservation").isEqualTo(OptionalInt.of(65));
    }

    @Test
    void memory_below_dockers_least_is_refused_with_the_bound() {
        assertThatThrownBy(() -> build(memory(5), Map.of()))
                .isInstanceOf(StartRequests.InvalidLaunchException.class)
                .hasMessageContaining("5 MiB")
                .hasMessageContaining("at least 6");
    }

    @Test
    void resource_that_ecs_cannot_give_a_task_is_not_asked_for_and_changes_nothing_else() throws Exception {
        StartRequest with = build(
                Map.of(
                        ResourceName.ECS_CPU,
                        Amount.of(10),
                        ResourceName.ECS_MEMORY,
                        Amount.of(64),
                        new ResourceName("LICENCES"),
                        Amount.of(1)),
                Map.of());
        assertThat(with).isEqualTo(build(memory(64), Map.of()));
    }

    @Test
    void overrides_beyond_ecs_limit_are_refused_with_both_numbers() {
        assertThatThrownBy(() -> build(memory(64), Map.of("BIG", "x".repeat(8192))))
                .hasMessageContaining("8192")
                .hasMessageMatching("(?s).*overrides of \\d{4} characters.*");
    }

    @Test
    void our_variables_win_and_values_are_not_printed() throws Exception {
        StartRequest request = build(memory(64), Map.of("ISTHMUS_TASK_ID", "forged", "PASSWORD", "hunter2"));
        assertThat(request.parts().get(0).environment())
                .containsEntry("ISTHMUS_TASK_ID", "t")
                .containsEntry("PASSWORD", "hunter2");
        assertThat(request.toString()).doesNotContain("hunter2");
    }
}
