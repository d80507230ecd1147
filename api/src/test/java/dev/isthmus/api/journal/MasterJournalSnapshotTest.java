package dev.isthmus.api.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MasterJournalSnapshotTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final FrameworkId ONE = new FrameworkId("one");
    private static final FrameworkId OTHER = new FrameworkId("other");

    private static MasterEntry of(FrameworkId framework, JournalEntry entry) {
        return new MasterEntry.OfFramework(framework, entry);
    }

    private static JournalEntry.Lease lease(Instant seen, Duration failoverTimeout) {
        return new JournalEntry.Lease(seen, failoverTimeout, Map.of());
    }

    private static LaunchId launch(FrameworkId framework, int number) {
        return LaunchId.of(framework, new TaskId("task-" + number), "offer");
    }

    private static MasterEntry.TaskEnd end(FrameworkId framework, int number) {
        return new MasterEntry.TaskEnd(
                framework,
                launch(framework, number),
                new TaskId("task-" + number),
                new AgentId("agent"),
                Memo.NONE,
                new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(1), true, ""),
                NOON);
    }

    private static SortedMap<ResourceName, Amount> cpus(long cpus) {
        return new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(cpus)));
    }

    @Test
    void each_framework_has_its_own_and_an_end_goes_when_it_is_acknowledged() {
        MasterJournalSnapshot all = MasterJournalSnapshot.of(List.of(
                of(ONE, lease(NOON, Duration.ZERO)),
                end(ONE, 1),
                end(ONE, 2),
                of(ONE, new JournalEntry.Acknowledged(launch(ONE, 1), NOON)),
                end(ONE, 1),
                of(OTHER, new JournalEntry.Removed(NOON))));

        assertThat(all.framework(ONE).own().lease()).contains(lease(NOON, Duration.ZERO));
        assertThat(all.framework(ONE).own().removed()).isEmpty();
        assertThat(all.framework(ONE).unacknowledged()).containsOnlyKeys(launch(ONE, 2));
        assertThat(all.framework(OTHER).own().entries()).containsExactly(new JournalEntry.Removed(NOON));
        assertThat(MasterJournalSnapshot.of(all.entries())).isEqualTo(all);
    }

    @Test
    void a_move_ends_the_lease_and_a_later_one_counts() {
        List<JournalEntry> moved = List.of(
                lease(NOON, Duration.ofDays(7)),
                new JournalEntry.Acknowledged(launch(ONE, 1), NOON),
                new JournalEntry.Moved(NOON));
        assertThat(JournalSnapshot.of(moved).lease()).isEmpty();
        assertThat(JournalSnapshot.of(moved).acknowledged()).hasSize(1);
    }

    @Test
    void a_framework_is_over_a_day_and_its_timeout_after_its_lease() {
        JournalSnapshot week = JournalSnapshot.of(List.of(lease(NOON, Duration.ofDays(7))));
        assertThat(week.isOver(NOON.plus(Duration.ofDays(14)))).isFalse();
        assertThat(week.isOver(NOON.plus(Duration.ofDays(14)).plusNanos(1))).isTrue();

        JournalSnapshot none = JournalSnapshot.of(List.of(lease(NOON, Duration.ZERO)));
        assertThat(none.isOver(NOON.plus(Journal.RETENTION))).isFalse();
        assertThat(none.isOver(NOON.plus(Journal.RETENTION).plusNanos(1))).isTrue();

        Instant later = NOON.plus(Duration.ofDays(3));
        JournalEntry.Removed removal = new JournalEntry.Removed(NOON);
        assertThat(JournalSnapshot.of(List.of(removal)).isOver(later)).isTrue();
        assertThat(JournalSnapshot.of(List.of(removal, lease(later, Duration.ZERO)))
                        .isOver(later))
                .isFalse();
        assertThat(JournalSnapshot.of(List.of(removal, new JournalEntry.Acknowledged(launch(ONE, 1), later)))
                        .isOver(later))
                .isFalse();
    }

    @Test
    void what_is_over_is_forgotten_with_its_ends_and_what_is_not_keeps_them() {
        Instant later = NOON.plus(Duration.ofDays(3));
        MasterJournalSnapshot all = MasterJournalSnapshot.of(List.of(
                of(ONE, lease(NOON, Duration.ofDays(7))),
                of(ONE, new JournalEntry.Acknowledged(launch(ONE, 3), NOON)),
                end(ONE, 1),
                of(OTHER, lease(NOON, Duration.ZERO)),
                end(OTHER, 1)));

        MasterJournalSnapshot kept = all.kept(later);
        assertThat(kept.frameworks()).containsOnlyKeys(ONE);
        assertThat(kept.framework(ONE).own().acknowledged()).isEmpty();
        assertThat(kept.framework(ONE).unacknowledged()).hasSize(1);

        MasterTally tally = new MasterTally();
        all.entries().forEach(tally::add);
        tally.forget(later);
        assertThat(tally.snapshot()).isEqualTo(kept);
    }

    @Test
    void of_each_role_the_last_counts_and_no_quota_is_none() {
        MasterEntry.Quota quota = new MasterEntry.Quota(cpus(1), cpus(2));
        MasterJournalSnapshot all = MasterJournalSnapshot.of(List.of(
                new MasterEntry.Weights(new TreeMap<>(Map.of("a", Amount.of(2), "b", Amount.of(3)))),
                new MasterEntry.Weights(new TreeMap<>(Map.of("b", Amount.of(1)))),
                new MasterEntry.Quotas(new TreeMap<>(Map.of("a", quota, "b", quota))),
                new MasterEntry.Quotas(new TreeMap<>(Map.of("b", MasterEntry.Quota.NONE)))));

        assertThat(all.weights()).containsExactly(Map.entry("a", Amount.of(2)), Map.entry("b", Amount.of(1)));
        assertThat(all.quotas()).containsExactly(Map.entry("a", quota));
    }

    @Test
    void what_cannot_be_is_refused() {
        assertThatThrownBy(() -> new MasterEntry.Weights(new TreeMap<>(Map.of("a", Amount.ZERO))))
                .hasMessage("weight 0 of role 'a': want a role, and a weight above 0");
        assertThatThrownBy(() -> new MasterEntry.Quotas(new TreeMap<>(Map.of("a/b", MasterEntry.Quota.NONE))))
                .hasMessage("quota of role 'a/b': want a role at the top level");
        assertThatThrownBy(() -> new MasterEntry.Quota(cpus(3), cpus(2)))
                .hasMessage("quota guarantees 3 of 'cpus', which is above its limit 2");
    }

    @Test
    void an_end_is_told_as_the_backend_told_it() {
        MasterEntry.TaskEnd end = end(ONE, 1);
        assertThat(MasterEntry.TaskEnd.of(
                        end.event().task(), end.how(), end.event().at()))
                .isEqualTo(end);
    }

    @Test
    void each_journal_takes_what_is_its_owners() {
        JournalOwner framework = new JournalOwner.Framework(ONE);
        JournalOwner master = new JournalOwner.Master();
        JournalEntry entry = new JournalEntry.Removed(NOON);
        assertThat(framework.takes(entry)).isTrue();
        assertThat(framework.takes(of(ONE, entry))).isFalse();
        assertThat(master.takes(entry)).isFalse();
        assertThat(master.takes(of(ONE, entry))).isTrue();
        assertThat(JournalKey.ofMaster("c")).hasToString("the master on cluster c");
        assertThat(new JournalKey("c", ONE)).hasToString("framework one on cluster c");
    }
}
