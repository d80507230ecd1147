package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.budget.PagedReads;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is due to be looked at in a round. On a large cluster a listing is many calls, and others need the account's budget too: each kind of
 * look is done as often as its cost allows, out of a share of that budget.
 *
 * <p>Not thread-safe: used within steps only.
 */
final class PollSchedule {

    /** How often at most stopped tasks are listed while a start is being settled. */
    private static final Duration SEARCH = Duration.ofSeconds(5);

    /** How much of the window is left for reading what has shown in it, at most. */
    private static final Duration FOR_SWEEP = Duration.ofSeconds(1);

    /** How often every live task of ours is described, though nothing points to a change. */
    private static final Duration VERIFY = Duration.ofSeconds(60);

    /** From how many agents on the stopped tasks of the whole cluster are listed, and not those of each agent. */
    private static final int MANY_AGENTS = 20;

    /** What part of our budget for reading listings of tasks may take. */
    private static final double FOR_TASKS = 0.4;

    /** What part of it looks at all the instances may take. */
    private static final double FOR_INSTANCES = 0.2;

    private final Duration whole;
    private final Duration window;
    private final double readsPerSecond;
    private boolean recover;
    /** When the tasks of an earlier process began to be looked for: it has started none after that. */
    private Instant begunAt = Instant.MIN;

    private Instant nextTasks = Instant.MIN;
    private Instant nextWhole = Instant.MIN;
    private Instant nextVerify = Instant.MIN;
    private Instant nextSearch = Instant.MIN;
    private Instant nextInstances = Instant.MIN;
    private Instant sweepAt = Instant.MAX;
    private Instant last = Instant.MIN;

    /**
     * What a round looks at.
     *
     * @param begun when it is begun
     * @param tasks whether running tasks are listed
     * @param whole whether they are listed of the whole cluster, or those of our framework alone
     * @param everywhere whether stopped tasks are listed of the whole cluster
     * @param settling agents on which starts are searched for, among the stopped tasks
     * @param verify whether all of our tasks are described
     * @param recovering whether it is the first for our framework
     * @param instances whether all instances are looked at
     */
    record Look(
            Instant begun,
            boolean tasks,
            boolean whole,
            boolean everywhere,
            Set<AgentId> settling,
            boolean verify,
            boolean recovering,
            boolean instances) {

        /** Whether starts whose answers were lost are searched for. */
        boolean searches() {
            return everywhere || !settling.isEmpty();
        }

        /** Whether there is nothing to be done. */
        boolean isEmpty() {
            return !tasks && !instances;
        }
    }

    /**
     * Nothing done yet.
     *
     * @param whole how often the whole cluster is looked at, if its size allows
     * @param window how long ECS may take to show what was done
     * @param readsPerSecond how many reads our budget has
     */
    PollSchedule(Duration whole, Duration window, double readsPerSecond) {
        this.whole = whole;
        this.window = window;
        this.readsPerSecond = readsPerSecond;
    }

    /**
     * The next round is to find the tasks of an earlier process, which has done what it did before now. It looks at the instances too: what was
     * told of them does not count what ended tasks have left there.
     */
    void recover(Instant now) {
        recover = true;
        begunAt = now;
        nextInstances = Instant.MIN;
    }

    /**
     * How long it is until stopped tasks are listed once more, for what an earlier process started at its end; that is done in time, however
     * seldom the cluster is looked at otherwise.
     */
    Duration untilSweep(Instant now) {
        if (sweepAt.equals(Instant.MAX)) {
            return Duration.ofSeconds(Long.MAX_VALUE);
        }
        return due(sweepAt, now) ? Duration.ZERO : Duration.between(now, sweepAt);
    }

    /** Whether that is still to be done. */
    boolean recovering() {
        return recover;
    }

    /** What is due now. */
    Look next(Instant now, boolean ours, Supplier<Set<AgentId>> starts) {
        if (now.isBefore(last)) {
            setBack(Duration.between(now, last));
        }
        last = now;
        boolean everywhere = recover || due(sweepAt, now);
        Set<AgentId> settling = everywhere || due(nextSearch, now) ? starts.get() : Set.of();
        everywhere |= settling.size() > MANY_AGENTS;
        boolean all = everywhere || !ours || due(nextWhole, now);
        boolean tasks = everywhere || !settling.isEmpty() || due(nextTasks, now);
        boolean verify = recover || (tasks && due(nextVerify, now));
        return new Look(now, tasks, all, everywhere, settling, verify, recover, due(nextInstances, now));
    }

    /** The clock was set back: what is due keeps its distance, or nothing would be until it is where it was. */
    private void setBack(Duration by) {
        nextTasks = earlier(nextTasks, by);
        nextWhole = earlier(nextWhole, by);
        nextVerify = earlier(nextVerify, by);
        nextSearch = earlier(nextSearch, by);
        nextInstances = earlier(nextInstances, by);
        sweepAt = earlier(sweepAt, by);
        begunAt = earlier(begunAt, by);
    }

    private static Instant earlier(Instant at, Duration by) {
        return at.equals(Instant.MIN) || at.equals(Instant.MAX) ? at : at.minus(by);
    }

    private static boolean due(Instant at, Instant now) {
        return !now.isBefore(at);
    }

    /**
     * The tasks have been looked at.
     *
     * @param listed how many were listed as running
     * @param next how many a listing that is not of the whole cluster would list and have described
     */
    void tasksSeen(Look look, int listed, int next) {
        Instant begun = look.begun();
        if (look.whole()) {
            nextWhole = begun.plus(longer(whole, time(pages(listed), FOR_TASKS)));
        }
        nextTasks = begun.plus(time(pages(next), FOR_TASKS));
        if (look.verify()) {
            nextVerify = begun.plus(longer(VERIFY, time(2 * pages(next), FOR_TASKS)));
        }
        if (look.searches()) {
            nextSearch = begun.plus(SEARCH.compareTo(window) < 0 ? SEARCH : window);
        }
        if (look.everywhere() && due(sweepAt, begun)) {
            sweepAt = Instant.MAX;
        }
        if (look.recovering()) {
            recover = false;
            // A start of an earlier process whose answer it never saw may become visible only now, and end at once.
            Duration reading = window.dividedBy(10);
            sweepAt = begunAt.plus(window).minus(reading.compareTo(FOR_SWEEP) < 0 ? reading : FOR_SWEEP);
        }
    }

    /** All instances have been looked at: so many. */
    void instancesSeen(Look look, int count) {
        if (recover) {
            return; // begun before what is to be recovered was known of
        }
        nextInstances = look.begun().plus(time(2 * pages(count), FOR_INSTANCES));
    }

    /** There was no contact with ECS: what is known of the instances may be old. */
    void contactLost() {
        nextInstances = Instant.MIN;
    }

    /** Tasks could not be described: the next round is to find out why. */
    void describeAll() {
        nextTasks = Instant.MIN;
        nextVerify = Instant.MIN;
    }

    /** How long so many tasks have to be left alone between describes of all of them. */
    Duration rest(int tasks) {
        return time(pages(tasks), FOR_TASKS);
    }

    private Duration time(int calls, double share) {
        return Duration.ofNanos((long) (calls * 1e9 / (readsPerSecond * share)));
    }

    private static int pages(int count) {
        return Math.max(1, (count + PagedReads.BATCH - 1) / PagedReads.BATCH);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
