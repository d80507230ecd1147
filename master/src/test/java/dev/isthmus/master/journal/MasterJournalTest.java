package dev.isthmus.master.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.serving.RecalledJournal;
import dev.isthmus.testkit.memory.MemoryJournals;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MasterJournalTest {

    private static final String CLUSTER = "default";
    private static final FrameworkId FRAMEWORK = new FrameworkId("marathon");
    private static final FrameworkId OTHER = new FrameworkId("another");
    private static final JournalKey OWN = new JournalKey(CLUSTER, FRAMEWORK);
    private static final Duration WEEK = Duration.ofDays(7);

    private final ManualClock clock = new ManualClock();
    private final MemoryJournals journals = new MemoryJournals(clock.scheduler());
    private final List<String> told = new ArrayList<>();

    private MasterJournal master(JournalProvider provider) {
        return MasterJournal.open(provider, CLUSTER, Settings.none(), clock, () -> told.add("master"));
    }

    /** A driver of the framework's own. */
    private Journal driver() {
        return journals.open(new JournalProvider.Context(OWN, Settings.none(), clock, () -> told.add("driver")));
    }

    private JournalEntry.Acknowledged end(int number) {
        return new JournalEntry.Acknowledged(
                LaunchId.of(FRAMEWORK, new TaskId("task-" + number), "offer"), clock.instant());
    }

    private JournalEntry.Lease lease() {
        return new JournalEntry.Lease(clock.instant(), WEEK, Map.of("principal", "ops"));
    }

    private static JournalSnapshot past(RecalledJournal framework) {
        return framework.past().orElseThrow().own();
    }

    private JournalSnapshot own(MemoryJournals in) {
        return in.look(OWN, Settings.none()).ofFramework();
    }

    @Test
    void what_is_written_of_a_framework_is_known_when_it_comes_again_and_to_the_next_master() {
        MasterJournal master = master(journals);
        assertThat(past(master.open(FRAMEWORK))).isEqualTo(JournalSnapshot.NOTHING);
        master.write(FRAMEWORK, lease());
        master.write(FRAMEWORK, end(1));
        master.write(OTHER, new JournalEntry.Removed(clock.instant()));
        JournalSnapshot written = JournalSnapshot.of(List.of(end(1), lease()));

        RecalledJournal again = master.open(FRAMEWORK);
        assertThat(past(again)).isEqualTo(written);
        assertThat(again.tookOver()).isFalse();
        master.close();

        MasterJournal next = master(journals);
        RecalledJournal recalled = next.open(FRAMEWORK);
        assertThat(past(recalled)).isEqualTo(written);
        assertThat(recalled.tookOver()).as("the master before it was closed").isFalse();
        assertThat(recalled.epoch()).isEqualTo(next.epoch()).isPresent();
        assertThat(past(next.open(OTHER)).removed()).contains(clock.instant());
        assertThat(journals.isOpen(OWN)).isFalse();
    }

    @Test
    void a_master_that_is_replaced_is_fenced_and_its_frameworks_have_not_been_away() {
        MasterJournal first = master(journals);
        first.write(FRAMEWORK, lease());
        MasterJournal second = master(journals);
        clock.advance(Duration.ZERO);

        assertThat(told).containsExactly("master");
        assertThat(first.standing()).isEqualTo(Standing.FENCED);
        assertThat(first.write(FRAMEWORK, end(1)).toCompletableFuture()).isCompletedExceptionally();
        assertThat(second.standing()).isEqualTo(Standing.STANDS);
        assertThat(second.open(OTHER).tookOver()).as("nobody served it").isFalse();
        assertThat(second.open(FRAMEWORK).tookOver()).isTrue();
        assertThat(second.open(FRAMEWORK).tookOver()).as("it was here").isFalse();
    }

    @Test
    void a_framework_with_a_driver_of_its_own_is_adopted_and_that_driver_is_fenced() {
        Journal driver = driver();
        driver.write(lease());
        driver.write(end(1));
        MasterJournal master = master(journals);

        RecalledJournal adopted = master.open(FRAMEWORK);
        clock.advance(Duration.ZERO);

        assertThat(told).containsExactly("driver");
        assertThat(driver.standing()).isEqualTo(Standing.FENCED);
        assertThat(past(adopted)).isEqualTo(JournalSnapshot.of(List.of(end(1), lease())));
        assertThat(adopted.tookOver()).isTrue();
        assertThat(journals.isOpen(OWN)).isFalse();
        assertThat(own(journals).lease()).isEmpty();

        int written = journals.entries().size();
        assertThat(past(master.open(FRAMEWORK))).isEqualTo(past(adopted));
        assertThat(journals.entries()).as("it is imported once").hasSize(written);
    }

    /** Writes that come after so many, to whichever journal, fail. */
    private static final class FailingLater implements JournalProvider {

        private final MemoryJournals real;
        private int left;

        private FailingLater(MemoryJournals real, int left) {
            this.real = real;
            this.left = left;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public JournalContent look(JournalKey key, Settings settings) {
            return real.look(key, settings);
        }

        @Override
        public Journal open(Context context) {
            return new CountedJournal(real.open(context), () -> {
                if (left-- == 0) {
                    real.failWrites("the disk is full");
                }
            });
        }
    }

    @Test
    void a_crash_between_any_two_steps_of_an_adoption_loses_nothing() {
        JournalSnapshot before = JournalSnapshot.of(List.of(end(1), end(2), lease()));
        int failures = 0;
        for (int written = 0; written < 6; written++) {
            MemoryJournals there = new MemoryJournals(clock.scheduler());
            Journal driver = there.open(new JournalProvider.Context(OWN, Settings.none(), clock, () -> {}));
            before.entries().forEach(driver::write);

            MasterJournal dies = master(new FailingLater(there, written));
            try {
                dies.open(FRAMEWORK);
            } catch (JournalException e) {
                assertThat(e)
                        .hasMessageContaining("framework marathon cannot be taken over")
                        .hasMessageContaining("disk is full");
                failures++;
                there.restoreWrites();
                assertThat(past(dies.open(FRAMEWORK)))
                        .as("this master tries again")
                        .isEqualTo(before);
            }
            MemoryJournals left = there.copy();
            assertThat(past(master(left).open(FRAMEWORK)))
                    .as("after %s writes", written)
                    .isEqualTo(before);
            assertThat(own(left).lease()).isEmpty();
        }
        assertThat(failures).as("three entries and the move").isEqualTo(4);
    }

    @Test
    void what_is_left_by_a_master_that_died_in_the_midst_of_it_is_imported_by_the_next() {
        JournalSnapshot before = JournalSnapshot.of(List.of(end(1), end(2), lease()));
        for (int written = 0; written < 5; written++) {
            MemoryJournals there = new MemoryJournals(clock.scheduler());
            Journal driver = there.open(new JournalProvider.Context(OWN, Settings.none(), clock, () -> {}));
            before.entries().forEach(driver::write);
            MasterJournal dies = master(new FailingLater(there, written));
            try {
                dies.open(FRAMEWORK);
            } catch (JournalException e) {
                assertThat(e).hasMessageContaining("disk is full");
            }
            MemoryJournals left = there.copy();
            assertThat(past(master(left).open(FRAMEWORK)))
                    .as("after %s writes", written)
                    .isEqualTo(before);
            assertThat(own(left).lease()).isEmpty();
        }
    }

    @Test
    void a_master_that_was_replaced_takes_no_framework_from_its_driver() {
        MasterJournal replaced = master(journals);
        Journal driver = driver();
        driver.write(lease());
        master(journals);

        assertThatThrownBy(() -> replaced.open(FRAMEWORK))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("another master has the journal");
        assertThat(driver.standing()).isEqualTo(Standing.STANDS);
    }

    @Test
    void a_framework_that_goes_back_to_its_own_driver_finds_no_stale_lease_and_what_it_acknowledged() {
        Journal driver = driver();
        driver.write(lease());
        driver.write(end(1));
        MasterJournal master = master(journals);
        master.open(FRAMEWORK);
        master.write(FRAMEWORK, end(2));
        clock.advance(WEEK.multipliedBy(2));

        JournalSnapshot found = driver().recall();

        assertThat(found.lease()).as("nothing to be expired").isEmpty();
        assertThat(found.removed()).isEmpty();
        assertThat(found.acknowledged()).hasSize(1);
    }

    @Test
    void one_that_went_back_is_not_absent_and_what_it_did_meanwhile_is_imported_when_it_returns() {
        MasterJournal master = master(journals);
        master.open(FRAMEWORK);
        master.write(FRAMEWORK, lease());
        assertThat(master.isElsewhere(FRAMEWORK)).as("nobody else has it").isFalse();
        clock.advance(WEEK);
        Journal driver = driver();
        assertThat(master.isElsewhere(FRAMEWORK)).as("it has not registered").isFalse();
        driver.write(lease());
        driver.write(end(1));
        assertThat(master.isElsewhere(FRAMEWORK)).isTrue();

        master.leave(FRAMEWORK);
        assertThat(master.frameworks().get(FRAMEWORK).own().lease()).isEmpty();
        assertThat(driver.standing()).as("it goes on").isEqualTo(Standing.STANDS);

        JournalSnapshot wanted = JournalSnapshot.of(List.of(end(1), lease()));
        assertThat(past(master.open(FRAMEWORK))).isEqualTo(wanted);
        assertThat(driver.standing()).isEqualTo(Standing.FENCED);
        assertThat(master.isElsewhere(FRAMEWORK)).isFalse();
    }

    @Test
    void one_that_its_own_driver_tore_down_stays_so() {
        Journal driver = driver();
        driver.write(lease());
        driver.write(new JournalEntry.Removed(clock.instant()));
        driver.close();

        assertThat(past(master(journals).open(FRAMEWORK)).removed()).contains(clock.instant());
    }

    @Test
    void an_end_is_told_by_the_next_master_until_it_is_acknowledged() {
        LaunchId launch = end(1).launch();
        MasterEntry.TaskEnd end = new MasterEntry.TaskEnd(
                FRAMEWORK,
                launch,
                new TaskId("task-1"),
                new AgentId("agent"),
                Memo.NONE,
                new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, ""),
                clock.instant());
        MasterJournal first = master(journals);
        first.write(FRAMEWORK, lease());
        first.write(end);
        first.close();

        MasterJournal second = master(journals);
        assertThat(second.open(FRAMEWORK).past().orElseThrow().unacknowledged())
                .containsExactly(Map.entry(launch, end));
        assertThat(end.event().task().task()).isEqualTo(new TaskId("task-1"));
        second.write(FRAMEWORK, end(1));
        second.close();

        assertThat(master(journals).open(FRAMEWORK).past().orElseThrow().unacknowledged())
                .isEmpty();
    }

    @Test
    void weights_and_quotas_are_recalled() {
        MasterEntry.Quota quota = new MasterEntry.Quota(
                new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(2))),
                new TreeMap<>(Map.of(ResourceName.CPUS, Amount.of(8))));
        MasterJournal first = master(journals);
        first.write(new MasterEntry.Weights(new TreeMap<>(Map.of("web", Amount.ofThousandths(2500)))));
        first.write(new MasterEntry.Quotas(new TreeMap<>(Map.of("web", quota))));
        first.close();

        MasterJournal second = master(journals);
        assertThat(second.weights()).containsExactly(Map.entry("web", Amount.ofThousandths(2500)));
        assertThat(second.quotas()).containsExactly(Map.entry("web", quota));
    }

    @Test
    void the_leases_of_those_that_have_not_come_back_are_listed_and_long_gone_ones_forgotten() {
        MasterJournal first = master(journals);
        first.write(FRAMEWORK, lease());
        first.write(OTHER, new JournalEntry.Removed(clock.instant()));
        first.close();
        assertThat(master(journals).frameworks()).containsOnlyKeys(OTHER, FRAMEWORK);
        clock.advance(Duration.ofHours(25));

        MasterJournal master = master(journals);
        for (int i = 0; i < 10_000; i++) {
            master.write(FRAMEWORK, lease());
        }
        assertThat(master.frameworks()).containsOnlyKeys(FRAMEWORK);
    }

    @Test
    void without_a_journal_all_of_it_works_and_nothing_is_remembered() {
        MasterJournal none = MasterJournal.none();
        assertThat(none.open(FRAMEWORK)).isEqualTo(RecalledJournal.NONE);
        assertThat(none.write(FRAMEWORK, lease()).toCompletableFuture()).isCompletedWithValue(null);
        assertThat(none.leave(FRAMEWORK).toCompletableFuture()).isCompletedWithValue(null);
        assertThat(none.standing()).isEqualTo(Standing.STANDS);
        assertThat(none.isElsewhere(FRAMEWORK)).isFalse();
        assertThat(none.epoch()).isEmpty();
        assertThat(none.frameworks()).isEmpty();
        assertThat(none.weights()).isEmpty();
        assertThat(none.quotas()).isEmpty();
        none.close();
    }
}
