package dev.isthmus.ecs.budget;

import java.time.Duration;
import java.time.Instant;

/**
 * Decides when ends are found by listing the stopped tasks of the whole cluster, and not by what a listing of the running ones lacks (ADR 63). ECS shows
 * stopped tasks for about an hour: on a large cluster on which little ends they are a page or two, where the running ones are hundreds. Only where both what has ended and
 * the health of tasks is then known no later, out of half of the share. Not thread-safe.
 */
public final class StoppedListing {

    /** For how long a task may run before it shows that it has a health check. */
    public static final Duration NEW = Duration.ofMinutes(5);

    /** How many calls a listing of running tasks takes at least that is spared. */
    private static final int MANY = 10;

    /** How often running tasks are listed nevertheless, if their number allows: others start tasks, too. */
    private static final Duration LISTED = Duration.ofSeconds(60);

    /** How often every live task of ours is described, though nothing points to a change. */
    private static final Duration VERIFIED = Duration.ofSeconds(60);

    /** The same while ends are found here. */
    private static final Duration SELDOM_VERIFIED = Duration.ofMinutes(5);

    private final ReadShare half;
    private final boolean isAllowed;
    /** How many calls the last listing of the stopped tasks took; none if it is not known. */
    private int calls;

    private boolean used;
    /** Whether listing the running tasks takes so many calls that it is worth being spared. */
    private boolean isWorth;

    private Instant next = Instant.MIN;
    private Instant nextTry = Instant.MIN;

    /**
     * Nothing is known of stopped tasks yet.
     *
     * @param share what listings of tasks may take
     * @param isAllowed whether the tasks of others may be known a little later
     */
    public StoppedListing(ReadShare share, boolean isAllowed) {
        this.half = new ReadShare(share.perSecond() / 2);
        this.isAllowed = isAllowed;
    }

    /** Whether ends are found here for now. */
    public boolean isUsed() {
        return used;
    }

    /** Whether stopped tasks are to be listed, while the running ones are not. */
    public boolean isDue(Instant now) {
        return used && !now.isBefore(next);
    }

    /** Whether they are to be listed with the running ones, to learn how many there are. */
    public boolean isTried(Instant now) {
        return isWorth && !now.isBefore(nextTry);
    }

    /**
     * To be called when all stopped tasks were listed.
     *
     * @param begun when that was begun
     * @param stopped how many there are
     */
    public void listed(Instant begun, int stopped) {
        calls = ReadShare.calls(stopped);
        // One that was in vain is not made again until it has become cheap beside all the others.
        nextTry = begun.plus(longer(SELDOM_VERIFIED, half.between(10 * calls)));
    }

    /**
     * To be called when tasks were read; decides anew.
     *
     * @param begun when that was begun
     * @param own how the tasks of the frameworks that are watched can be listed
     * @param all how many calls a listing of them takes with the describes that come with it
     * @param atLeast the least time between two looks
     */
    public void seen(Instant begun, OwnListing own, int all, Duration atLeast) {
        int health = Math.max(0, ReadShare.calls(own.lookedAt()) - ReadShare.calls(own.tasks()));
        isWorth = isAllowed && !own.isNone() && all - health >= MANY;
        used = isWorth && calls > 0 && 2 * (calls + health) <= all;
        next = begun.plus(longer(half.between(calls + health), atLeast));
    }

    /** The time between listings of running tasks. */
    public Duration listings(Duration usual) {
        return used ? longer(LISTED, usual.multipliedBy(2)) : usual;
    }

    /** The time between describing all of ours, given how long a listing of them is earned. */
    public Duration verifications(Duration usual) {
        return used ? longer(SELDOM_VERIFIED, usual.multipliedBy(4)) : longer(VERIFIED, usual.multipliedBy(2));
    }

    /** The clock was set back: what is due keeps its distance. */
    public void setBack(Duration by) {
        next = earlier(next, by);
        nextTry = earlier(nextTry, by);
    }

    private static Instant earlier(Instant at, Duration by) {
        return at.equals(Instant.MIN) ? at : at.minus(by);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
