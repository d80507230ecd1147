package dev.isthmus.testkit.ecs.junit;

/** What a test may not leave behind. */
public enum Leftover {
    /**
     * A {@link dev.isthmus.testkit.ecs.FakeEcs} that was started during the test, by the test itself, and was not closed; it is closed
     * then. For tests that run one after another: of those that run beside each other it cannot tell whose it is.
     */
    OPEN_CLUSTER,
    /** A task of the extension's cluster that has not stopped. */
    RUNNING_TASK,
    /** A rule of faults that was not played as often as it says; see {@link dev.isthmus.testkit.ecs.fault.FaultCount#consumed}. */
    UNCONSUMED_FAULT
}
