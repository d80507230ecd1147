package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.call.CallFailure;

/** Counts the attempts of one request that fails with an unknown error, which is final only after a few attempts. Not thread-safe. */
public final class Tries {

    /** The largest number of attempts. */
    public static final int MOST = 3;

    private int refused;

    /** Creates it without attempts. */
    public Tries() {}

    /** Records a failed attempt; returns whether to retry although the category says otherwise. */
    public boolean again(CallFailure failure) {
        return failure.mayPass() && ++refused < MOST;
    }
}
