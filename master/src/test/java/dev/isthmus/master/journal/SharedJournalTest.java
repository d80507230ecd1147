package dev.isthmus.master.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.memory.MemoryJournals;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedJournalTest {

    private static final String CLUSTER = "c";
    private static final JournalKey MASTER = JournalKey.ofMaster(CLUSTER);
    private static final FrameworkId A = new FrameworkId("a");
    private static final FrameworkId B = new FrameworkId("b");

    private final ManualClock clock = new ManualClock();
    private final MemoryJournals store = new MemoryJournals(clock.scheduler());
    private final ToldJournals told = new ToldJournals();
    private final List<String> taken = new ArrayList<>();
    private final CountDownLatch slow = new CountDownLatch(1);
    private volatile Optional<FrameworkId> isSlow = Optional.empty();
    private final SharedJournal journals = open(Optional.of(new Provider()));

    private SharedJournal open(Optional<JournalProvider> provider) {
        return SharedJournal.open(
                provider,
                CLUSTER,
                Settings.none(),
                clock,
                clock.scheduler(),
                JournalThreads.open(),
                told,
                () -> taken.add("taken"));
    }

    /** Looks at the journal of the slow one when the test says so. */
    private final class Provider implements JournalProvider {

        @Override
        public String name() {
            return store.name();
        }

        @Override
        public Journal open(Context context) {
            return store.open(context);
        }

        @Override
        public JournalContent look(JournalKey key, Settings settings) {
            if (isSlow.filter(one -> key.equals(own(one))).isPresent()) {
                try {
                    slow.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return store.look(key, settings);
        }
    }

    private static JournalKey own(FrameworkId framework) {
        return new JournalKey(CLUSTER, framework);
    }

    private JournalEntry end(char digit) {
        return new JournalEntry.Acknowledged(new LaunchId(String.valueOf(digit).repeat(32)), clock.instant());
    }

    @AfterEach
    void close() {
        slow.countDown();
        journals.close();
    }

    @Test
    void what_is_written_is_there_when_the_framework_comes_again() throws InterruptedException {
        journals.open(A);
        assertThat(told.next()).isEqualTo("a opened of 0 #1");
        journals.write(A, end('1'));
        journals.write(A, end('2'));
        journals.close(A);
        journals.write(A, end('3'));
        journals.open(A);
        assertThat(told.next()).as("not taken from ourselves").isEqualTo("a opened of 2 #1");
        assertThat(store.entries(MASTER))
                .containsExactly(new MasterEntry.OfFramework(A, end('1')), new MasterEntry.OfFramework(A, end('2')));
    }

    @Test
    void an_end_that_could_not_be_written_is_written_a_minute_later() throws InterruptedException {
        journals.open(A);
        told.next();
        store.failWrites("no room");
        journals.write(new MasterEntry.TaskEnd(
                A,
                new LaunchId("1".repeat(32)),
                new TaskId("t"),
                new AgentId("agent"),
                Memo.NONE,
                new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, ""),
                clock.instant()));
        clock.advance(Duration.ofSeconds(59));
        store.restoreWrites();
        assertThat(store.entries(MASTER)).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(store.entries(MASTER)).singleElement().isInstanceOf(MasterEntry.TaskEnd.class);
    }

    @Test
    void all_is_there_for_the_next_master() throws InterruptedException {
        journals.open(A);
        told.next();
        journals.write(A, end('1'));
        journals.close();
        assertThat(store.isOpen(MASTER)).isFalse();
        try (SharedJournal next = open(Optional.of(store))) {
            next.open(A);
            assertThat(told.next()).isEqualTo("a opened of 1 #2");
        }
    }

    @Test
    void a_framework_with_a_driver_of_its_own_is_adopted_with_what_it_has_acknowledged() throws InterruptedException {
        Journal driver =
                store.open(new JournalProvider.Context(own(A), Settings.none(), clock, () -> taken.add("driver")));
        driver.write(new JournalEntry.Lease(clock.instant(), Duration.ofDays(1), Map.of()));
        driver.write(end('1'));
        journals.open(A);
        assertThat(told.next()).isEqualTo("a opened of 1 taken over #1");
        clock.advance(Duration.ZERO);
        assertThat(taken).containsExactly("driver");
    }

    @Test
    void a_journal_that_takes_long_to_read_keeps_no_other_waiting_and_what_is_asked_of_one_is_done_in_order()
            throws InterruptedException {
        isSlow = Optional.of(A);
        journals.open(A);
        journals.close(A);
        journals.open(A);
        journals.open(B);
        assertThat(told.next()).isEqualTo("b opened of 0 #1");
        slow.countDown();
        assertThat(told.next()).isEqualTo("a opened of 0 #1");
        assertThat(told.next()).isEqualTo("a opened of 0 #1");
        assertThat(told.isEmpty()).isTrue();
    }

    @Test
    void without_a_journal_nothing_is_recalled_and_the_master_always_stands() throws InterruptedException {
        try (SharedJournal none = open(Optional.empty())) {
            none.open(A);
            assertThat(told.next()).isEqualTo("a opened without");
            none.write(A, end('1'));
            assertThat(none.standing()).isEqualTo(Standing.STANDS);
            none.ask(A, new Epoch(5));
            assertThat(told.next()).isEqualTo("a stands for 5");
        }
    }

    @Test
    void a_journal_that_cannot_be_opened_says_why() {
        store.refuseOpening("the disk is full");
        assertThatThrownBy(() -> open(Optional.of(store)))
                .isInstanceOf(JournalException.class)
                .hasMessage("The journal of the master on cluster c cannot be opened: the disk is full");
    }

    @Test
    void a_framework_whose_own_journal_cannot_be_read_hears_why_and_may_come_later() throws InterruptedException {
        store.refuseOpening("the disk is full");
        journals.open(A);
        assertThat(told.next())
                .isEqualTo("a failed: The framework cannot be served: The journal of framework a on cluster c cannot be"
                        + " opened: the disk is full");
        store.allowOpening();
        journals.open(A);
        assertThat(told.next()).isEqualTo("a opened of 0 #1");
    }

    @Test
    void who_is_replaced_is_told_once_and_makes_no_call_for_anybody() throws InterruptedException {
        journals.open(A);
        told.next();
        assertThat(journals.standing()).isEqualTo(Standing.STANDS);
        store.takeOver(MASTER);
        assertThat(journals.standing()).isEqualTo(Standing.FENCED);
        clock.advance(Duration.ZERO);
        assertThat(taken).containsExactly("taken");
        journals.ask(A, new Epoch(5));
        journals.open(B);
        assertThat(told.next()).as("nothing about the one").startsWith("b opened");
    }

    @Test
    void the_journal_is_asked_until_it_knows() throws InterruptedException {
        journals.open(A);
        told.next();
        store.hideStanding();
        assertThat(journals.standing()).isEqualTo(Standing.UNKNOWN);
        journals.ask(A, new Epoch(5));
        assertThat(clock.awaitPending(1, Duration.ofSeconds(10))).isTrue();
        store.showStanding();
        clock.advance(Duration.ofSeconds(1));
        assertThat(told.next()).isEqualTo("a stands for 5");
    }

    @Test
    void nothing_is_asked_for_a_framework_that_was_let_go() throws InterruptedException {
        journals.open(A);
        told.next();
        store.hideStanding();
        journals.ask(A, new Epoch(5));
        assertThat(clock.awaitPending(1, Duration.ofSeconds(10))).isTrue();
        journals.close(A);
        store.showStanding();
        clock.advance(Duration.ofSeconds(1));
        journals.open(B);
        assertThat(told.next()).startsWith("b opened");
        assertThat(told.isEmpty()).isTrue();
    }

    private JournalEntry.Lease lease() {
        return new JournalEntry.Lease(clock.instant(), Duration.ofMinutes(1), Map.of());
    }

    @Test
    void a_framework_that_is_with_a_driver_of_its_own_is_left_to_it() throws InterruptedException {
        journals.open(A);
        told.next();
        journals.write(A, lease());
        journals.seek(A);
        assertThat(told.next()).isEqualTo("a gone");
        clock.advance(Duration.ofSeconds(1));
        try (Journal driver =
                store.open(new JournalProvider.Context(own(A), Settings.none(), clock, () -> taken.add("driver")))) {
            driver.write(lease());
            journals.seek(A);
            assertThat(told.next()).isEqualTo("a elsewhere");
            assertThat(driver.standing()).isEqualTo(Standing.STANDS);
        }
        assertThat(journals.remembered(clock.instant(), clock.instant()).absent())
                .as("its lease here has ended")
                .isEmpty();
    }

    @Test
    void where_it_cannot_be_known_it_is_sought_again() throws InterruptedException {
        store.refuseOpening("the disk is full");
        journals.seek(A);
        assertThat(clock.awaitPending(1, Duration.ofSeconds(10))).isTrue();
        store.allowOpening();
        clock.advance(Duration.ofMinutes(1));
        assertThat(told.next()).isEqualTo("a gone");
    }

    private static SortedMap<String, Amount> weights(String role, int weight) {
        return new TreeMap<>(Map.of(role, Amount.of(weight)));
    }

    @Test
    void weights_that_a_master_is_started_with_are_remembered_and_those_that_are_remembered_hold() {
        assertThat(journals.weights(new TreeMap<>())).isEmpty();
        assertThat(journals.weights(weights("web", 2))).isEqualTo(weights("web", 2));
        assertThat(journals.weights(new TreeMap<>())).isEqualTo(weights("web", 2));
        assertThat(journals.weights(weights("batch", 3)))
                .as("as Mesos ignores its flag once weights are in its registry")
                .isEqualTo(weights("web", 2));
        assertThat(store.entries(MASTER)).containsExactly(new MasterEntry.Weights(weights("web", 2)));
    }
}
