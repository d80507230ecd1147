package dev.isthmus.master.serving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.role.RoleChange;
import dev.isthmus.master.setting.SettingsBook;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.Protos.WeightInfo;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators set for roles, stepped over the real machine: two frameworks, each in a role of its own, on two agents with 2 CPUs. */
class SteppedRolesTest {

    private static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());

    private final ServingScene scene = new ServingScene(new OneMachine(new MasterMachineOptions(
            new UUID(0, 0xabc),
            Presence.STREAMING,
            Policy.DEFAULT.withOfferTimeout(Optional.of(Duration.ofMinutes(10))),
            new ClusterDescription("c", Optional.empty(), "10.0.0.1", 5050),
            Duration.ZERO,
            TRANSLATORS,
            Settings.none(),
            () -> new UUID(0, 1))));

    @BeforeEach
    void two_frameworks_and_two_agents() {
        subscribe("a");
        subscribe("b");
        seen("x");
        seen("y");
        assertThat(told(scene.hears(new InventoryEvent.Complete()))).containsExactly("S1 OFFERS x", "S2 OFFERS y");
    }

    private void subscribe(String name) {
        scene.subscribe(ServingScene.framework(name).toBuilder()
                .addRoles("role-" + name)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                .build());
        scene.opened(name);
        scene.hears(name, new Input.Recovered());
    }

    private void seen(String agent) {
        scene.hears(new InventoryEvent.AgentSeen(Agent.builder(
                        new AgentId(agent),
                        ResourcesText.parse(Dialect.ECS, "CPU:2048; MEMORY:4096; PORTS:[0-65535]; PORTS_UDP:[0-65535]"))
                .build()));
    }

    /** Without the log. */
    private static List<String> told(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("log:")).toList();
    }

    private static RoleChange weight(String role, double weight) {
        return new RoleChange.UpdateWeights(
                List.of(WeightInfo.newBuilder().setRole(role).setWeight(weight).build()));
    }

    private static QuotaConfig.Builder quota(String role) {
        return QuotaConfig.newBuilder().setRole(role);
    }

    private static Value.Scalar scalar(double value) {
        return Value.Scalar.newBuilder().setValue(value).build();
    }

    private static RoleChange change(QuotaConfig.Builder... quotas) {
        return new RoleChange.UpdateQuota(
                List.of(quotas).stream().map(QuotaConfig.Builder::build).toList(), false);
    }

    @Test
    void fact_61_new_weights_are_remembered_then_rescind_every_offer_and_are_answered_then() {
        assertThat(told(scene.asks(weight("role-a", 3)))).containsExactly("journal: keep 1: weights {role-a=3}");
        assertThat(told(scene.keeps(1))).containsExactly("S1 RESCIND", "S2 RESCIND", "#3 200");
        // The one that has nothing yet and weighs three times as much comes first, and again until it has three times
        // as much.
        assertThat(told(scene.live(Duration.ofSeconds(6)))).containsExactly("S1 OFFERS x", "S2 OFFERS y");
    }

    @Test
    void fact_61_new_weights_of_a_role_that_nobody_has_leave_offers_alone() {
        scene.asks(weight("nobody", 3));
        assertThat(told(scene.keeps(1))).containsExactly("#3 200");
    }

    @Test
    void weights_that_cannot_be_remembered_change_nothing() {
        scene.asks(weight("role-a", 3));
        assertThat(told(scene.loses(1, "the disk is full"))).containsExactly("#3 503");
        assertThat(scene.roles().settings().weights()).isEmpty();
    }

    @Test
    void fact_63_64_a_limit_cuts_what_a_role_is_offered_and_the_rest_is_for_others() {
        scene.asks(change(quota("role-a").putLimits("cpus", scalar(0.5))));
        assertThat(told(scene.keeps(1))).containsExactly("S1 RESCIND", "#3 200");
        assertThat(told(scene.live(Duration.ofSeconds(6)))).containsExactly("S1 OFFERS x", "S2 OFFERS x");
        assertThat(scene.roles().use().role("role-a").offered().toString()).startsWith("cpus:0.5; ");
        assertThat(scene.roles().use().role("role-b").offered().toString()).startsWith("cpus:3.5; ");
    }

    @Test
    void fact_63_64_a_guarantee_is_kept_free_for_a_role_without_frameworks() {
        scene.asks(change(quota("later").putGuarantees("cpus", scalar(3))));
        assertThat(told(scene.keeps(1))).containsExactly("S1 RESCIND", "S2 RESCIND", "#3 200");
        scene.live(Duration.ofSeconds(6));
        double offered = Stream.of("role-a", "role-b")
                        .mapToLong(
                                role -> scene.roles().use().role(role).offered().thousandths(ResourceName.CPUS))
                        .sum()
                / 1000.0;
        assertThat(offered).isEqualTo(1);
    }

    @Test
    void fact_64_of_two_changes_at_once_the_second_is_checked_against_what_the_first_came_to() {
        scene.asks(change(quota("p").putGuarantees("cpus", scalar(3))));
        assertThat(told(scene.asks(change(quota("q").putGuarantees("cpus", scalar(2))))))
                .isEmpty();
        assertThat(told(scene.keeps(1))).endsWith("#3 200", "#4 400");
    }

    @Test
    void an_operator_is_not_kept_waiting_for_a_journal_that_does_not_answer() {
        scene.asks(weight("role-a", 3));
        scene.asks(weight("role-b", 3));
        assertThat(told(scene.live(SettingsBook.PATIENCE.minusSeconds(1)))).isEmpty();
        assertThat(told(scene.live(Duration.ofSeconds(1)))).containsExactly("#3 503", "#4 503");
        assertThat(told(scene.keeps(1)))
                .as("it outlives the master, so it holds")
                .containsExactly("S1 RESCIND", "S2 RESCIND");
        assertThat(scene.roles().settings().weights()).containsOnlyKeys("role-a");
    }

    @Test
    void a_master_that_ends_makes_no_change() {
        scene.asks(weight("role-a", 3));
        scene.asks(weight("role-b", 3));
        assertThat(told(scene.end())).contains("#3 503", "#4 503");
        assertThat(told(scene.asks(weight("role-a", 2)))).containsExactly("#5 503");
    }
}
