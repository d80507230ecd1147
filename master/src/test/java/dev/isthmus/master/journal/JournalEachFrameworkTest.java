package dev.isthmus.master.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.memory.MemoryJournals;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JournalEachFrameworkTest {

    private static final FrameworkId A = new FrameworkId("a");
    private static final FrameworkId B = new FrameworkId("b");

    private final ManualClock clock = new ManualClock();
    private final MemoryJournals store = new MemoryJournals();
    private final ToldJournals told = new ToldJournals();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final JournalEachFramework journals =
            new JournalEachFramework(this::provide, "c", Settings.none(), clock, clock.scheduler(), told);
    private volatile boolean hasJournals = true;
    private volatile Optional<FrameworkId> isSlow = Optional.empty();

    private Optional<Journal> provide(JournalProvider.Context context) {
        if (isSlow.filter(slowOne -> context.key().equals(new JournalKey("c", slowOne)))
                .isPresent()) {
            try {
                slow.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return hasJournals ? Optional.of(store.open(context)) : Optional.empty();
    }

    private static JournalKey key(FrameworkId framework) {
        return new JournalKey("c", framework);
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
    void what_is_written_is_there_when_the_journal_is_opened_again() throws InterruptedException {
        journals.open(A);
        assertThat(told.next()).isEqualTo("a opened of 0 #1");
        journals.write(A, end('1'));
        journals.write(A, end('2'));
        journals.close(A);
        journals.open(A);
        assertThat(told.next()).as("not taken from ourselves").isEqualTo("a opened of 2 #2");
        assertThat(store.entries(key(A))).containsExactly(end('1'), end('2'));
    }

    @Test
    void a_journal_that_takes_long_to_open_keeps_no_other_waiting_and_is_closed_and_opened_in_order()
            throws InterruptedException {
        isSlow = Optional.of(A);
        journals.open(A);
        journals.close(A);
        journals.open(A);
        journals.open(B);
        assertThat(told.next()).isEqualTo("b opened of 0 #1");
        slow.countDown();
        assertThat(told.next()).isEqualTo("a opened of 0 #1");
        assertThat(told.next()).isEqualTo("a opened of 0 #2");
        assertThat(told.isEmpty()).isTrue();
    }

    @Test
    void without_a_journal_nothing_is_recalled_and_the_master_always_stands() throws InterruptedException {
        hasJournals = false;
        journals.open(A);
        assertThat(told.next()).isEqualTo("a opened without");
        journals.write(A, end('1'));
        assertThat(journals.standing()).isEqualTo(Standing.STANDS);
    }

    @Test
    void a_journal_that_cannot_be_opened_says_why_and_may_be_opened_later() throws InterruptedException {
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
    void who_takes_a_journal_over_is_told_once_and_no_call_is_made_until_the_framework_is_let_go()
            throws InterruptedException {
        journals.open(A);
        journals.open(B);
        told.next();
        told.next();
        assertThat(journals.standing()).isEqualTo(Standing.STANDS);
        store.takeOver(key(A));
        assertThat(told.next()).isEqualTo("a taken over");
        assertThat(journals.standing()).isEqualTo(Standing.UNKNOWN);
        journals.ask(A, new Epoch(5));
        journals.close(A);
        assertThat(journals.standing()).as("for the others").isEqualTo(Standing.STANDS);
        journals.open(A);
        assertThat(told.next()).as("told no second time").startsWith("a opened");
    }

    @Test
    void a_journal_is_asked_until_it_knows() throws InterruptedException {
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
    void a_journal_that_was_closed_is_asked_no_more() throws InterruptedException {
        journals.open(A);
        told.next();
        store.hideStanding();
        journals.ask(A, new Epoch(5));
        assertThat(clock.awaitPending(1, Duration.ofSeconds(10))).isTrue();
        journals.close();
        assertThat(store.isOpen(key(A))).isFalse();
        store.showStanding();
        clock.advance(Duration.ofSeconds(1));
        assertThat(told.isEmpty()).isTrue();
    }
}
