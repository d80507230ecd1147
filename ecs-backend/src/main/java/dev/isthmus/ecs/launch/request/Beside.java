package dev.isthmus.ecs.launch.request;

/**
 * What of what a task takes the containers beside its own reserve: ECS accounts the reservations of all of them, for as long as the task lives.
 *
 * @param cpu units
 * @param memory MiB
 * @param what they are, for messages
 */
record Beside(int cpu, int memory, String what) {

    /** No container. */
    static final Beside NOTHING = new Beside(0, 0, "");
}
