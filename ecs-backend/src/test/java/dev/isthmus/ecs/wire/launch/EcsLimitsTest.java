package dev.isthmus.ecs.wire.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.log.CapturedLog;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;

/** {@code TaskInfo.limits}: how far a task may go beyond what it asks for. */
@Timeout(60)
class EcsLimitsTest {

    private static Launch limited(Launch launch, Resources limits, Set<ResourceName> unlimited) {
        return new Launch(
                launch.task(),
                launch.frameworkName(),
                new Taken(launch.taken().accounted(), limits, unlimited),
                launch.spec());
    }

    private static Resources memory(long mib) {
        return Resources.of(Dialect.ECS, ResourceName.ECS_MEMORY, Amount.of(mib));
    }

    private static ContainerOverride last(FakeEcs ecs) {
        return ecs.tasks()
                .get(ecs.tasks().size() - 1)
                .overrides()
                .containerOverrides()
                .get(0);
    }

    private static int memoryOf(ContainerInstance instance, boolean remaining) {
        return (remaining ? instance.remainingResources() : instance.registeredResources())
                .stream()
                        .filter(resource -> resource.name().equals("MEMORY"))
                        .mapToInt(resource -> resource.integerValue())
                        .sum();
    }

    @Test
    void memory_is_reserved_as_asked_for_and_limited_as_the_limit_is() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            int all = memoryOf(ecs.instances().get(0), true);
            open.launched(limited(OpenBackend.shell(open.agent(0), "t", "true"), memory(200), Set.of()));
            assertThat(last(ecs).memoryReservation()).isEqualTo(64);
            assertThat(last(ecs).memory()).isEqualTo(200);
            assertThat(ecs.instances())
                    .as("ECS accounts what is reserved")
                    .anySatisfy(instance -> assertThat(memoryOf(instance, true)).isEqualTo(all - 64));
        }
    }

    @Test
    void infinite_memory_is_all_of_the_instance() throws Exception {
        try (FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            int all = memoryOf(ecs.instances().get(0), false);
            Set<ResourceName> infinite = Set.of(ResourceName.ECS_MEMORY);
            open.launched(limited(OpenBackend.shell(open.agent(0), "t", "true"), memory(0), infinite));
            assertThat(last(ecs).memoryReservation()).isEqualTo(64);
            assertThat(last(ecs).memory()).isEqualTo(all);

            Launch whole = OpenBackend.shell(open.agent(1), "whole", "true");
            Launch asked = new Launch(
                    whole.task(), whole.frameworkName(), new Taken(memory(all), memory(0), infinite), whole.spec());
            open.launched(asked);
            assertThat(last(ecs).memory()).as("which it has asked for already").isEqualTo(all);
            assertThat(last(ecs).memoryReservation()).isNull();
        }
    }

    @Test
    void finite_limit_of_cpus_is_warned_of_once_and_an_infinite_one_is_what_ecs_does() throws Exception {
        try (CapturedLog log = CapturedLog.open();
                FakeEcs ecs = OpenBackend.smallCluster(ScriptedRuntime.running());
                OpenBackend open = new OpenBackend(ecs).started()) {
            Set<ResourceName> infinite = Set.of(ResourceName.ECS_CPU);
            open.launched(
                    limited(OpenBackend.shell(open.agent(0), "free", "true"), Resources.none(Dialect.ECS), infinite));
            assertThat(log.warnings()).isEmpty();
            Resources cpu = Resources.of(Dialect.ECS, ResourceName.ECS_CPU, Amount.of(256));
            for (String id : new String[] {"one", "two"}) {
                open.launched(limited(OpenBackend.shell(open.agent(0), id, "true"), cpu, Set.of()));
                assertThat(last(ecs).cpu()).as("what it asked for").isEqualTo(128);
            }
            assertThat(log.warnings()).singleElement().asString().contains("limit of cpus is not enforced");
        }
    }
}
