package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.call.CallFailure;

/** Counts the tries of one request that ECS refuses in words nobody knows: those are taken as final only after a few. Not thread-safe. */
public final class Tries {

    /** How often such a request is made in all. */
    public static final int MOST = 3;

    private int refused;

    /** None made yet. */
    public Tries() {}

    /** A try has failed: whether there is to be another, though its category does not say so. */
    public boolean again(CallFailure failure) {
        return failure.mayPass() && ++refused < MOST;
    }
}
