package dev.isthmus.mesos.machine.many;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.many.SharingStory.Happening;
import dev.isthmus.mesos.machine.many.SharingStory.Step;
import dev.isthmus.mesos.messages.Protos.Offer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Laws of a machine of several frameworks, whatever happens to them. */
class SharingProperties {

    @Property(tries = 300)
    void required_MM01_nothing_is_promised_to_two_nobody_hears_of_others_and_nothing_is_kept_of_who_has_gone(
            @ForAll("stories") List<Step> story) {
        new SharingStory().play(story);
    }

    @Property(tries = 200)
    void required_MM02_what_others_do_changes_nothing_of_what_one_is_told_of_its_tasks(
            @ForAll("steps") List<Step> steps) {
        List<Step> together = steps.stream()
                .filter(step -> step.who() != 0 || !step.happening().isAboutOffers())
                .toList();
        List<Step> alone = together.stream()
                .filter(step -> step.who() == 0 || step.happening().isOfAll())
                .toList();
        assertThat(new SharingStory().told(0, together)).isEqualTo(new SharingStory().told(0, alone));
    }

    @Provide
    static Arbitrary<List<Step>> stories() {
        return steps().map(SharingProperties::begun);
    }

    @Provide
    static Arbitrary<List<Step>> steps() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.of(Happening.class),
                        Arbitraries.integers().between(0, SharingStory.FRAMEWORKS - 1),
                        Arbitraries.integers().between(0, 9))
                .as(Step::new);
        return step.list().ofMinSize(1).ofMaxSize(80);
    }

    /** Most stories begin with what most need. */
    private static List<Step> begun(List<Step> steps) {
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < SharingStory.FRAMEWORKS; i++) {
            if (steps.get(0).what() != i) {
                all.add(new Step(Happening.SUBSCRIBE, i, 0));
            }
            all.add(new Step(Happening.SEE_AGENT, i, 0));
        }
        all.add(new Step(Happening.COMPLETE, 0, 0));
        all.addAll(steps);
        return all;
    }

    @Property(tries = 100)
    void required_MM07_with_equal_agents_and_frameworks_that_take_all_shares_differ_by_at_most_one_agent(
            @ForAll @IntRange(min = 1, max = 6) int frameworks, @ForAll @IntRange(min = 1, max = 20) int agents) {
        MasterRig rig = new MasterRig();
        for (int i = 0; i < frameworks; i++) {
            rig.subscribe("f" + i, Messages.framework());
        }
        for (int i = 0; i < agents; i++) {
            rig.see(Messages.agent("a" + i));
        }
        rig.complete();
        for (int second = 0; second < 3; second++) {
            for (int i = 0; i < frameworks; i++) {
                for (Offer offer : rig.offers("f" + i)) {
                    if (Messages.scalar(offer, "cpus") == 0) {
                        // What a task of all CPUs leaves.
                        continue;
                    }
                    rig.run("f" + i, offer, Messages.task("t-" + offer.getId().getValue(), offer, 2, 100));
                }
            }
            rig.advance(Duration.ofSeconds(1));
        }
        Map<String, Integer> held = new LinkedHashMap<>();
        for (MasterView.OfFramework each : rig.machine().view().frameworks()) {
            held.put(each.framework().id().value(), each.tasks().size());
        }
        int most = held.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        int least = held.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
        assertThat(held.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(agents);
        assertThat(most - least).as("agents of each: %s", held).isLessThanOrEqualTo(1);
    }
}
