package dev.isthmus.operator.reap.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalProvider.Hold;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.operator.reap.verdict.JournalLook.Seen;
import dev.isthmus.operator.reap.verdict.JournalLook.Unread;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of evidence, and what is made of it. */
class JudgementTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Seen NOTHING = free();

    private record Row(String when, FrameworkEvidence evidence, String verdict, String words) {
        @Override
        public String toString() {
            return when;
        }
    }

    private static Instant ago(Duration time) {
        return NOW.minus(time);
    }

    private static Instant ago(int minutes) {
        return ago(Duration.ofMinutes(minutes));
    }

    private static JournalEntry lease(Instant seen, Duration failoverTimeout) {
        return new JournalEntry.Lease(seen, failoverTimeout, Map.of());
    }

    private static JournalEntry removed(Instant at) {
        return new JournalEntry.Removed(at);
    }

    private static Seen look(Hold hold, JournalEntry... entries) {
        return new Seen(JournalSnapshot.of(List.of(entries)), hold);
    }

    private static Seen free(JournalEntry... entries) {
        return look(Hold.FREE, entries);
    }

    private static Seen held(JournalEntry... entries) {
        return look(Hold.HELD, entries);
    }

    private static Row row(String when, JournalLook own, JournalLook master, String verdict, String words) {
        return row(when, own, master, ago(Duration.ofDays(9)), verdict, words);
    }

    private static Row row(
            String when, JournalLook own, JournalLook master, Instant lastStart, String verdict, String words) {
        return new Row(when, new FrameworkEvidence(own, master, Optional.of(lastStart)), verdict, words);
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("no journal knows it", NOTHING, NOTHING, "unknown", "no journal that can be read here"),
                row(
                        "its journal says that it has moved, and nothing since",
                        free(new JournalEntry.Moved(ago(60))),
                        NOTHING,
                        "unknown",
                        "no journal that can be read here"),
                row("torn down", free(lease(ago(61), HOUR), removed(ago(60))), NOTHING, "gone", "torn down"),
                row("torn down a second ago", free(removed(ago(0))), NOTHING, "gone", "torn down"),
                row(
                        "torn down while its driver stops its tasks",
                        held(removed(ago(60))),
                        NOTHING,
                        "living",
                        "a driver has its journal open"),
                row(
                        "torn down, and a lease after that",
                        free(removed(ago(300)), lease(ago(30), HOUR)),
                        NOTHING,
                        "living",
                        "runs until"),
                row(
                        "torn down, and a lease after that is over",
                        free(removed(ago(300)), lease(ago(200), HOUR)),
                        NOTHING,
                        "gone",
                        "failover_timeout of 3600 s has been over since " + ago(140)),
                row("lease runs", free(lease(ago(59), HOUR)), NOTHING, "living", "runs until " + NOW.plusSeconds(60)),
                row("lease ends now", free(lease(ago(60), HOUR)), NOTHING, "living", "runs until"),
                row("lease just over", free(lease(ago(61), HOUR)), NOTHING, "living", "less than 10 min ago"),
                row("lease over for ten minutes", free(lease(ago(70), HOUR)), NOTHING, "living", "less than 10 min"),
                row("lease over", free(lease(ago(71), HOUR)), NOTHING, "gone", "has been over since " + ago(11)),
                row("lease that never ends", free(lease(ago(600), LONGEST)), NOTHING, "living", "never ends"),
                row(
                        "lease without a failover timeout, and the driver runs",
                        held(lease(ago(60), Duration.ZERO)),
                        NOTHING,
                        "living",
                        "a driver has its journal open"),
                row(
                        "lease without a failover timeout, just written",
                        free(lease(ago(0), Duration.ZERO)),
                        NOTHING,
                        "living",
                        ""),
                row(
                        "lease without a failover timeout, long ago",
                        free(lease(ago(60), Duration.ZERO)),
                        NOTHING,
                        "gone",
                        "0 s has been over"),
                row(
                        "lease over, and the store does not tell who has it",
                        look(Hold.UNKNOWN, lease(ago(600), HOUR)),
                        NOTHING,
                        "unknown",
                        "does not tell whether a driver has it open"),
                row("its journal cannot be read", new Unread("damaged"), NOTHING, "unknown", "damaged"),
                row(
                        "torn down, and the master's journal cannot be read",
                        free(removed(ago(60))),
                        new Unread("damaged too"),
                        "unknown",
                        "damaged too"),
                row(
                        "its journal cannot be read, but its master runs",
                        new Unread("damaged"),
                        held(lease(ago(0), HOUR)),
                        "living",
                        "the master of the cluster runs"),
                row(
                        "lease over, and a task was started since",
                        free(lease(ago(600), HOUR)),
                        NOTHING,
                        ago(589),
                        "unknown",
                        "somebody with another journal"),
                row(
                        "lease over, and a task was started at about its end",
                        free(lease(ago(600), HOUR)),
                        NOTHING,
                        ago(590),
                        "gone",
                        "over"),
                row(
                        "torn down, and a task was started since",
                        free(removed(ago(60))),
                        NOTHING,
                        ago(49),
                        "unknown",
                        "somebody with another journal"),
                row(
                        "moved to a master that runs",
                        free(lease(ago(600), HOUR), new JournalEntry.Moved(ago(500))),
                        held(lease(ago(300), Duration.ZERO)),
                        "living",
                        "the master of the cluster runs"),
                row(
                        "moved to a master that has removed it",
                        free(new JournalEntry.Moved(ago(500))),
                        held(lease(ago(300), HOUR), removed(ago(200))),
                        "gone",
                        "torn down, or removed, at " + ago(200)),
                row(
                        "at a master that ended, within its time",
                        NOTHING,
                        free(lease(ago(30), HOUR)),
                        "living",
                        "runs until"),
                row(
                        "at a master that ended, beyond its time",
                        NOTHING,
                        free(lease(ago(600), HOUR)),
                        "unknown",
                        "the next one gives it time"),
                row(
                        "back from a master that runs to a driver that is gone",
                        free(lease(ago(200), HOUR)),
                        held(lease(ago(300), HOUR)),
                        "gone",
                        "has been over since " + ago(140)),
                row(
                        "removed by a master, and with a driver of its own since",
                        free(lease(ago(30), HOUR)),
                        held(lease(ago(300), HOUR), removed(ago(200))),
                        "living",
                        "runs until"),
                row(
                        "at a master that runs, whose journal it was removed from before",
                        NOTHING,
                        held(removed(ago(300)), lease(ago(1), Duration.ZERO)),
                        "living",
                        "the master of the cluster runs"));
    }

    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void evidence_comes_to_a_verdict(Row row) {
        FrameworkVerdict verdict = Judgement.of(row.evidence(), NOW);

        assertThat(verdict.word()).as(verdict.evidence()).isEqualTo(row.verdict());
        assertThat(verdict.evidence()).contains(row.words());
    }

    /** Whatever else there is to be known, who has a journal open is there. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void whoever_has_its_journal_open_lives(Row row) {
        FrameworkEvidence evidence = row.evidence();
        FrameworkEvidence held = new FrameworkEvidence(
                new Seen(evidence.own().snapshot(), Hold.HELD), evidence.masters(), evidence.lastStart());

        assertThat(Judgement.of(held, NOW).isLiving()).isTrue();
    }

    /** Nothing is taken for gone of which part of the evidence is missing. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void none_is_gone_by_half_the_evidence(Row row) {
        FrameworkEvidence evidence = row.evidence();
        JournalLook unread = new Unread("not to be read");

        assertThat(Judgement.of(new FrameworkEvidence(unread, evidence.masters(), evidence.lastStart()), NOW)
                        .isGone())
                .isFalse();
        assertThat(Judgement.of(new FrameworkEvidence(evidence.own(), unread, evidence.lastStart()), NOW)
                        .isGone())
                .isFalse();
    }
}
