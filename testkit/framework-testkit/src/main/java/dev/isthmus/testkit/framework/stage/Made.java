package dev.isthmus.testkit.framework.stage;

/** A call that was made: when, what came of it, and whether an expectation was met by it. */
public final class Made {

    private final DriverCall call;
    private final int step;
    private boolean arrived;
    private int takenAt;

    Made(DriverCall call, int step) {
        this.call = call;
        this.step = step;
    }

    public DriverCall call() {
        return call;
    }

    public int step() {
        return step;
    }

    /** Of a launch: whether the master let it through to the cluster. */
    public boolean hasArrived() {
        return arrived;
    }

    void arrive() {
        arrived = true;
    }

    public boolean isTaken() {
        return takenAt > 0;
    }

    /** The step whose expectation it met. */
    public int takenAt() {
        return takenAt;
    }

    public void take(int atStep) {
        takenAt = atStep;
    }

    /** Whether nobody need expect it: it was not called, it followed from a return. */
    public boolean isByTheWay() {
        return call instanceof DriverCall.Acknowledge acknowledge && acknowledge.byReturn();
    }
}
