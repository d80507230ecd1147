package dev.isthmus.mesos.machine;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Random sequences of calls and events against a simple model. Whatever comes in which order, nothing is promised twice, an
 * offer is used once, a launch has one end, what is acknowledged does not come again, not even from a driver that comes after a crash,
 * and no input throws.
 */
class MachineProperties {

    @Property(tries = 1500)
    void point_29_point_48_point_76_whatever_happens_the_machine_keeps_its_promises(
            @ForAll("natures") ModelTold.Nature nature,
            @ForAll("sequences") List<ModelRun.Action> actions,
            @ForAll boolean settled,
            @ForAll ModelRun.Last last) {
        ModelRun run = new ModelRun(nature);
        actions.forEach(run::take);
        run.finish(settled, last);
    }

    @Provide
    Arbitrary<ModelTold.Nature> natures() {
        Arbitrary<Boolean> either = Arbitraries.of(false, true);
        return Combinators.combine(either, either, either).as(ModelTold.Nature::new);
    }

    @Provide
    Arbitrary<List<ModelRun.Action>> sequences() {
        Arbitrary<ModelRun.Kind> kinds = Arbitraries.of(ModelRun.Kind.class);
        Arbitrary<Integer> choices = Arbitraries.integers().between(0, 999);
        return Combinators.combine(kinds, choices, choices)
                .as(ModelRun.Action::new)
                .list()
                .ofMinSize(10)
                .ofMaxSize(80);
    }
}
