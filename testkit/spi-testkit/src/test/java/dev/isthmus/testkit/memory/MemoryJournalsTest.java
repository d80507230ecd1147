package dev.isthmus.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class MemoryJournalsTest {

    private static final JournalKey KEY = new JournalKey("default", new FrameworkId("f"));

    private final ManualClock clock = new ManualClock();
    private final MemoryJournals journals = new MemoryJournals(clock.scheduler());
    private final List<String> told = new ArrayList<>();

    private Journal open(String driver) {
        return journals.open(
                new JournalProvider.Context(KEY, Settings.none(), clock, () -> told.add(driver + " lost it")));
    }

    private JournalEntry end(int number) {
        return new JournalEntry.Acknowledged(
                new LaunchId(String.format(Locale.ROOT, "%032x", number)), clock.instant());
    }

    private static boolean isDone(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone();
    }

    @Test
    void what_one_driver_wrote_the_next_recalls_and_the_test_reads() {
        Journal journal = open("first");
        assertThat(isDone(journal.write(end(1)))).isTrue();
        assertThat(journals.entries()).containsExactly(end(1));
        assertThat(journals.entries(new JournalKey("other", KEY.owner()))).isEmpty();
        journal.close();
        assertThat(journals.isOpen(KEY)).isFalse();

        assertThat(open("second").recall().entries()).containsExactly(end(1));
        assertThat(journals.isOpen(KEY)).isTrue();
    }

    @Test
    void who_loses_it_is_told_when_the_clock_advances() {
        Journal first = open("first");
        open("second");
        assertThat(told).as("never within the call").isEmpty();

        clock.advance(Duration.ZERO);

        assertThat(told).containsExactly("first lost it");
        assertThatThrownBy(() -> first.write(end(1)).toCompletableFuture().join())
                .hasRootCauseMessage("another driver has taken the journal over");
    }

    @Test
    void a_driver_of_another_process_takes_it_over() {
        Journal journal = open("ours");
        journals.holdWrites();
        CompletionStage<Void> onItsWay = journal.write(end(1));

        journals.takeOver(KEY);
        clock.advance(Duration.ZERO);

        assertThat(told).containsExactly("ours lost it");
        assertThat(onItsWay.toCompletableFuture()).isCompletedExceptionally();
        assertThat(journals.heldWrites()).isZero();
        assertThat(journals.entries()).isEmpty();
        assertThatThrownBy(() -> journals.takeOver(KEY)).hasMessageContaining("nobody has the journal of framework f");
    }

    @Test
    void writes_fail_until_they_are_restored() {
        Journal journal = open("first");
        journals.failWrites("the disk is full");
        assertThatThrownBy(() -> journal.write(end(1)).toCompletableFuture().join())
                .hasRootCauseMessage("the disk is full");

        journals.restoreWrites();
        journal.write(end(2)).toCompletableFuture().join();
        assertThat(journals.entries()).containsExactly(end(2));
    }

    @Test
    void writes_are_let_through_one_by_one() {
        Journal journal = open("first");
        journals.holdWrites();
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            stages.add(journal.write(end(i)));
        }
        assertThat(journals.heldWrites()).isEqualTo(3);
        assertThat(journals.entries()).isEmpty();

        journals.releaseWrite();
        assertThat(stages.stream().map(MemoryJournalsTest::isDone)).containsExactly(true, false, false);
        assertThat(journals.entries()).containsExactly(end(0));

        journals.releaseWrites();
        assertThat(stages).allMatch(MemoryJournalsTest::isDone);
        assertThat(isDone(journal.write(end(3)))).isTrue();
        assertThatThrownBy(journals::releaseWrite).hasMessage("no write is held back");
    }

    @Test
    void a_held_write_is_let_through_by_close() {
        Journal journal = open("first");
        journals.holdWrites();
        CompletionStage<Void> stage = journal.write(end(1));

        journal.close();

        assertThat(isDone(stage)).isTrue();
        assertThat(open("second").recall().entries()).containsExactly(end(1));
        assertThat(told).isEmpty();
    }

    @Test
    void a_held_write_keeps_nobody_out_and_fails() {
        Journal journal = open("first");
        journals.holdWrites();
        CompletionStage<Void> stage = journal.write(end(1));

        Journal next = open("second");
        clock.advance(Duration.ZERO);

        assertThat(next.recall().entries()).isEmpty();
        assertThat(isDone(next.write(end(2)))).as("it is not held back").isTrue();
        assertThat(stage.toCompletableFuture()).isCompletedExceptionally();
        assertThat(told).containsExactly("first lost it");
        journals.releaseWrites();
        assertThat(journals.entries()).containsExactly(end(2));
    }

    @Test
    void who_has_a_journal_can_be_hidden() {
        Journal journal = open("first");
        assertThat(journal.standing()).isEqualTo(Standing.STANDS);
        journals.hideStanding();
        assertThat(journal.standing()).isEqualTo(Standing.UNKNOWN);
        journals.takeOver(KEY);
        assertThat(journal.standing()).as("known already").isEqualTo(Standing.FENCED);
        journals.showStanding();
        assertThat(open("next").epoch().number())
                .as("the other process had one too")
                .isEqualTo(3);
    }

    @Test
    void a_crash_loses_what_was_on_its_way_and_tells_nobody() {
        Journal journal = open("first");
        journal.write(end(1));
        journals.holdWrites();
        CompletionStage<Void> lost = journal.write(end(2));
        journals.crash(KEY);
        journals.releaseWrites();
        CompletionStage<Void> late = journal.write(end(3));

        Journal next = open("second");
        clock.advance(Duration.ZERO);

        assertThat(next.recall().entries()).containsExactly(end(1));
        assertThat(isDone(lost) || isDone(late)).isFalse();
        assertThat(told).isEmpty();
        journal.close();
        assertThat(journals.isOpen(KEY)).as("by the next").isTrue();
    }

    @Test
    void nobody_can_open_any_until_it_is_allowed() {
        journals.refuseOpening("the disk is read-only");
        assertThatThrownBy(() -> open("first"))
                .isInstanceOf(JournalException.class)
                .hasMessage("The journal of framework f on cluster default cannot be opened: the disk is read-only");

        journals.allowOpening();
        assertThat(open("first").recall().entries()).isEmpty();
    }

    @Test
    void a_copy_goes_its_own_way() {
        Journal journal = open("first");
        journal.write(end(1));
        MemoryJournals copy = journals.copy();
        journal.write(end(2));

        assertThat(copy.entries(KEY)).containsExactly(end(1));
        assertThat(copy.isOpen(KEY)).isFalse();
    }
}
