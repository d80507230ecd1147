package dev.isthmus.ecs.fargate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ISTHMUS_FARGATE}, and the ids of slots. */
class SlotSettingsTest {

    @Test
    void all_of_it() {
        assertThat(
                        SlotSettings.parse(
                                "slots=20; cpus=4; mem=16384; quota=64; spot=3; spot-quota=8; disk=50; arch=arm64; platform=1.4.0; public-ip=true"))
                .contains(new SlotSettings(
                        20,
                        3,
                        new TaskSize(4096, 16_384),
                        OptionalInt.of(64),
                        OptionalInt.of(8),
                        50 * 1024,
                        CpuArchitecture.ARM64,
                        Optional.of("1.4.0"),
                        true));
    }

    @Test
    void what_is_not_said() {
        assertThat(SlotSettings.parse("slots=1;cpus=0.25;mem=512"))
                .contains(new SlotSettings(
                        1,
                        0,
                        FargateSizes.LEAST,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        20 * 1024,
                        CpuArchitecture.X86_64,
                        Optional.empty(),
                        false));
        assertThat(SlotSettings.parse("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slots | 'slots' says nothing of slots: want slots=, cpus=, mem=",
                "cores=4 | 'cores=4' says nothing of slots",
                "slots=1;slots=2 | slots is there twice",
                "cpus=4;mem=16384 | no slots: say how many, such as slots=20",
                "slots=x | slots=x: want a whole number from 0 to 5000",
                "slots=1;cpus=3;mem=8192 | cpus=3: Fargate has 0.25, 0.5, 1, 2, 4, 8 and 16",
                "slots=1;cpus=many | cpus=many is no amount",
                "slots=1;cpus=1;mem=16384 | cpus=1;mem=16384: Fargate has no such size. With so many CPUs, mem is 2048 to 8192 in steps of 1024; "
                        + "the next below is 1 vCPU and 8192 MiB",
                "slots=1;disk=10 | disk=10: want a whole number from 20 to 200",
                "slots=1;quota=0 | quota=0: want a whole number from 1 to 1000000",
                "slots=1;arch=mips | arch=mips: want x86_64 or arm64",
                "slots=1;public-ip=yes | public-ip=yes: want true or false"
            })
    void what_is_wrong_is_said(String text, String message) {
        assertThatThrownBy(() -> SlotSettings.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void tasks_need_subnets() {
        assertThatThrownBy(() -> SlotSettings.requireNetwork(SlotSettings.parse("slots=1"), List.of()))
                .hasMessageContaining("ISTHMUS_FARGATE is set, and ISTHMUS_SUBNETS is not");
        SlotSettings.requireNetwork(SlotSettings.parse("slots=1"), List.of("subnet-1"));
        SlotSettings.requireNetwork(Optional.empty(), List.of());
    }

    @Test
    void slots_are_known_by_their_ids() {
        assertThat(SlotSettings.parse("slots=2;spot=1").orElseThrow().all())
                .extracting(slot -> slot.id().value())
                .containsExactly("fargate-0", "fargate-1", "fargate-spot-0");
        assertThat(FargateSlot.of(new AgentId("fargate-spot-7")))
                .contains(new FargateSlot(SlotProvider.FARGATE_SPOT, 7));
        assertThat(FargateSlot.of(new AgentId("fargate-12"))).contains(new FargateSlot(SlotProvider.FARGATE, 12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0f1e2d3c4b5a69788796a5b4c3d2e1f0", "fargate", "fargate-", "fargate-x", "my-fargate-1"})
    void other_agents_are_no_slots(String agent) {
        assertThat(FargateSlot.isSlot(new AgentId(agent))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "You\u2019ve reached the limit on the number of vCPUs you can run concurrently | QUOTA",
                "You've reached the limit on the number of tasks you can run concurrently | QUOTA",
                "The requested MEMORY configuration is above your limit | TOO_LARGE",
                "Capacity is unavailable at this time. Please try again later or in a different availability zone | CAPACITY",
                "RunTask was refused by ECS in region eu-west-1: Capacity is unavailable at this time. Please try again later | CAPACITY",
                "RESOURCE:FARGATE | CAPACITY",
                "RESOURCE:ENI | "
            })
    void what_Fargate_is_short_of(String reason, Shortage shortage) {
        assertThat(Shortage.of(reason)).isEqualTo(Optional.ofNullable(shortage));
    }
}
