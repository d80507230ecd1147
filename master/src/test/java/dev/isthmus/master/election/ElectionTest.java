package dev.isthmus.master.election;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.gate.Leadership;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Points 101 to 104 of Mesos's HTTP side: the smallest number leads, and whoever has lost the lead is over. */
class ElectionTest {

    private static final Leadership.Elsewhere ITSELF = new Leadership.Elsewhere("here", 5050);
    private static final Leadership.Elsewhere OTHER = new Leadership.Elsewhere("there", 5051);

    private final Election election = new Election(ITSELF);

    private static Contestant ours(int number) {
        return new Contestant(
                Contestant.PREFIX + String.format(Locale.ROOT, "%010d", number), true, Optional.of(ITSELF));
    }

    private static Contestant other(int number) {
        return new Contestant(
                Contestant.PREFIX + String.format(Locale.ROOT, "%010d", number), false, Optional.of(OTHER));
    }

    private List<ElectionOutput> listed(int session, Contestant... contestants) {
        return election.step(new ElectionInput.Listed(session, List.of(contestants)));
    }

    private void lead() {
        election.step(new ElectionInput.Connected());
        assertThat(listed(0, ours(3))).containsExactly(new ElectionOutput.Stand(new Leadership.Leading()));
    }

    @Test
    void the_first_to_come_enters_and_leads() {
        assertThat(election.step(new ElectionInput.Connected())).containsExactly(new ElectionOutput.Look(0));
        assertThat(listed(0)).containsExactly(new ElectionOutput.Enter(0));
        assertThat(election.step(new ElectionInput.Entered(0))).containsExactly(new ElectionOutput.Look(0));
        assertThat(listed(0, ours(7))).containsExactly(new ElectionOutput.Stand(new Leadership.Leading()));
    }

    @Test
    void a_later_one_follows_and_leads_when_those_before_it_are_gone() {
        election.step(new ElectionInput.Connected());
        assertThat(listed(0, ours(12), other(9))).containsExactly(new ElectionOutput.Stand(OTHER));
        assertThat(election.step(new ElectionInput.Changed(0))).containsExactly(new ElectionOutput.Look(0));
        assertThat(listed(0, ours(12), other(13))).containsExactly(new ElectionOutput.Stand(new Leadership.Leading()));
    }

    /** As text, 10 comes before 9. */
    @Test
    void numbers_are_compared_as_numbers() {
        election.step(new ElectionInput.Connected());
        Contestant nine = new Contestant(Contestant.PREFIX + "9", false, Optional.of(OTHER));
        Contestant ten = new Contestant(Contestant.PREFIX + "10", true, Optional.of(ITSELF));
        assertThat(listed(0, ten, nine)).containsExactly(new ElectionOutput.Stand(OTHER));
    }

    @Test
    void whoever_leads_and_loses_its_session_is_over() {
        lead();
        assertThat(election.step(new ElectionInput.Lost()))
                .containsExactly(new ElectionOutput.Retire("its session with ZooKeeper has ended"));
        assertThat(election.step(new ElectionInput.Connected())).isEmpty();
    }

    @Test
    void whoever_leads_and_finds_its_znode_gone_is_over() {
        lead();
        election.step(new ElectionInput.Changed(0));
        assertThat(listed(0, other(9)))
                .containsExactly(new ElectionOutput.Retire("its znode in ZooKeeper was deleted"));
    }

    @Test
    void one_that_follows_enters_again_in_its_next_session() {
        election.step(new ElectionInput.Connected());
        listed(0, ours(12), other(9));
        assertThat(election.step(new ElectionInput.Lost()))
                .containsExactly(new ElectionOutput.Stand(new Leadership.Nowhere()));
        assertThat(election.step(new ElectionInput.Connected())).containsExactly(new ElectionOutput.Look(1));
        // What the session before still answers says nothing.
        assertThat(listed(0, ours(12))).isEmpty();
        assertThat(listed(1, other(9))).containsExactly(new ElectionOutput.Enter(1));
    }

    @Test
    void of_two_znodes_of_one_session_the_later_is_taken_away() {
        election.step(new ElectionInput.Connected());
        assertThat(listed(0, ours(4), ours(5), other(2)))
                .containsExactly(new ElectionOutput.Remove(0, ours(5).node()), new ElectionOutput.Stand(OTHER));
    }

    /** Whoever is sent to it comes back here. */
    @Test
    void a_predecessor_at_the_same_address_is_nowhere_to_be_sent_to() {
        election.step(new ElectionInput.Connected());
        Contestant predecessor = new Contestant(Contestant.PREFIX + "0000000001", false, Optional.of(ITSELF));
        assertThat(listed(0, predecessor, ours(2))).isEmpty();
        Contestant unreadable = new Contestant(Contestant.PREFIX + "0000000001", false, Optional.empty());
        election.step(new ElectionInput.Changed(0));
        assertThat(listed(0, unreadable, ours(2))).isEmpty();
    }

    @Test
    void a_change_while_the_znodes_are_read_has_them_read_again() {
        election.step(new ElectionInput.Connected());
        assertThat(election.step(new ElectionInput.Changed(0))).isEmpty();
        assertThat(listed(0, ours(3)))
                .containsExactly(new ElectionOutput.Stand(new Leadership.Leading()), new ElectionOutput.Look(0));
    }

    @Test
    void what_fails_is_said_once_and_tried_again() {
        election.step(new ElectionInput.Connected());
        List<ElectionOutput> outputs = new ArrayList<>(election.step(new ElectionInput.Failed(0, "no leave")));
        assertThat(election.step(new ElectionInput.Changed(0))).isEmpty();
        outputs.addAll(election.step(new ElectionInput.Tick(0)));
        outputs.addAll(election.step(new ElectionInput.Failed(0, "no leave")));
        assertThat(outputs)
                .containsExactly(
                        new ElectionOutput.Wake(0, Election.PAUSE),
                        new ElectionOutput.Complain("no leave"),
                        new ElectionOutput.Look(0),
                        new ElectionOutput.Wake(0, Election.PAUSE));
    }

    @Test
    void credentials_that_are_refused_end_it() {
        assertThat(election.step(new ElectionInput.Refused()))
                .containsExactly(new ElectionOutput.Retire("ZooKeeper does not take its user and password"));
    }
}
