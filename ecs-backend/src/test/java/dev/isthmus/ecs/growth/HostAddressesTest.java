package dev.isthmus.ecs.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import dev.isthmus.ecs.view.TaskView.Times;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which tasks of slots are described again when the address of their instance is known, and how often. */
class HostAddressesTest {

    private static final AgentId INSTANCE = new AgentId("i1");
    private static final Optional<AgentId> SLOT = Optional.of(new AgentId("growth-workers-0"));

    private Optional<String> known = Optional.empty();
    private final HostAddresses addresses = new HostAddresses(instance -> known);

    private static TaskView view(String status, List<String> own) {
        return new TaskView(
                "arn:aws:ecs:r:1:task/c/t",
                1,
                status,
                status,
                Optional.of("arn:aws:ecs:r:1:container-instance/c/i1"),
                "",
                new TreeMap<>(),
                "main",
                List.of(new ContainerView("main", OptionalInt.empty(), "", own)),
                "",
                "",
                "",
                new Times(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private List<String> told(TaskView view) {
        return addresses.told(view, SLOT).containers().get(0).addresses();
    }

    @Test
    void a_task_is_described_again_once_when_the_address_is_known() {
        assertThat(told(view("RUNNING", List.of()))).isEmpty();
        assertThat(addresses.isFound(INSTANCE)).as("not known yet").isFalse();
        known = Optional.of("10.0.0.1");
        assertThat(addresses.isFound(INSTANCE)).isTrue();
        assertThat(addresses.isFound(INSTANCE)).as("once").isFalse();
        assertThat(addresses.located()).hasSize(1);
        assertThat(told(view("RUNNING", List.of()))).containsExactly("10.0.0.1");
        assertThat(addresses.located()).isEmpty();
    }

    /** Its interface may show only after it was described first, with or without the address of the instance. */
    @Test
    void one_that_has_an_address_of_its_own_meanwhile_is_not_described_for_ever() {
        told(view("PENDING", List.of()));
        assertThat(told(view("RUNNING", List.of("10.0.0.9")))).containsExactly("10.0.0.9");
        known = Optional.of("10.0.0.1");
        assertThat(addresses.isFound(INSTANCE)).isFalse();

        known = Optional.empty();
        told(view("PENDING", List.of()));
        known = Optional.of("10.0.0.1");
        assertThat(addresses.isFound(INSTANCE)).isTrue();
        told(view("RUNNING", List.of("10.0.0.9")));
        assertThat(addresses.located()).isEmpty();
    }

    @Test
    void of_what_has_ended_or_is_gone_nothing_is_kept() {
        told(view("RUNNING", List.of()));
        told(view("STOPPED", List.of()));
        known = Optional.of("10.0.0.1");
        assertThat(addresses.isFound(INSTANCE)).isFalse();

        known = Optional.empty();
        told(view("RUNNING", List.of()));
        addresses.gone(INSTANCE);
        known = Optional.of("10.0.0.1");
        assertThat(addresses.isFound(INSTANCE)).isFalse();
    }
}
