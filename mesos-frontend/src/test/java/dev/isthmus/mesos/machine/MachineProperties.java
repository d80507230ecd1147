package dev.isthmus.mesos.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.task.TaskRows;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCollector;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * Random sequences of calls and events against a simple model. Whatever comes in which order, nothing is promised twice, an
 * offer is used once, a launch has one end, what is acknowledged does not come again, not even from a driver that comes after a crash,
 * and no input throws. The states of tasks are those of docs/reference/task-states.md.
 */
class MachineProperties {

    private static final String STATES = "states of tasks";

    @Property
    void point_29_point_48_point_76_whatever_happens_the_machine_keeps_its_promises(
            @ForAll("natures") ModelTold.Nature nature,
            @ForAll("sequences") List<ModelRun.Action> actions,
            @ForAll boolean settled,
            @ForAll ModelRun.Last last) {
        ModelRun run = new ModelRun(nature);
        actions.forEach(run::take);
        run.finish(settled, last);
    }

    /** An agent of which nothing has changed is not looked at again; nothing but time tells the difference. */
    @Property(tries = 250)
    void what_is_skipped_because_nothing_has_changed_would_have_changed_nothing(
            @ForAll("natures") ModelTold.Nature nature,
            @ForAll("sequences") List<ModelRun.Action> actions,
            @ForAll ModelRun.Last last) {
        ModelRun skipping = new ModelRun(nature, true);
        ModelRun looking = new ModelRun(nature, false);
        actions.forEach(skipping::take);
        actions.forEach(looking::take);
        skipping.finish(true, last);
        looking.finish(true, last);
        assertThat(skipping.everything()).isEqualTo(looking.everything());
    }

    @Property(tries = 300)
    @StatisticsReport(label = STATES)
    void every_state_of_a_task_is_seen_and_none_follows_on_another_that_cannot(
            @ForAll("natures") ModelTold.Nature nature, @ForAll("lives") List<ModelRun.Action> actions) {
        ModelRun run = new ModelRun(nature);
        actions.forEach(run::take);
        StatisticsCollector states = Statistics.label(STATES);
        run.seenRows().forEach(states::collect);
        states.coverage(seen -> TaskRows.all().forEach(row -> seen.check(row).count(sequences -> sequences > 0)));
    }

    @Provide
    Arbitrary<ModelTold.Nature> natures() {
        Arbitrary<Boolean> either = Arbitraries.of(false, true);
        return Combinators.combine(either, either, either).as(ModelTold.Nature::new);
    }

    @Provide
    Arbitrary<List<ModelRun.Action>> sequences() {
        return actions(Arbitraries.of(ModelRun.Kind.class), 999, 10);
    }

    /** Of few tasks, and what happens to them alone, so that many go a long way. */
    @Provide
    Arbitrary<List<ModelRun.Action>> lives() {
        return actions(
                Arbitraries.of(
                        ModelRun.Kind.LAUNCH,
                        ModelRun.Kind.ANSWER_LAUNCH,
                        ModelRun.Kind.PHASE,
                        ModelRun.Kind.PHASE,
                        ModelRun.Kind.KILL,
                        ModelRun.Kind.ANSWER_STOP,
                        ModelRun.Kind.ANSWER_STOP,
                        ModelRun.Kind.END,
                        ModelRun.Kind.WAIT),
                7,
                60);
    }

    private static Arbitrary<List<ModelRun.Action>> actions(Arbitrary<ModelRun.Kind> kinds, int most, int fewest) {
        Arbitrary<Integer> choices = Arbitraries.integers().between(0, most);
        return Combinators.combine(kinds, choices, choices)
                .as(ModelRun.Action::new)
                .list()
                .ofMinSize(fewest)
                .ofMaxSize(80);
    }
}
