package dev.isthmus.testkit.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.HealthCheck;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.api.translation.Taken;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/** Whatever the generators make is valid, and a property gets it by the type of its parameter. */
@Domain(IsthmusDomain.class)
class GeneratorsProperties {

    private static final int TRIES = 300;

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void quantities_are_never_negative(
            @ForAll Amount amount, @ForAll PortRanges ports, @ForAll Items items, @ForAll Quantity any) {
        assertThat(amount.thousandths()).isNotNegative();
        assertThat(ports.count()).isBetween(0, 65_536);
        assertThat(items.names()).hasSizeLessThanOrEqualTo(16);
        assertThat(any.contains(any)).isTrue();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void ids_are_not_empty(
            @ForAll TaskId task, @ForAll FrameworkId framework, @ForAll AgentId agent, @ForAll LaunchId launch) {
        assertThat(List.of(task.value(), framework.value(), agent.value())).noneMatch(String::isEmpty);
        assertThat(launch.value()).matches("[0-9a-f]{32}");
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void agents_have_no_more_free_than_there_is(@ForAll Agent agent, @ForAll Resources total, @ForAll Holding holding) {
        assertThat(agent.total().contains(agent.free())).isTrue();
        assertThat(total.dialect()).isEqualTo(Dialect.ECS);
        assertThat(holding.demand().dialect()).isEqualTo(Dialect.MESOS);
    }

    /** R-OS-07, R-OS-09, R-OS-10. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void inventories_keep_the_rules(@ForAll List<InventoryEvent> inventory) {
        Set<AgentId> seen = new HashSet<>();
        Set<AgentId> gone = new HashSet<>();
        boolean complete = false;
        for (InventoryEvent event : inventory) {
            if (event instanceof InventoryEvent.AgentSeen agent) {
                assertThat(gone).doesNotContain(agent.agent().id());
                seen.add(agent.agent().id());
            } else if (event instanceof InventoryEvent.AgentGone agent) {
                assertThat(seen).contains(agent.agent());
                assertThat(gone.add(agent.agent())).isTrue();
            } else if (event instanceof InventoryEvent.Complete) {
                assertThat(complete).isFalse();
                complete = true;
            } else {
                complete = false;
            }
        }
        assertThat(complete).isTrue();
    }

    /** R-TL-11, R-TL-12. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void lives_go_forward_and_end_once(@ForAll List<TaskEvent> life) {
        assertThat(life).isNotEmpty();
        for (int i = 1; i < life.size(); i++) {
            assertThat(rank(life.get(i).phase()))
                    .isGreaterThanOrEqualTo(rank(life.get(i - 1).phase()));
            assertThat(life.get(i).at()).isAfterOrEqualTo(life.get(i - 1).at());
            assertThat(life.get(i).task()).isEqualTo(life.get(0).task());
            assertThat(life.get(i - 1).phase()).isNotInstanceOf(TaskPhase.Ended.class);
        }
    }

    private static int rank(TaskPhase phase) {
        return List.of(
                        TaskPhase.Staging.class,
                        TaskPhase.Starting.class,
                        TaskPhase.Running.class,
                        TaskPhase.Stopping.class,
                        TaskPhase.Ended.class)
                .indexOf(phase.getClass());
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void ends_have_a_code_only_where_a_process_ran(@ForAll TaskPhase.Ended ended) {
        assertThat(ended.ran() || ended.exitCode().isEmpty()).isTrue();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void launches_are_in_one_dialect_each(
            @ForAll Launch launch, @ForAll LaunchedTask task, @ForAll Taken taken, @ForAll TaskSpec spec) {
        assertThat(launch.taken().accounted().dialect()).isEqualTo(Dialect.ECS);
        assertThat(task.demand().dialect()).isEqualTo(Dialect.MESOS);
        assertThat(taken.limits().dialect()).isEqualTo(taken.accounted().dialect());
        assertThat(spec.killGrace().filter(Duration::isNegative)).isEmpty();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void parts_of_a_spec_are_valid(
            @ForAll Command command,
            @ForAll Container container,
            @ForAll HealthCheck check,
            @ForAll LaunchOutcome outcome) {
        assertThat(command.withEnvironment(command.environment())).isEqualTo(command);
        assertThat(container.portMappings()).allMatch(mapping -> mapping.hostPort() <= 65_535);
        assertThat(check.consecutiveFailures()).isPositive();
        assertThat(outcome.toString()).isNotEmpty();
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void settings_and_failures_can_be_read(@ForAll Settings settings, @ForAll BackendFailure failure) {
        assertThat(settings.unknown(List.of()))
                .extracting(Settings.Unknown::name)
                .doesNotContain("PATH");
        assertThat(failure.message()).isNotEmpty();
    }
}
