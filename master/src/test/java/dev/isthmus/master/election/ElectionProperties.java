package dev.isthmus.master.election;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Three masters and a ZooKeeper that lose answers and sessions, in any order. */
class ElectionProperties {

    @Provide
    Arbitrary<List<ElectionRig.Event>> stories() {
        return Arbitraries.of(ElectionRig.Event.class).list().ofMaxSize(120);
    }

    /** Two may believe that they lead, while one has not heard that its session is over: that is what the journal's fence is for. */
    @Property
    void of_those_whose_session_lives_one_leads_at_most(
            @ForAll("stories") List<ElectionRig.Event> story, @ForAll("choices") List<Integer> choices) {
        ElectionRig rig = new ElectionRig();
        for (int i = 0; i < story.size(); i++) {
            rig.play(story.get(i), choices.get(i % choices.size()));
            assertThat(rig.leadersWithASession()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Property
    void when_all_is_quiet_one_leads_and_the_others_know_it(
            @ForAll("stories") List<ElectionRig.Event> story, @ForAll("choices") List<Integer> choices) {
        ElectionRig rig = new ElectionRig();
        for (int i = 0; i < story.size(); i++) {
            rig.play(story.get(i), choices.get(i % choices.size()));
        }
        rig.settle();
        assertThat(rig.problem()).isEmpty();
    }

    @Provide
    Arbitrary<List<Integer>> choices() {
        return Arbitraries.integers().between(0, 1_000).list().ofMinSize(1).ofMaxSize(40);
    }
}
