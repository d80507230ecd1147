package dev.isthmus.simulation.trace;

/** A component of a world, with its column in a trace. */
public enum Column {
    /** What frameworks ask for. */
    FRAMEWORK(34),
    /** What the frontend tells them. */
    FRONTEND(44),
    /** What the backend calls, and is answered. */
    BACKEND(44),
    /** What happens in the cluster. */
    ECS(38),
    /** What becomes of writes to journals. */
    JOURNAL(26),
    /** What operators and chance do. */
    OPERATOR(30);

    private final int width;

    Column(int width) {
        this.width = width;
    }

    int width() {
        return width;
    }
}
