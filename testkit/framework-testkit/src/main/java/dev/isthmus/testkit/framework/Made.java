package dev.isthmus.testkit.framework;

/** A call that was made: when, what came of it, and whether an expectation was met by it. */
final class Made {

    private final DriverCall call;
    private final int step;
    private boolean arrived;
    private int takenAt;

    Made(DriverCall call, int step) {
        this.call = call;
        this.step = step;
    }

    DriverCall call() {
        return call;
    }

    int step() {
        return step;
    }

    /** Of a launch: whether the master let it through to the cluster. */
    boolean hasArrived() {
        return arrived;
    }

    void arrive() {
        arrived = true;
    }

    boolean isTaken() {
        return takenAt > 0;
    }

    /** The step whose expectation it met. */
    int takenAt() {
        return takenAt;
    }

    void take(int atStep) {
        takenAt = atStep;
    }

    /** Whether nobody need expect it: it was not called, it followed from a return. */
    boolean isByTheWay() {
        return call instanceof DriverCall.Acknowledge acknowledge && acknowledge.byReturn();
    }
}
