package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.step.ClockShift;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides when ends are found by listing the stopped tasks of the whole cluster, and not by what a listing of the running ones lacks (ADR 63). ECS shows
 * stopped tasks for about an hour: on a large cluster on which little ends they are a page or two, where the running ones are hundreds. Only where a listing of
 * the running ones is not affordable in every round, and where both what has ended and the health of tasks is then known no later, out of half of the share. Not thread-safe.
 */
public final class StoppedListing {

    /** For how long a task may run before it shows that it has a health check. */
    private static final Duration NEW = Duration.ofMinutes(5);

    /** How many calls a listing of running tasks takes at least that is spared. */
    private static final int MANY = 10;

    /** How often running tasks are listed nevertheless, if their number allows: others start tasks, too. */
    private static final Duration LISTED = Duration.ofSeconds(60);

    /** How often every live task of ours is described, though nothing points to a change. */
    private static final Duration VERIFIED = Duration.ofSeconds(60);

    /** The same while ends are found here. */
    private static final Duration SELDOM_VERIFIED = Duration.ofMinutes(5);

    /** What part of the calls of a listing of the running tasks those in its place may be: so what has ended is known no later when they turn out to be more, too. */
    private static final int PART = 3;

    private final ReadShare share;
    private final ReadShare half;
    private final Duration idle;
    private final boolean isAllowed;
    /** How many calls the last listing of the stopped tasks took; none if it is not known. */
    private int calls;

    /** How many it may take. */
    private int most;

    /** The time between listings of running tasks that the share allows. */
    private Duration usual = Duration.ZERO;

    private Duration atLeast = Duration.ZERO;

    private boolean used;
    /** Whether listing the running tasks takes so many calls that it is worth being spared. */
    private boolean isWorth;

    private Instant next = Instant.MIN;
    private Instant nextTry = Instant.MIN;
    /** Until when running tasks are listed as often as can be. */
    private Instant suspended = Instant.MIN;

    /**
     * Nothing is known of stopped tasks yet.
     *
     * @param share what listings of tasks may take
     * @param idle the time between rounds in which nothing changes
     * @param isAllowed whether the tasks of others may be known a little later
     */
    public StoppedListing(ReadShare share, Duration idle, boolean isAllowed) {
        this.share = share;
        this.idle = idle;
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

    /**
     * Whether it would be worth it, and they are to be listed to learn how many there are: where that does not hold up the next listing of running tasks, from
     * which ends are known meanwhile.
     *
     * @param nextListing when that is to begin
     */
    public boolean isTried(Instant now, Instant nextListing) {
        boolean isTime = !now.isBefore(nextTry) && !now.plus(usual.dividedBy(4)).isAfter(nextListing);
        return isWorth && !used && isTime && atLeast.isZero();
    }

    /** How many of them are enough, as ends are not found here if there are more. */
    public int enough() {
        return most * PagedReads.BATCH + 1;
    }

    /** Ends are not found here until then, so that running tasks are listed as often as can be. */
    public void suspend(Instant until) {
        suspended = until.isAfter(suspended) ? until : suspended;
        used = false;
        isWorth = false;
    }

    /**
     * To be called when stopped tasks were listed, all or {@linkplain #enough}.
     *
     * @param begun when that was begun
     * @param stopped how many
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
        this.atLeast = atLeast;
        usual = share.between(all);
        int health = Math.max(0, ReadShare.calls(own.lookedAt()) - ReadShare.calls(own.tasks()));
        most = all / PART - health;
        boolean isSpared = all - health >= MANY && usual.compareTo(idle) > 0;
        isWorth = isAllowed && !own.isNone() && isSpared && most > 0 && !begun.isBefore(suspended);
        used = isWorth && calls > 0 && calls <= most;
        if (!isWorth) {
            // It may be different when it is worth it again.
            calls = 0;
            nextTry = Instant.MIN;
        }
        next = begun.plus(longer(half.between(calls + health), atLeast));
    }

    /** The time between listings of running tasks. */
    public Duration listings() {
        return longer(used ? longer(LISTED, usual.multipliedBy(2)) : usual, atLeast);
    }

    /** The time between describing all of ours. */
    public Duration verifications() {
        Duration enough =
                used ? longer(SELDOM_VERIFIED, usual.multipliedBy(4)) : longer(VERIFIED, usual.multipliedBy(2));
        return longer(enough, atLeast);
    }

    /** From when on a task has run that is described with each listing of the running ones, as it may turn out to have a health check; none while all are so often. */
    public Instant young(Instant now) {
        return used ? now.minus(longer(NEW, listings().multipliedBy(2))) : Instant.MAX;
    }

    /** The clock was set back: what is due keeps its distance. */
    public void setBack(Duration by) {
        next = ClockShift.earlier(next, by);
        nextTry = ClockShift.earlier(nextTry, by);
        suspended = ClockShift.earlier(suspended, by);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
