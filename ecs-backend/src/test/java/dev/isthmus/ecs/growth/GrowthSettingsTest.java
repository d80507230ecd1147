package dev.isthmus.ecs.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which capacity providers may grow, as it is written, and the ids of their slots. */
class GrowthSettingsTest {

    private static Resources size(long units, long memory) {
        return Resources.of(
                Dialect.ECS,
                Map.of(ResourceName.ECS_CPU, Amount.of(units), ResourceName.ECS_MEMORY, Amount.of(memory)));
    }

    @Test
    void all_that_can_be_said() {
        assertThat(
                        GrowthSettings.parse(
                                "provider=work-ers_1; slots=10;max=200; cpus=2.5;mem=3700;gpus=1;disk=30;arch=arm64;wait=20min"))
                .containsExactly(new GrowthProvider(
                        "work-ers_1",
                        10,
                        200,
                        size(2560, 3700).with(ResourceName.ECS_GPU, Amount.of(1)),
                        OptionalLong.of(30 * 1024),
                        CpuArchitecture.ARM64,
                        Duration.ofMinutes(20)));
    }

    @Test
    void what_is_not_said() {
        assertThat(GrowthSettings.parse("")).isEmpty();
        assertThat(GrowthSettings.parse("provider=a;cpus=1;mem=512,provider=b;slots=150;cpus=2;mem=1024"))
                .containsExactly(
                        new GrowthProvider(
                                "a",
                                1,
                                100,
                                size(1024, 512),
                                OptionalLong.empty(),
                                CpuArchitecture.X86_64,
                                GrowthProvider.WAIT),
                        new GrowthProvider(
                                "b",
                                150,
                                150,
                                size(2048, 1024),
                                OptionalLong.empty(),
                                CpuArchitecture.X86_64,
                                GrowthProvider.WAIT));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            slots=1                                            | provider= is missing
            provider=a;mem=512                                 | cpus= is missing
            provider=a;cpus=1                                  | mem= is missing
            provider=a b;cpus=1;mem=512                        | the name of a capacity provider
            provider=FARGATE;cpus=1;mem=512                    | over an Auto Scaling group
            provider=a;cpus=1;mem=512;slots=501                | slots=501: want a whole number from 1 to 500
            provider=a;cpus=1;mem=512;slots=5;max=4            | max=4 is less than slots=5
            provider=a;cpus=x;mem=512                          | cpus=x is no amount
            provider=a;cpus=0;mem=512                          | want more than nothing
            provider=a;cpus=1;mem=512;arch=mips                | want x86_64 or arm64
            provider=a;cpus=1;mem=512;wait=1s                  | want 10s or more
            provider=a;cpus=1;mem=512;size=3                   | says nothing of a capacity provider
            provider=a;cpus=1;mem=512;cpus=2                   | cpus is there twice
            provider=a;cpus=1;mem=512,provider=a;cpus=1;mem=9  | provider a is there twice
            """)
    void what_is_wrong_is_named(String text, String expected) {
        assertThatThrownBy(() -> GrowthSettings.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void a_slot_has_the_same_id_always_and_it_is_read_back() {
        GrowthSlot slot = new GrowthSlot("work-ers-1", 12);
        assertThat(slot.id()).isEqualTo(new AgentId("growth-work-ers-1-12"));
        assertThat(GrowthSlot.of(slot.id())).contains(slot);
        assertThat(VirtualAgents.isSlot(slot.id())).isTrue();
        assertThat(VirtualAgents.isSlot(new AgentId("fargate-spot-1"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"growth-", "growth-1", "growth-a-", "fargate-1", "0123456789abcdef0123456789abcdef"})
    void other_agents_are_no_slots_of_providers(String agent) {
        assertThat(GrowthSlot.isSlot(new AgentId(agent))).isFalse();
    }
}
