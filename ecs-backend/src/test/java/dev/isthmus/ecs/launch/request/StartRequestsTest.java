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
import dev.isthmus.ecs.view.DefinitionView.Traits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

    private static LaunchBatch order(Wanted.Existing definition, Optional<String> container, Resources taken) {
        LaunchedTask task = new LaunchedTask(
                LaunchId.of(new FrameworkId("f"), new TaskId("t"), "o"),
                new FrameworkId("f"),
                new TaskId("t"),
                new AgentId("a"),
                Resources.none(Dialect.MESOS));
        Planned plan = new Planned(
                definition,
                new CommandPassed.Words(List.of("run")),
                new TreeMap<>(),
                container,
                RunTaskOptions.NONE,
                List.of());
        return LaunchBatch.of(new Launch(task, "f", Taken.of(taken), TaskSpec.of("t", Command.ofShell("run"))), plan);
    }

    private static LaunchBatch order(Optional<Set<String>> roles) {
        return order(
                new Wanted.Existing("d:1", "a label", roles), Optional.empty(), Resources.of(Dialect.ECS, memory(64)));
    }

    private static StartRequest asked(LaunchBatch order, DefinitionView definition)
            throws StartRequests.InvalidLaunchException {
        return StartRequests.build(order, definition, new InstanceBinding.ByConstraint("i-1"));
    }

    private static ContainerDefinitionView container(String name, String ports) {
        return new ContainerDefinitionView(name, true, List.of(), PortRanges.parse(ports), false);
    }

    private static DefinitionView definition(String network, ContainerDefinitionView... containers) {
        return definition(network, Optional.empty(), Optional.empty(), containers);
    }

    private static DefinitionView definition(
            String network,
            Optional<String> taskRole,
            Optional<String> executionRole,
            ContainerDefinitionView... containers) {
        return new DefinitionView(
                "arn",
                List.of(containers),
                new Traits(
                        network,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        taskRole,
                        executionRole,
                        false,
                        false,
                        Instant.EPOCH));
    }

    @Test
    void a_role_that_a_framework_may_not_have_does_not_come_with_a_definition_that_it_names() throws Exception {
        DefinitionView definition =
                definition("bridge", Optional.of("role/one"), Optional.of("role/two"), container("c", ""));
        assertThatThrownBy(() -> asked(order(Optional.of(Set.of("role/one"))), definition))
                .isInstanceOf(StartRequests.InvalidLaunchException.class)
                .hasMessageContaining("which a label names, brings role role/two, which ISTHMUS_ROLES does not allow");
        assertThat(asked(order(Optional.of(Set.of("role/one", "role/two"))), definition)
                        .definitionArn())
                .isEqualTo("arn");
        assertThat(asked(order(Optional.empty()), definition).definitionArn())
                .as("named by a rule, it may have any")
                .isEqualTo("arn");
    }

    @Test
    void ports_that_an_existing_definition_does_not_hold_are_refused() throws Exception {
        Resources two = Resources.of(
                Dialect.ECS,
                Map.of(
                        ResourceName.ECS_MEMORY, Amount.of(64),
                        ResourceName.ECS_PORTS, PortRanges.parse("80"),
                        ResourceName.ECS_PORTS_UDP, PortRanges.parse("90")));
        LaunchBatch order = order(new Wanted.Existing("d:1", "a label", Optional.empty()), Optional.empty(), two);
        for (String held : List.of("80", "90", "")) {
            assertThatThrownBy(() -> asked(order, definition("bridge", container("c", held))))
                    .isInstanceOf(StartRequests.InvalidLaunchException.class)
                    .hasMessageContaining("asks for ports")
                    .hasMessageContaining("80");
        }
        assertThat(asked(order, definition("bridge", container("c", "80,90"))).definitionArn())
                .isEqualTo("arn");
    }

    @Test
    void a_network_of_its_own_needs_subnets() {
        assertThatThrownBy(() -> asked(order(Optional.empty()), definition("awsvpc", container("c", ""))))
                .isInstanceOf(StartRequests.InvalidLaunchException.class)
                .hasMessageContaining("set ISTHMUS_SUBNETS");
    }

    @Test
    void a_command_needs_to_know_its_container() throws Exception {
        DefinitionView two = definition("bridge", container("c", ""), container("d", ""));
        Wanted.Existing existing = new Wanted.Existing("d:1", "a label", Optional.empty());
        Resources memory = Resources.of(Dialect.ECS, memory(64));
        assertThatThrownBy(() -> asked(order(existing, Optional.empty(), memory), two))
                .hasMessageContaining("has several essential containers");
        assertThatThrownBy(() -> asked(order(existing, Optional.of("e"), memory), two))
                .hasMessageContaining("has no container 'e'");
        assertThat(asked(order(existing, Optional.of("d"), memory), two)
                        .parts()
                        .get(0)
                        .container())
                .isEqualTo("d");
    }

    /** One character more is refused; the figure is that of the JSON. */
    @Test
    void overrides_of_exactly_ecs_limit_are_asked_for() throws Exception {
        int longest = StartRequests.LONGEST_OVERRIDES - StartRequests.length(build(memory(64), Map.of("BIG", "")));
        assertThat(StartRequests.length(build(memory(64), Map.of("BIG", "x".repeat(longest)))))
                .isEqualTo(StartRequests.LONGEST_OVERRIDES);
        assertThatThrownBy(() -> build(memory(64), Map.of("BIG", "x".repeat(longest + 1))))
                .hasMessageContaining("8193");
    }
}
