package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is due to be looked at, and when. */
class AgendaTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final Agenda agenda = new Agenda(Duration.ofSeconds(5), WINDOW);
    private Set<AgentId> settling = Set.of();

    private Agenda.Look at(long seconds) {
        return agenda.next(START.plusSeconds(seconds), true, () -> settling);
    }

    private Agenda.Look doneAt(long seconds) {
        Agenda.Look look = at(seconds);
        agenda.done(look);
        return look;
    }

    private static Set<AgentId> agents(int count) {
        return IntStream.range(0, count).mapToObj(i -> new AgentId("a" + i)).collect(Collectors.toSet());
    }

    @Test
    void recoveryLooksEverywhereAndOnceMoreWhenTheWindowHasPassed() {
        agenda.recover();
        assertThat(doneAt(0).recovering()).isTrue();
        assertThat(agenda.recovering()).isFalse();
        assertThat(doneAt(59).everywhere()).isFalse();
        assertThat(doneAt(60).everywhere()).isTrue();
        assertThat(doneAt(120).everywhere()).as("and never again").isFalse();
    }

    @Test
    void recoveryThatFailedIsStillDue() {
        agenda.recover();
        assertThat(at(0).recovering()).isTrue();
        assertThat(at(1).recovering()).isTrue();
    }

    @Test
    void wideSearchInBetweenDoesNotReplaceTheSecondLookOfRecovery() {
        agenda.recover();
        doneAt(0);
        settling = agents(21);
        assertThat(doneAt(30).everywhere()).as("many agents").isTrue();
        settling = Set.of();
        assertThat(doneAt(61).everywhere()).isTrue();
    }

    @Test
    void fewAgentsAreSearchedEachByItselfEveryFiveSeconds() {
        settling = agents(20);
        assertThat(doneAt(0).settling()).hasSize(20);
        assertThat(doneAt(4).searches()).isFalse();
        Agenda.Look look = doneAt(5);
        assertThat(look.searches()).isTrue();
        assertThat(look.everywhere()).isFalse();
    }

    @Test
    void wholeClusterIsLookedAtAtTheQuietPaceAndOursIsVerifiedOnceAMinute() {
        Agenda.Look first = doneAt(0);
        assertThat(first.whole()).isTrue();
        assertThat(first.verify()).isTrue();
        assertThat(doneAt(1).whole()).isFalse();
        assertThat(doneAt(5).whole()).isTrue();
        assertThat(doneAt(59).verify()).isFalse();
        assertThat(doneAt(60).verify()).isTrue();
    }

    @Test
    void withoutAFrameworkTheWholeClusterIsLookedAtAlways() {
        doneAt(0);
        assertThat(agenda.next(START.plusSeconds(1), false, Set::of).whole()).isTrue();
    }
}
