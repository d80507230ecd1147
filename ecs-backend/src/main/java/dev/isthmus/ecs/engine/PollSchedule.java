package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.budget.OwnListing;
import dev.isthmus.ecs.budget.ReadShare;
import dev.isthmus.ecs.budget.StoppedListing;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.call.ThrottleBucket;
import dev.isthmus.ecs.engine.RoundState.Look;
import dev.isthmus.ecs.event.PolledRounds;
import dev.isthmus.ecs.growth.VirtualAgents;
import dev.isthmus.ecs.step.ClockShift;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Decides what to read in each polling round. On a large cluster a listing needs many calls, and others use the request budget of the account, too,
 * so each kind of read is done as often as its cost allows within a share of the budget.
 *
 * <p>Not thread-safe: used within steps only.
 */
final class PollSchedule implements PolledRounds {

    /** How often at most stopped tasks are listed while a start is being settled. */
    private static final Duration SEARCH = Duration.ofSeconds(5);

    /** From how many agents on the stopped tasks of the whole cluster are listed, and not those of each agent. */
    private static final int MANY_AGENTS = 20;

    /** What part of our budget for reading listings of tasks may take. */
    private static final double FOR_TASKS = 0.4;

    /** What part of it looks at all the instances may take. */
    private static final double FOR_INSTANCES = 0.2;

    /** For how long running tasks are listed as often as can be after a task of ours was given up that may run. */
    private static final Duration SOUGHT = Duration.ofHours(1);

    private final Duration whole;
    private final Duration window;
    private final ReadShare forTasks;
    private final ReadShare forInstances;
    private final RecoverySchedule recoveries;
    private final StoppedListing ends;
    /** Whether all stopped tasks are still to be read: those that are stopping hold what they have, and are listed as stopped. */
    private boolean stoppedUnread = true;
    /** How many tasks ran on the cluster when all were listed last. */
    private int running;
    /** Whether running tasks are to be listed in place of stopped ones again. */
    private boolean left;

    /** When running tasks were listed last. */
    private Instant listed = Instant.MIN;

    private Instant nextTasks = Instant.MIN;
    private Instant nextWhole = Instant.MIN;
    private Instant nextVerify = Instant.MIN;
    private Instant nextSearch = Instant.MIN;
    private Instant nextInstances = Instant.MIN;
    /** When the instances would be read next, did events not tell of them. */
    private Instant soonestInstances = Instant.MIN;
    /** The least time between two listings of one kind. */
    private Duration atLeast = Duration.ZERO;

    private boolean read;
    private boolean changed; // the instances, perhaps, since they were begun to be read last
    private Instant last = Instant.MIN;

    /**
     * Creates a schedule with everything due.
     *
     * @param whole the polling interval of the whole cluster, if its size allows
     * @param window how long ECS may take to show the effect of a call
     * @param readsPerSecond the reads a second within the budget
     * @param slots whether there are slots, which the tasks of others hold from when they are known
     */
    PollSchedule(Duration whole, Duration window, double readsPerSecond, boolean slots) {
        this.whole = whole;
        this.window = window;
        this.recoveries = new RecoverySchedule(window);
        this.forTasks = new ReadShare(readsPerSecond * FOR_TASKS);
        this.forInstances = new ReadShare(readsPerSecond * FOR_INSTANCES);
        this.ends = new StoppedListing(forTasks, whole, !slots);
    }

    /** Creates the schedule of an engine, with everything due. What is raised is for bursts, and not there while it is in doubt. */
    PollSchedule(EngineOptions options) {
        this(
                options.idle(),
                options.window(),
                options.budget().perSecond(ThrottleBucket.CLUSTER_READ),
                options.defaults().hasSlots());
    }

    /**
     * Schedules the recovery of the tasks of a framework that is watched from now on, and whose earlier processes have made their last call before. The first
     * one reads the instances, too, because what was reported of them does not include what ended tasks have left.
     */
    void recover(long watch, Instant now) {
        recoveries.begin(watch, now);
        if (!recoveries.any()) {
            nextInstances = Instant.MIN;
            nextVerify = Instant.MIN;
        }
    }

    /** A framework is watched no longer. */
    void forget(long watch) {
        recoveries.end(watch);
    }

    /** The time until stopped tasks are listed once more, to find what an earlier process started last; that is not delayed on large clusters. */
    Duration untilSweep(Instant now) {
        return recoveries.untilSweep(now);
    }

    /** Whether the recovery of a framework is not complete. */
    boolean recovering() {
        return !recoveries.open().isEmpty();
    }

    /**
     * What to read now.
     *
     * @param own how the tasks of the frameworks that are watched can be listed by themselves
     * @param starts the agents on which the tasks of lost starts may run
     */
    Look next(Instant now, OwnListing own, Set<AgentId> starts) {
        if (now.isBefore(last)) {
            setBack(Duration.between(now, last));
        }
        last = now;
        changed &= !due(nextInstances, now);
        List<Long> open = recoveries.open();
        boolean everywhere = stoppedUnread || !open.isEmpty() || recoveries.isSweepDue(now);
        Set<AgentId> settling = everywhere || due(nextSearch, now) ? starts : Set.of();
        // No container instance is there to list those of a slot by.
        everywhere |= settling.size() > MANY_AGENTS || settling.stream().anyMatch(VirtualAgents::isSlot);
        boolean all = everywhere || own.isNone() || own.isCheaperWhole(running) || due(nextWhole, now);
        boolean tasks = everywhere || !settling.isEmpty() || due(nextTasks, now);
        List<TaskFilter> listings = all ? Look.WHOLE : own.filters();
        boolean verify = tasks && due(nextVerify, now);
        boolean stopped = !tasks && (ends.isDue(now) || ends.isTried(now, nextTasks));
        return new Look(
                now,
                tasks ? listings : List.of(),
                everywhere,
                stopped ? ends.enough() : 0,
                settling,
                verify,
                tasks ? ends.young(now) : Instant.MAX,
                open,
                due(nextInstances, now));
    }

