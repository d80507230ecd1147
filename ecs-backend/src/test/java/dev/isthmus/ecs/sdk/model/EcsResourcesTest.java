package dev.isthmus.ecs.sdk.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Resource;

/** Resources as ECS lists them. */
class EcsResourcesTest {

    @Test
    void ports_listed_are_taken_and_others_free() {
        Resources resources = EcsResources.of(List.of(Resource.builder()
                .name("PORTS")
                .type("STRINGSET")
                .stringSetValue("22", "2375", "2376")
                .build()));
        assertThat(resources.ports(ResourceName.ECS_PORTS))
                .isEqualTo(PortRanges.ALL.without(PortRanges.ofPorts(List.of(22, 2375, 2376))));
        assertThat(resources.ports(ResourceName.ECS_PORTS_UDP))
                .as("not listed: none taken")
                .isEqualTo(PortRanges.ALL);
    }

    @Test
    void the_ports_that_an_agent_reserves_are_taken_in_whatever_order_they_are_listed() {
        PortRanges free = PortRanges.ALL.without(PortRanges.ofPorts(List.of(22, 2375, 2376, 51678, 51679)));
        assertThat(freeOf("22", "2375", "2376", "51678", "51679")).isEqualTo(free);
        assertThat(freeOf("51679", "22", "2376", "2375", "51678")).isEqualTo(free);
        assertThat(freeOf("22", "2375", "2376", "51678", "80"))
                .as("as many, and not the same")
                .isEqualTo(PortRanges.ALL.without(PortRanges.ofPorts(List.of(22, 80, 2375, 2376, 51678))));
    }

    private static PortRanges freeOf(String... taken) {
        return EcsResources.of(List.of(Resource.builder()
                        .name("PORTS")
                        .type("STRINGSET")
                        .stringSetValue(taken)
                        .build()))
                .ports(ResourceName.ECS_PORTS);
    }

    @Test
    void gpus_are_a_number_however_they_are_listed() {
        Resources byNumber = EcsResources.of(List.of(
                Resource.builder().name("GPU").type("INTEGER").integerValue(2).build()));
        Resources byName = EcsResources.of(List.of(Resource.builder()
                .name("GPU")
                .type("STRINGSET")
                .stringSetValue("gpu-a", "gpu-b")
                .build()));
        assertThat(byNumber.amount(ResourceName.ECS_GPU)).isEqualTo(Amount.of(2));
        assertThat(byName).isEqualTo(byNumber);
    }

    @Test
    void what_is_more_than_an_amount_can_be_is_the_most_that_it_can() {
        Resources resources = EcsResources.of(List.of(
                Resource.builder()
                        .name("LICENCES")
                        .type("LONG")
                        .longValue(Long.MAX_VALUE)
                        .build(),
                Resource.builder()
                        .name("SHARE")
                        .type("DOUBLE")
                        .doubleValue(1e300)
                        .build()));
        Amount most = Amount.of(Amount.MAX.wholeDown());
        assertThat(resources.amount(new ResourceName("LICENCES"))).isEqualTo(most);
        assertThat(resources.amount(new ResourceName("SHARE"))).isEqualTo(most);
    }

    @Test
    void unknown_names_and_all_types_are_kept() {
        Resources resources = EcsResources.of(List.of(
                Resource.builder().name("LICENCES").type("LONG").longValue(7L).build(),
                Resource.builder()
                        .name("SHARE")
                        .type("DOUBLE")
                        .doubleValue(0.12399)
                        .build(),
                Resource.builder()
                        .name("NEURON_CORES")
                        .type("STRINGSET")
                        .stringSetValue("0", "1")
                        .build()));
        assertThat(resources.amount(new ResourceName("LICENCES"))).isEqualTo(Amount.of(7));
        assertThat(resources.amount(new ResourceName("SHARE"))).isEqualTo(Amount.parse("0.123"));
        assertThat(resources.get(new ResourceName("NEURON_CORES"))).contains(Items.of(List.of("0", "1")));
    }
}
