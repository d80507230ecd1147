package dev.isthmus.testkit.ecs;

/** Starts a fake cluster, prints its endpoint, and runs until its standard input ends. For clients that are not Java. */
public final class FakeEcsMain {
    private FakeEcsMain() {}

    /** Takes no arguments. */
    public static void main(String[] args) throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .otherCluster("empty")
                .build())) {
            System.out.println(ecs.endpoint());
            while (System.in.read() >= 0) {
                // Whoever holds the other end decides how long this runs.
            }
        }
    }
}
