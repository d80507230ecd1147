package dev.isthmus.ecs.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conformance table b.4: what the condition of a container instance means; and of several looks at it the latest holds. */
class ContainerInstanceCacheTest {

    private static final String ARN = "arn:aws:ecs:us-east-1:1:container-instance/c/";

    private final List<InventoryEvent> told = new ArrayList<>();
    private final ContainerInstanceCache fleet =
            new ContainerInstanceCache(new Steps(Instant.EPOCH, event -> {}), told::add);

    private static InstanceView instance(String id, String status, boolean connected) {
        Resources none = Resources.none(Dialect.ECS);
        return new InstanceView(ARN + id, status, connected, Optional.of("i-" + id), none, none, new TreeMap<>());
    }

    private ContainerInstanceCache.Look look() {
        return fleet.begin(Map.of());
    }

    private void see(InstanceView instance) {
        fleet.take(look(), new Described<>(List.of(instance), List.of()));
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments("ACTIVE", true, Optional.of(AgentState.READY)),
                arguments("ACTIVE", false, Optional.of(AgentState.DISCONNECTED)),
                arguments("DRAINING", true, Optional.of(AgentState.DRAINING)),
                arguments("DRAINING", false, Optional.of(AgentState.DISCONNECTED)),
                arguments("SOMETHING_NEW", true, Optional.of(AgentState.DRAINING)),
                arguments("REGISTERING", true, Optional.empty()),
                arguments("REGISTRATION_FAILED", false, Optional.empty()),
                arguments("DEREGISTERING", true, Optional.empty()),
                arguments("INACTIVE", false, Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void condition_of_a_new_instance(String status, boolean connected, Optional<AgentState> state) {
        see(instance("a", status, connected));
        assertThat(told.stream()
                        .map(event -> ((InventoryEvent.AgentSeen) event).agent().state()))
                .containsExactlyElementsOf(state.stream().toList());
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void condition_of_a_known_instance(String status, boolean connected, Optional<AgentState> state) {
        see(instance("a", "ACTIVE", true));
        told.clear();
        see(instance("a", status, connected));
        if (status.equals("INACTIVE") || status.equals("DEREGISTERING")) {
            assertThat(told).singleElement().isInstanceOf(InventoryEvent.AgentGone.class);
        } else if (state.isEmpty() || state.get() == AgentState.READY) {
            assertThat(told).as("nothing is news").isEmpty();
        } else {
            assertThat(told)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            InventoryEvent.AgentSeen.class,
                            seen -> assertThat(seen.agent().state()).isEqualTo(state.get()));
        }
    }

    @Test
    void instance_that_is_back_is_the_same_agent() {
        see(instance("a", "ACTIVE", false));
        see(instance("a", "ACTIVE", true));
        assertThat(told.stream()
                        .map(event -> ((InventoryEvent.AgentSeen) event).agent().state()))
                .containsExactly(AgentState.DISCONNECTED, AgentState.READY);
    }

    @Test
    void earlier_look_does_not_bring_back_what_a_later_one_found_gone() {
        see(instance("a", "ACTIVE", true));
        ContainerInstanceCache.Look earlier = look();
        ContainerInstanceCache.Look later = look();
        fleet.take(later, new Described<>(List.of(), List.of(new FailureEntry(ARN + "a", "MISSING", ""))));
        told.clear();
        fleet.take(earlier, new Described<>(List.of(instance("a", "ACTIVE", true)), List.of()));
        assertThat(told).isEmpty();
    }

    @Test
    void instances_that_are_gone_are_forgotten_when_no_earlier_look_is_left() {
        for (int i = 0; i < 100; i++) {
            see(instance("a" + i, "ACTIVE", true));
        }
        ContainerInstanceCache.Look slow = look();
        for (int i = 0; i < 100; i++) {
            see(instance("a" + i, "INACTIVE", false));
        }
        assertThat(fleet.remembered()).isEqualTo(100);
        fleet.abandon(slow);
        assertThat(fleet.remembered()).as("nothing grows for ever").isZero();
    }

    @Test
    void old_look_that_does_not_find_an_instance_does_not_take_it_away() {
        ContainerInstanceCache.Look old = look();
        see(instance("a", "ACTIVE", true));
        fleet.take(old, new Described<>(List.of(), List.of(new FailureEntry(ARN + "a", "MISSING", ""))));
        assertThat(told).singleElement().isInstanceOf(InventoryEvent.AgentSeen.class);
    }

    @Test
    void instance_that_is_found_as_it_was_is_not_made_into_an_agent_anew() {
        see(instance("a", "ACTIVE", true));
        InventoryEvent first = fleet.everything().get(0);
        see(instance("a", "ACTIVE", true));

        assertThat(told).hasSize(1);
        assertThat(((InventoryEvent.AgentSeen) fleet.everything().get(0)).agent())
                .isSameAs(((InventoryEvent.AgentSeen) first).agent());
    }

    @Test
    void instance_that_is_passed_over_drains_in_whatever_look_until_it_passes_again() {
        see(instance("a", "ACTIVE", true));
        fleet.passOver(List.of(ARN + "a"));
        see(instance("a", "ACTIVE", true));
        see(instance("a", "ACTIVE", false));
        fleet.pass(List.of(ARN + "a"));
        see(instance("a", "ACTIVE", true));
        assertThat(told.stream()
                        .map(event -> ((InventoryEvent.AgentSeen) event).agent().state()))
                .containsExactly(AgentState.READY, AgentState.DRAINING, AgentState.DISCONNECTED, AgentState.READY);
    }
}
