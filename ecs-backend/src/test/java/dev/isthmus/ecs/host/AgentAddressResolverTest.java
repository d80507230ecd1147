package dev.isthmus.ecs.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Rig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which machines are asked for, what is remembered, and what is said: without time, threads or a network. */
class AgentAddressResolverTest {

    private final Lookups rig = new Lookups();
    private final Rig.Parts parts = rig.parts();
    private final Map<AgentId, String> machines = new HashMap<>();
    private final List<InventoryEvent> told = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final AgentAddressResolver hosts = hosts(true);

    /** A lookup that waits for its answer. */
    private record Asked(List<String> ids, Consumer<Answer<?>> then) {}

    private final class Lookups extends Rig {

        Lookups() {
            super(Instant.EPOCH);
        }

        @Override
        protected <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
            throw new AssertionError("ECS is not asked: " + call);
        }

        @Override
        protected void lookUp(Output.LookUp lookUp, Consumer<Answer<?>> then) {
            asked.add(new Asked(lookUp.machines(), then));
        }
    }

    private AgentAddressResolver hosts(boolean asks) {
        return new AgentAddressResolver(
                parts.steps, asks, agent -> Optional.ofNullable(machines.get(agent)), told::add);
    }

    private void take(InventoryEvent event) {
        parts.step(() -> hosts.take(event));
    }

    private Agent agent(String id, String machine) {
        machines.put(new AgentId(id), machine);
        return Agent.builder(new AgentId(id), Resources.none(Dialect.ECS))
                .address(new AgentAddress(machine, AgentAddress.UNKNOWN_IP))
                .build();
    }

    private void see(Agent agent) {
        take(new InventoryEvent.AgentSeen(agent));
    }

    private void see(String id, String machine) {
        see(agent(id, machine));
    }

    private void now() {
        rig.advance(Duration.ZERO);
    }

    private Asked only() {
        assertThat(asked).hasSize(1);
        return asked.remove(0);
    }

    private static Host host(String name, String ip) {
        return new Host(Optional.of(name), Optional.of(ip));
    }

    private static Host hostOf(String machine) {
        return host(machine + ".internal", "10.0.0." + Integer.parseInt(machine.substring(2), 16) % 250);
    }

    private void answer(Asked lookup) {
        lookup.then()
                .accept(new Answer.Ok<>(
                        lookup.ids().stream().collect(Collectors.toMap(id -> id, AgentAddressResolverTest::hostOf))));
        now();
    }

    private void fail(Asked lookup, CallFailure failure) {
        lookup.then().accept(new Answer.Failed<>(failure));
        now();
    }

    private static CallFailure failure(Category category) {
        return CallFailure.of(category, "SomeCode", Done.NO, "no, because of " + category);
    }

    private List<AgentAddress> toldOf(String id) {
        return told.stream()
                .filter(InventoryEvent.AgentSeen.class::isInstance)
                .map(event -> ((InventoryEvent.AgentSeen) event).agent())
                .filter(agent -> agent.id().value().equals(id))
                .map(Agent::address)
                .toList();
    }

    @Test
    void agent_is_told_of_at_once_and_again_when_its_name_is_known() {
        see("a", "i-1");
        take(new InventoryEvent.Complete());
        assertThat(told).as("nothing is waited for").hasSize(2);
        assertThat(toldOf("a")).containsExactly(new AgentAddress("i-1", "0.0.0.0"));
        now();
        answer(only());
        assertThat(toldOf("a"))
                .containsExactly(new AgentAddress("i-1", "0.0.0.0"), new AgentAddress("i-1.internal", "10.0.0.1"));
        assertThat(rig.warnings).isEmpty();
    }

    @Test
    void name_is_kept_and_not_asked_for_again() {
        see("a", "i-1");
        now();
        answer(only());
        see(agent("a", "i-1").toBuilder().state(AgentState.DRAINING).build());
        rig.advance(Duration.ofDays(1));
        assertThat(asked).isEmpty();
        assertThat(toldOf("a")).last().isEqualTo(new AgentAddress("i-1.internal", "10.0.0.1"));
    }

    @Test
    void machines_are_asked_for_by_full_batches_one_at_a_time() {
        IntStream.range(0, 250).forEach(i -> see("a" + i, "i-" + Integer.toHexString(i)));
        List<Integer> sizes = new ArrayList<>();
        now();
        while (!asked.isEmpty()) {
            Asked lookup = only();
            sizes.add(lookup.ids().size());
            answer(lookup);
        }
        assertThat(sizes).containsExactly(100, 100, 50);
        assertThat(toldOf("a249")).last().isEqualTo(new AgentAddress("i-f9.internal", "10.0.0.249"));
    }

    @Test
    void what_an_attribute_says_goes_before_what_ec2_says() {
        Agent named = agent("a", "i-1").toBuilder()
                .address(new AgentAddress("web-1", AgentAddress.UNKNOWN_IP))
                .build();
        see(named);
        now();
        answer(only());
        assertThat(toldOf("a")).last().isEqualTo(new AgentAddress("web-1", "10.0.0.1"));
    }

    @Test
    void agent_whose_attributes_say_all_is_not_asked_for() {
        see(agent("a", "i-1").toBuilder()
                .address(new AgentAddress("web-1", "10.9.9.9"))
                .build());
        now();
        assertThat(asked).isEmpty();
    }

    @Test
    void instance_without_dns_name_goes_by_its_address() {
        see("a", "i-1");
        now();
        only().then().accept(new Answer.Ok<>(Map.of("i-1", new Host(Optional.of(" "), Optional.of("10.0.0.7")))));
        assertThat(toldOf("a")).last().isEqualTo(new AgentAddress("10.0.0.7", "10.0.0.7"));
    }

    @Test
    void machine_that_ec2_does_not_know_keeps_nobody_else_waiting() {
        see("a", "i-1");
        see("b", "i-2");
        now();
        fail(
                only(),
                new Ec2Failures(URI.create("http://ec2"))
                        .refused(
                                400, new Ec2Xml.Problem(HostLookup.NOT_FOUND, "The instance ID 'i-1' does not exist")));
        Asked second = only();
        assertThat(second.ids()).containsExactly("i-2");
        answer(second);
        assertThat(toldOf("b")).last().isEqualTo(new AgentAddress("i-2.internal", "10.0.0.2"));
        assertThat(rig.warnings).singleElement().asString().contains("i-1", "isthmus.hostname", "will not reach");

        rig.advance(AgentAddressResolver.LONG_PAUSE);
        Asked again = only();
        assertThat(again.ids()).as("asked for again much later").containsExactly("i-1");
        answer(again);
        assertThat(toldOf("a")).last().isEqualTo(new AgentAddress("i-1.internal", "10.0.0.1"));
        assertThat(rig.warnings).hasSize(1);
    }

    @Test
    void machine_left_out_of_an_answer_counts_as_unknown() {
        see("a", "i-1");
        now();
        only().then().accept(new Answer.Ok<>(Map.of()));
        now();
        assertThat(asked).isEmpty();
        assertThat(rig.warnings).hasSize(1);
        rig.advance(AgentAddressResolver.LONG_PAUSE);
        assertThat(asked).hasSize(1);
    }

    @Test
    void denied_is_said_once_with_what_will_not_work_and_tried_seldom() {
        see("a", "i-1");
        now();
        for (int i = 0; i < 3; i++) {
            fail(only(), failure(Category.DENIED));
            rig.advance(AgentAddressResolver.LONG_PAUSE.minusSeconds(1));
            assertThat(asked).isEmpty();
            rig.advance(Duration.ofSeconds(1));
        }
        assertThat(rig.warnings)
                .singleElement()
                .asString()
                .contains("no, because of DENIED", "will not reach them", "isthmus.hostname", "ISTHMUS_EC2_LOOKUP");
        answer(only());
        assertThat(toldOf("a")).last().isEqualTo(new AgentAddress("i-1.internal", "10.0.0.1"));
    }

    @Test
    void denied_is_not_said_where_attributes_name_every_agent() {
        see(agent("a", "i-1").toBuilder()
                .address(new AgentAddress("web-1", AgentAddress.UNKNOWN_IP))
                .build());
        now();
        fail(only(), failure(Category.DENIED));
        assertThat(rig.warnings).isEmpty();
    }

    @Test
    void what_passes_is_tried_again_after_ever_longer_pauses_and_said_only_when_it_lasts() {
        see("a", "i-1");
        now();
        List<Long> pauses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            assertThat(rig.warnings).hasSize(i < HostWarnings.PATIENCE ? 0 : 1);
            fail(only(), failure(i % 2 == 0 ? Category.THROTTLED : Category.TRANSIENT));
            Instant from = rig.now();
            while (asked.isEmpty()) {
                rig.advance(Duration.ofSeconds(1));
            }
            pauses.add(Duration.between(from, rig.now()).toSeconds());
        }
        assertThat(pauses).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 120L, 120L, 120L);
    }

    @Test
    void machine_outside_ec2_is_not_asked_for_and_said_once() {
        see("a", "mi-0123456789abcdef0");
        see("b", "mi-0123456789abcdef1");
        now();
        assertThat(asked).isEmpty();
        assertThat(toldOf("a")).containsExactly(new AgentAddress("mi-0123456789abcdef0", "0.0.0.0"));
        assertThat(rig.warnings)
                .singleElement()
                .asString()
                .contains("mi-0123456789abcdef0", "not an EC2 instance", "isthmus.hostname");
    }

    @Test
    void machine_outside_ec2_with_an_attribute_needs_no_warning() {
        see(agent("a", "mi-0").toBuilder()
                .address(new AgentAddress("rack-7", "10.1.1.1"))
                .build());
        assertThat(rig.warnings).isEmpty();
    }

    @Test
    void agent_that_goes_is_forgotten_and_its_late_answer_tells_nothing() {
        see("a", "i-1");
        now();
        take(new InventoryEvent.AgentGone(new AgentId("a"), "gone"));
        answer(only());
        assertThat(toldOf("a")).hasSize(1);
        see("a2", "i-1");
        now();
        assertThat(asked).as("asked for anew, as nothing was kept").hasSize(1);
    }

    @Test
    void machine_that_is_registered_anew_keeps_its_name_when_the_old_registration_goes() {
        see("a", "i-1");
        now();
        answer(only());
        see("b", "i-1");
        take(new InventoryEvent.AgentGone(new AgentId("a"), "INACTIVE"));
        see(agent("b", "i-1").toBuilder().state(AgentState.DRAINING).build());
        now();
        assertThat(asked).isEmpty();
        assertThat(toldOf("b")).allMatch(address -> address.hostname().equals("i-1.internal"));
    }

    @Test
    void agent_that_comes_during_a_lookup_is_asked_for_in_the_next() {
        see("a", "i-1");
        now();
        Asked first = only();
        see("b", "i-2");
        now();
        assertThat(asked).as("one at a time").isEmpty();
        answer(first);
        assertThat(only().ids()).containsExactly("i-2");
    }

    @Test
    void switched_off_nobody_is_asked_and_nothing_is_said() {
        AgentAddressResolver off = hosts(false);
        parts.step(() -> off.take(new InventoryEvent.AgentSeen(agent("a", "i-1"))));
        parts.step(() -> off.take(new InventoryEvent.AgentSeen(agent("b", "mi-1"))));
        rig.advance(Duration.ofDays(1));
        assertThat(told).hasSize(2);
        assertThat(rig.warnings).isEmpty();
    }
}