    /** Whether the next round is to come soon though nothing changes: how ends are found changes. */
    boolean isPressing(Instant now) {
        return left ? due(nextTasks, now) : ends.isTried(now, nextTasks);
    }

    /** A task of ours may run though it was given up, or twice. Only a listing of running tasks shows that, and these are as often as can be for a while. */
    void seek(Instant now) {
        boolean spared = ends.isUsed();
        ends.suspend(now.plus(SOUGHT));
        if (spared) {
            leave();
        }
    }

    /** Running tasks are listed in place of stopped ones: they and the health of tasks are looked at when they would have been. */
    private void leave() {
        left = true;
        nextTasks = Collections.min(List.of(nextTasks, listed.plus(ends.listings())));
        nextVerify = Collections.min(List.of(nextVerify, listed.plus(ends.verifications())));
    }

    /** The clock was set back: what is due keeps its distance, or nothing would be until it is where it was. */
    private void setBack(Duration by) {
        nextTasks = ClockShift.earlier(nextTasks, by);
        listed = ClockShift.earlier(listed, by);
        nextWhole = ClockShift.earlier(nextWhole, by);
        nextVerify = ClockShift.earlier(nextVerify, by);
        nextSearch = ClockShift.earlier(nextSearch, by);
        nextInstances = ClockShift.earlier(nextInstances, by);
        soonestInstances = ClockShift.earlier(soonestInstances, by);
        recoveries.setBack(by);
        ends.setBack(by);
    }

    private static boolean due(Instant at, Instant now) {
        return !now.isBefore(at);
    }

    /**
     * To be called when the tasks were read.
     *
     * @param count how many were listed as running
     * @param stopped how many were listed as stopped
     * @param own how the tasks of the frameworks that are watched can be listed by themselves from now on
     */
    void tasksSeen(Look look, int count, int stopped, OwnListing own) {
        Instant begun = look.begun();
        // The first look reads them for what is stopping, and before anybody is watched there is nothing to be spared.
        boolean isFirst = stoppedUnread && look.recovering().isEmpty();
        if ((look.everywhere() && !isFirst) || look.ends()) {
            ends.listed(begun, stopped);
        }
        if (look.whole()) {
            running = count;
            nextWhole = begun.plus(atRest(Collections.max(List.of(whole, forTasks.between(ReadShare.calls(count))))));
            read = true;
        }
        if (look.searches()) {
            nextSearch = begun.plus(SEARCH.compareTo(window) < 0 ? SEARCH : window);
        }
        if (look.everywhere()) {
            stoppedUnread = false;
            recoveries.sweptAt(begun);
        }
        if (!look.recovering().isEmpty()) {
            recoveries.recovered(look.recovering());
        }
        boolean spared = ends.isUsed();
        // What an earlier process has started may show until then.
        recoveries.nextSweep().ifPresent(ends::suspend);
        ends.seen(begun, own, own.isNone() ? ReadShare.calls(count) : own.next(running), atLeast);
        if (look.verify()) {
            nextVerify = begun.plus(ends.verifications());
        }
        if (look.tasks()) {
            listed = begun;
            nextTasks = begun.plus(ends.listings());
        }
        if (spared && !ends.isUsed()) {
            leave();
        }
        left &= !look.tasks();
    }

    /** To be called when all instances were read, with their number. */
    void instancesSeen(Look look, int count) {
        if (recovering() && !recoveries.any()) {
            return; // begun before what is to be recovered was known of
        }
        Duration between = forInstances.between(2 * ReadShare.calls(count));
        soonestInstances = look.begun().plus(between);
        nextInstances = changed ? soonestInstances : look.begun().plus(atRest(between));
    }

    /** To be called when ECS could not be reached, so that the known instances may be out of date. */
    void contactLost() {
        nextInstances = Instant.MIN;
    }

    /** To be called when tasks could not be described. The next round describes all. */
    void describeAll() {
        nextTasks = Instant.MIN;
        nextVerify = Instant.MIN;
    }

    @Override
    public ReadShare forTasks() {
        return forTasks;
    }

    @Override
    public boolean isRead() {
        return read && !recovering();
    }

    @Override
    public void rest(Duration between) {
        atLeast = between;
    }

    @Override
    public void awake() {
        atLeast = Duration.ZERO;
        nextWhole = Instant.MIN;
        nextInstances = Instant.MIN;
        describeAll();
    }

    @Override
    public void instancesChanged() {
        changed = true;
        nextInstances = soonestInstances.isBefore(nextInstances) ? soonestInstances : nextInstances;
    }

    private Duration atRest(Duration usual) {
        return Collections.max(List.of(usual, atLeast));
    }
}
