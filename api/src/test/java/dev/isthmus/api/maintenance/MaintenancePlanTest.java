package dev.isthmus.api.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.AgentAddress;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenancePlanTest {

    private static final MachineId A = new MachineId("a", "10.0.0.1");
    private static final MachineId B = new MachineId("b", "");
    private static final Unavailability SOON = new Unavailability(1, OptionalLong.empty());

    private static final MaintenancePlan PLAN = MaintenancePlan.NONE.withWindows(
            List.of(new MaintenanceWindow(List.of(A), SOON), new MaintenanceWindow(List.of(B), SOON)));

    @Test
    void a_machine_is_up_then_draining_then_down_then_up_and_out_of_its_window() {
        assertThat(MaintenancePlan.NONE.isDraining(A)).isFalse();
        assertThat(PLAN.isDraining(A)).isTrue();
        assertThat(PLAN.isDown(A)).isFalse();
        MaintenancePlan down = PLAN.withDown(List.of(A));
        assertThat(down.isDown(A)).isTrue();
        assertThat(down.isDraining(A)).isFalse();
        assertThat(down.unavailabilityOf(A)).contains(SOON);
        MaintenancePlan up = down.withUp(List.of(A));
        assertThat(up).isEqualTo(MaintenancePlan.NONE.withWindows(List.of(new MaintenanceWindow(List.of(B), SOON))));
        assertThat(up.withUp(List.of(B))).isEqualTo(MaintenancePlan.NONE);
    }

    @Test
    void agents_are_out_of_service_beside_machines() {
        SortedMap<AgentId, AgentWithdrawal> agents =
                new TreeMap<>(Map.of(new AgentId("a"), AgentWithdrawal.DEACTIVATED));
        MaintenancePlan both = PLAN.withAgents(agents).withDown(List.of(A));
        assertThat(both.agents()).isEqualTo(agents);
        assertThat(both.withUp(List.of(A, B)).isEmpty()).isFalse();
        assertThat(both.withUp(List.of(A, B)).withAgents(new TreeMap<>())).isEqualTo(MaintenancePlan.NONE);
    }

    @Test
    void what_is_down_stays_down_with_another_schedule() {
        MaintenancePlan moved =
                PLAN.withDown(List.of(A)).withWindows(List.of(new MaintenanceWindow(List.of(A, B), SOON)));
        assertThat(moved.isDown(A)).isTrue();
        assertThat(moved.isDraining(B)).isTrue();
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatThrownBy(() -> MaintenancePlan.NONE.withDown(List.of(A))).hasMessageContaining("no maintenance");
        assertThatThrownBy(() -> new MaintenancePlan(
                        List.of(
                                new MaintenanceWindow(List.of(A), SOON),
                                new MaintenanceWindow(List.of(new MachineId("A", "10.0.0.1")), SOON)),
                        new TreeSet<>(),
                        new TreeMap<>()))
                .hasMessageContaining("more than one");
        assertThatThrownBy(() -> new AgentWithdrawal(AgentWithdrawal.Kind.GONE, OptionalLong.of(1), false))
                .hasMessageContaining("drains");
        assertThatThrownBy(() -> new MaintenanceWindow(List.of(), SOON)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> new Unavailability(0, OptionalLong.of(-1))).hasMessageContaining("negative");
        assertThatThrownBy(() -> new MachineId("", "")).hasMessageContaining("are empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "::1", "1.2.3.4 "})
    void an_address_that_mesos_cannot_read_is_none(String ip) {
        assertThat(MachineId.problem("a", ip)).contains("Failed to parse IPv4: " + ip);
    }

    @Test
    void host_names_are_the_same_in_either_case_and_addresses_must_be_known() {
        assertThat(new MachineId("A.example", "")).isEqualTo(new MachineId("a.EXAMPLE", ""));
        assertThat(new MachineId("A.example", "")).hasSameHashCodeAs(new MachineId("a.EXAMPLE", ""));
        assertThat(MachineId.of(new AgentAddress("a", AgentAddress.UNKNOWN_IP))).isEqualTo(new MachineId("a", ""));
        assertThat(MachineId.of(new AgentAddress("a", "fe80::1"))).isEqualTo(new MachineId("a", ""));
        assertThat(MachineId.of(new AgentAddress("a", "10.0.0.1"))).isEqualTo(A);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "machine=a/",
                "window=x",
                "window=1",
                "window=1 machine=a",
                "window=1,-1 machine=a/",
                "window=1 up=a/",
                "gone=",
                "draining=a,",
                "draining=a,1,2",
                "draining=a,gone,1"
            })
    void a_text_that_is_no_plan_is_refused(String text) {
        assertThatThrownBy(() -> MaintenanceText.read(text.split(" "), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
