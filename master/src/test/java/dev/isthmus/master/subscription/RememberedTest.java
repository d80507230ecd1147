package dev.isthmus.master.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RememberedTest {

    private static final Instant SHOWN = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant NOW = SubscriptionScene.START;

    private final List<MasterEntry> journal = new ArrayList<>();

    private void write(String framework, JournalEntry entry) {
        journal.add(new MasterEntry.OfFramework(new FrameworkId(framework), entry));
    }

    private void seen(String framework, Duration ago, Duration failoverTimeout) {
        write(
                framework,
                new JournalEntry.Lease(
                        SHOWN.minus(ago),
                        failoverTimeout,
                        Map.of("principal", "p", "user", "u", "checkpoint", "true")));
    }

    private Remembered remembered() {
        return Remembered.of(MasterJournalSnapshot.of(journal).frameworks(), SHOWN, NOW);
    }

    private Duration left(String framework) {
        return remembered().absent().stream()
                .filter(absent -> absent.info().getId().getValue().equals(framework))
                .map(absent -> Duration.between(NOW, absent.deadline()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void each_has_what_is_left_of_its_failover_timeout_and_ten_minutes_at_least() {
        seen("f", Duration.ofMinutes(20), Duration.ofHours(1));
        assertThat(left("f")).isEqualTo(Duration.ofMinutes(40));
        seen("f", Duration.ofMinutes(55), Duration.ofHours(1));
        assertThat(left("f")).isEqualTo(Duration.ofMinutes(10));
        seen("f", Duration.ofDays(2), Duration.ZERO);
        assertThat(left("f")).isEqualTo(Duration.ofMinutes(10));
        seen("f", Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(left("f")).as("for ever").isEqualTo(Duration.ofDays(100_000));
    }

    @Test
    void one_that_was_removed_or_is_with_a_driver_of_its_own_is_not_awaited() {
        seen("b", Duration.ZERO, Duration.ofHours(1));
        write("b", new JournalEntry.Removed(SHOWN.minusSeconds(3602)));
        write("a", new JournalEntry.Removed(SHOWN.minusSeconds(3601)));
        seen("c", Duration.ZERO, Duration.ofHours(1));
        write("c", new JournalEntry.Moved(SHOWN));
        assertThat(remembered()).isEqualTo(new Remembered(List.of(), List.of("b", "a")));
    }

    @Test
    void one_that_comes_back_is_served_and_its_time_is_forgotten() {
        seen("f", Duration.ZERO, Duration.ofHours(1));
        SubscriptionScene scene = new SubscriptionScene(remembered());
        assertThat(scene.call("f", 1, Call.Type.REVIVE)).containsExactly("#1 403 Framework is not subscribed");
        assertThat(scene.subscribe("f"))
                .as("it may not change its principal")
                .contains("S1 ERROR Changing framework's principal is not allowed.");
        assertThat(scene.subscribe(SubscriptionScene.framework("f").toBuilder()
                        .setPrincipal("p")
                        .build()))
                .containsExactly("#3 opens S2", "f: serve S2", "S2 SUBSCRIBED f", "S2 HEARTBEAT");
        assertThat(scene.pass(Duration.ofHours(2))).doesNotContain("f: seek");
    }

    @Test
    void one_that_does_not_is_removed_with_what_it_has() {
        seen("f", Duration.ZERO, Duration.ofHours(1));
        SubscriptionScene scene = new SubscriptionScene(remembered());
        assertThat(scene.pass(Duration.ofMinutes(2).minusMillis(1))).isEmpty();
        assertThat(scene.pass(Duration.ofMillis(1))).containsExactly("f: seek");
        assertThat(scene.gone("f"))
                .as("there is time left, and somebody has to look after its tasks")
                .containsExactly("f: serve nobody", "f: leave");
        assertThat(scene.pass(Duration.ofMinutes(58).minusMillis(1))).isEmpty();
        assertThat(scene.gone("f")).as("too early").isEmpty();
        assertThat(scene.pass(Duration.ofMillis(1))).containsExactly("f: seek");
        assertThat(scene.gone("f")).containsExactly("f: remove");
        assertThat(scene.subscribe("f")).contains("S1 ERROR Framework has been removed");
    }

    @Test
    void one_that_was_down_for_longer_than_it_is_expected_is_removed_at_once() {
        seen("f", Duration.ZERO, Duration.ofHours(1));
        SubscriptionScene scene = new SubscriptionScene(remembered());
        scene.pass(Duration.ofHours(1));
        assertThat(scene.gone("f")).containsExactly("f: serve nobody", "f: remove");
    }

    @Test
    void what_it_can_do_is_remembered_as_that_decides_what_it_is_told() {
        FrameworkInfo info = SubscriptionScene.framework("f").toBuilder()
                .setName("n, the first")
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.TASK_KILLING_STATE))
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.PARTITION_AWARE))
                .build();
        write(
                "f",
                new JournalEntry.Lease(
                        SHOWN, Duration.ofHours(1), RememberedTerms.with(Map.of("principal", "p"), info)));
        FrameworkInfo known = remembered().absent().get(0).info();
        assertThat(known.getName()).isEqualTo("n, the first");
        assertThat(known.getPrincipal()).isEqualTo("p");
        assertThat(known.getCapabilitiesList())
                .extracting(Capability::getType)
                .containsExactlyInAnyOrder(Capability.Type.TASK_KILLING_STATE, Capability.Type.PARTITION_AWARE);
    }

    @Test
    void one_that_comes_back_while_it_is_sought_stays() {
        seen("f", Duration.ZERO, Duration.ofHours(1));
        SubscriptionScene scene = new SubscriptionScene(remembered());
        scene.pass(Duration.ofHours(1));
        scene.subscribe(SubscriptionScene.framework("f").toBuilder()
                .setPrincipal("p")
                .setFailoverTimeout(60)
                .build());
        assertThat(scene.gone("f")).isEmpty();
        scene.breaks(1);
        assertThat(scene.gone("f")).as("it has another minute").isEmpty();
    }

    @Test
    void an_id_that_was_removed_is_refused() {
        write("f", new JournalEntry.Removed(SHOWN.minus(Duration.ofHours(2))));
        SubscriptionScene scene = new SubscriptionScene(remembered());
        assertThat(scene.subscribe("f"))
                .containsExactly("#1 opens S1", "S1 ERROR Framework has been removed", "S1 ends");
    }

    @Test
    void what_is_left_of_one_that_was_removed_within_the_hour_is_removed_too() {
        write("f", new JournalEntry.Removed(SHOWN.minus(Duration.ofHours(1))));
        SubscriptionScene scene = new SubscriptionScene(remembered());
        assertThat(scene.pass(Duration.ZERO)).containsExactly("f: seek");
        assertThat(scene.subscribe("f"))
                .as("it does not come back")
                .containsExactly("#1 opens S1", "S1 ERROR Framework has been removed", "S1 ends");
        assertThat(scene.gone("f")).containsExactly("f: serve nobody", "f: remove");
        assertThat(scene.pass(Duration.ofDays(1))).isEmpty();
        assertThat(scene.subscribe("f"))
                .containsExactly("#2 opens S2", "S2 ERROR Framework has been removed", "S2 ends");
    }

    @Test
    void one_that_was_removed_and_is_with_a_driver_of_its_own_keeps_what_it_has() {
        write("f", new JournalEntry.Removed(SHOWN));
        SubscriptionScene scene = new SubscriptionScene(remembered());
        assertThat(scene.pass(Duration.ZERO)).containsExactly("f: seek");
        assertThat(scene.takenOver("f")).isEmpty();
        assertThat(scene.gone("f")).isEmpty();
    }
}
