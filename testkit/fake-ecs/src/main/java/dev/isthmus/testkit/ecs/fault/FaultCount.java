package dev.isthmus.testkit.ecs.fault;

/**
 * The progress of a fault rule.
 *
 * @param rule the rule
 * @param calls how many calls were of its operation, in its time and under its conditions
 * @param played how many of them met its fault
 */
public record FaultCount(FaultRule rule, long calls, long played) {
    /** How many calls must still meet the fault for the rule to be played to its end; 0 for a rule that has none. */
    public long left() {
        return rule.occurrence()
                .fold(always -> 0L, next -> next.times() - played, nth -> 1 - played, every -> 0L, chance -> 0L);
    }

    /**
     * Whether the fault was played as often as the rule says; for a rule without an end, whether it was played at all; for one with a
     * probability, always.
     */
    public boolean consumed() {
        if (rule.occurrence() instanceof FaultOccurrence.Chance) {
            return true;
        }
        return played > 0 && left() == 0;
    }

    @Override
    public String toString() {
        return rule + " (" + calls + " such calls, " + played + " met it)";
    }
}
