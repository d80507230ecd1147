package dev.isthmus.api.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.LaunchId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JournalSnapshotTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static JournalEntry.Acknowledged end(char digit, Instant at) {
        return new JournalEntry.Acknowledged(new LaunchId(String.valueOf(digit).repeat(32)), at);
    }

    private static JournalEntry.Lease lease(Instant seen, Duration failoverTimeout) {
        return new JournalEntry.Lease(seen, failoverTimeout, Map.of("principal", "ops"));
    }

    @Test
    void of_several_leases_the_last_counts_and_of_several_acknowledgements_the_first() {
        JournalSnapshot recollection = JournalSnapshot.of(List.of(
                lease(NOON, Duration.ZERO),
                end('b', NOON),
                lease(NOON.plusSeconds(9), Duration.ofDays(1)),
                end('a', NOON.plusSeconds(1)),
                end('b', NOON.plusSeconds(2))));

        assertThat(recollection.lease()).contains(lease(NOON.plusSeconds(9), Duration.ofDays(1)));
        assertThat(List.copyOf(recollection.acknowledged().entrySet()))
                .containsExactly(
                        Map.entry(end('b', NOON).launch(), NOON),
                        Map.entry(end('a', NOON).launch(), NOON.plusSeconds(1)));
        assertThat(JournalSnapshot.of(recollection.entries())).isEqualTo(recollection);
    }

    @Test
    void what_is_older_than_a_time_is_left_out() {
        JournalSnapshot recollection =
                JournalSnapshot.of(List.of(end('a', NOON.minusNanos(1)), end('b', NOON), lease(NOON, Duration.ZERO)));

        assertThat(recollection.since(NOON).entries()).containsExactly(end('b', NOON), lease(NOON, Duration.ZERO));
    }

    @Test
    void a_framework_ends_when_it_is_removed_or_its_lease_is_over() {
        JournalEntry.Lease week = lease(NOON, Duration.ofDays(7));

        assertThat(JournalSnapshot.of(List.of(end('a', NOON))).end()).isEmpty();
        assertThat(JournalSnapshot.of(List.of(week)).end()).contains(NOON.plus(Duration.ofDays(7)));
        assertThat(JournalSnapshot.of(List.of(week, new JournalEntry.Removed(NOON.plusSeconds(1))))
                        .end())
                .contains(NOON.plusSeconds(1));
        assertThat(JournalSnapshot.of(List.of(lease(Instant.MAX, Duration.ofDays(7))))
                        .end())
                .as("a time that cannot be written down never comes")
                .isEmpty();
    }
}
