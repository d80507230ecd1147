package dev.isthmus.ecs.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.InstanceBinding.OnFargate;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.call.ThrottleBucket;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.FargateTraits;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.fargate.SlotProvider;
import dev.isthmus.ecs.fargate.TaskSize;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;

/** What RunTask and RegisterTaskDefinition are asked for on Fargate. */
class RunTaskModelsTest {

    private static final OnFargate ON_DEMAND =
            new OnFargate(SlotProvider.FARGATE, new TaskSize(2048, 4096), OptionalInt.empty(), Optional.empty(), false);

    private static StartRequest request(InstanceBinding pin) {
        return new StartRequest(
                pin,
                "definition",
                List.of(),
                new RunTaskOptions(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new RunTaskOptions.Network(List.of("subnet-1"), List.of("sg-1"))),
                        Collections.emptySortedMap(),
                        false),
                "by",
                "token");
    }

    @Test
    void on_demand_is_a_launch_type_and_both_amounts_are_overridden() {
        RunTaskRequest asked = Models.runTask("c", request(ON_DEMAND), ON_DEMAND);
        assertThat(asked.launchType()).isEqualTo(LaunchType.FARGATE);
        assertThat(asked.hasCapacityProviderStrategy()).isFalse();
        assertThat(asked.hasPlacementConstraints()).isFalse();
        assertThat(asked.platformVersion()).isNull();
        assertThat(asked.overrides().cpu()).isEqualTo("2048");
        assertThat(asked.overrides().memory()).isEqualTo("4096");
        assertThat(asked.overrides().ephemeralStorage()).isNull();
        assertThat(asked.networkConfiguration().awsvpcConfiguration().assignPublicIp())
                .isEqualTo(AssignPublicIp.DISABLED);
        assertThat(asked.clientToken()).isEqualTo("token");
        assertThat(asked.count()).isEqualTo(1);
    }

    @Test
    void spot_is_a_strategy_of_one_provider() {
        OnFargate spot = new OnFargate(
                SlotProvider.FARGATE_SPOT, new TaskSize(256, 512), OptionalInt.of(50), Optional.of("1.4.0"), true);
        RunTaskRequest asked = Models.runTask("c", request(spot), spot);
        assertThat(asked.launchType()).isNull();
        assertThat(asked.capacityProviderStrategy()).singleElement().satisfies(item -> {
            assertThat(item.capacityProvider()).isEqualTo("FARGATE_SPOT");
            assertThat(item.weight()).isEqualTo(1);
        });
        assertThat(asked.platformVersion()).isEqualTo("1.4.0");
        assertThat(asked.overrides().ephemeralStorage().sizeInGiB()).isEqualTo(50);
        assertThat(asked.networkConfiguration().awsvpcConfiguration().assignPublicIp())
                .isEqualTo(AssignPublicIp.ENABLED);
    }

    @Test
    void an_instance_has_no_say_in_public_addresses() {
        InstanceBinding.ByConstraint pin = new InstanceBinding.ByConstraint("i-1");
        RunTaskRequest asked = Models.runTask("c", request(pin), pin);
        assertThat(asked.launchType()).isEqualTo(LaunchType.EC2);
        assertThat(asked.overrides().cpu()).isNull();
        assertThat(asked.networkConfiguration().awsvpcConfiguration().assignPublicIp())
                .isNull();
    }

    /** ECS takes a launch type or a strategy, and counts for a provider what is of its strategy alone. */
    @Test
    void required_GR01_by_the_strategy_of_its_provider_it_is_bound_to_the_instance_all_the_same() {
        InstanceBinding.ByConstraint pin = new InstanceBinding.ByConstraint("i-1", Optional.of("workers"));
        RunTaskRequest asked = Models.runTask("c", request(pin), pin);
        assertThat(asked.launchType()).isNull();
        assertThat(asked.capacityProviderStrategy()).singleElement().satisfies(item -> {
            assertThat(item.capacityProvider()).isEqualTo("workers");
            assertThat(item.weight()).isEqualTo(1);
        });
        assertThat(asked.placementConstraints())
                .singleElement()
                .satisfies(constraint -> assertThat(constraint.expression()).isEqualTo("ec2InstanceId == i-1"));
    }

    @Test
    void it_draws_from_the_budget_of_Fargate_within_that_of_the_cluster() {
        EcsCall.Start start = new EcsCall.Start(request(ON_DEMAND));
        assertThat(start.operation()).isEqualTo(EcsOperation.RUN_TASK);
        assertThat(start.bucket()).isEqualTo(ThrottleBucket.FARGATE_LAUNCH);
        assertThat(start.bucket().within()).isEqualTo(ThrottleBucket.CLUSTER_MODIFY);
        assertThat(new EcsCall.Start(request(new InstanceBinding.ByName("a"))).bucket())
                .isEqualTo(ThrottleBucket.CLUSTER_MODIFY);
    }

    @Test
    void a_definition_has_the_least_size_and_its_container_none() {
        DefinitionContent onInstance = new DefinitionContent(
                "nginx:1",
                "awsvpc",
                List.of(),
                DefinitionContent.Execution.PLAIN,
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                DefinitionContent.Fixed.NOTHING);
        RegisterTaskDefinitionRequest asked = DefinitionModels.register(onInstance.onFargate(
                new FargateTraits(CpuArchitecture.ARM64, Optional.of("role")), OptionalInt.of(30), Optional.empty()));
        assertThat(asked.requiresCompatibilities()).containsExactly(Compatibility.FARGATE);
        assertThat(asked.cpu()).isEqualTo("256");
        assertThat(asked.memory()).isEqualTo("512");
        assertThat(asked.executionRoleArn()).isEqualTo("role");
        assertThat(asked.runtimePlatform().cpuArchitectureAsString()).isEqualTo("ARM64");
        assertThat(asked.runtimePlatform().operatingSystemFamilyAsString()).isEqualTo("LINUX");
        assertThat(asked.containerDefinitions()).singleElement().satisfies(container -> {
            assertThat(container.memory()).isNull();
            assertThat(container.stopTimeout()).isEqualTo(30);
        });
        RegisterTaskDefinitionRequest before = DefinitionModels.register(onInstance);
        assertThat(before.hasRequiresCompatibilities()).isFalse();
        assertThat(before.cpu()).isNull();
        assertThat(before.runtimePlatform()).isNull();
        assertThat(before.containerDefinitions())
                .singleElement()
                .satisfies(container -> assertThat(container.memory()).isEqualTo(6));
    }
}
