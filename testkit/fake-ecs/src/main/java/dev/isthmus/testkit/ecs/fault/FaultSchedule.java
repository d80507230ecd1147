package dev.isthmus.testkit.ecs.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * The fault rules of a fake, as a value: a test writes it, a scenario file contains it, a generator makes it, and
 * {@link dev.isthmus.testkit.ecs.FakeEcs#start(dev.isthmus.testkit.ecs.FakeEcsConfig, FaultSchedule)} plays it. A call meets one fault at
 * most: that of the first rule that has one for it. The same schedule and the same sequence of calls give the same faults.
 *
 * @param seed what rules with a probability and shuffled answers draw from
 * @param rules in order of precedence
 */
public record FaultSchedule(long seed, List<FaultRule> rules) {
    /** Nothing goes wrong. */
    public static final FaultSchedule NONE = new FaultSchedule(0, List.of());

    /** Copies. */
    public FaultSchedule {
        rules = List.copyOf(rules);
    }

    /** These rules, with a seed of 0. */
    public static FaultSchedule of(FaultRule... rules) {
        return new FaultSchedule(0, List.of(rules));
    }

    /** This with another seed. */
    public FaultSchedule withSeed(long other) {
        return new FaultSchedule(other, rules);
    }

    /** This with one more rule, the last. */
    public FaultSchedule with(FaultRule rule) {
        List<FaultRule> more = new ArrayList<>(rules);
        more.add(rule);
        return new FaultSchedule(seed, more);
    }

    /** A line for each rule. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("faults under seed ").append(seed).append(':');
        if (rules.isEmpty()) {
            return text.append(" none").toString();
        }
        for (int i = 0; i < rules.size(); i++) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(i + 1)
                    .append(". ")
                    .append(rules.get(i));
        }
        return text.toString();
    }
}
