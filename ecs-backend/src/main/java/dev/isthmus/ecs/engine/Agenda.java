package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/** What is due to be looked at in a round. Not thread-safe: used within steps only. */
final class Agenda {

    /** How often at most stopped tasks are listed while a start is being settled. */
    private static final Duration SEARCH = Duration.ofSeconds(5);

    /** How often every live task of ours is described, though nothing points to a change. */
    private static final Duration VERIFY = Duration.ofSeconds(60);

    /** From how many agents on the stopped tasks of the whole cluster are listed, and not those of each agent. */
    private static final int MANY_AGENTS = 20;

    private final Duration whole;
    private final Duration window;
    private boolean recover;
    private Instant nextWhole = Instant.MIN;
    private Instant nextVerify = Instant.MIN;
    private Instant nextSearch = Instant.MIN;
    private Instant sweepAt = Instant.MAX;

    /**
     * What a round looks at.
     *
     * @param begun when it is begun
     * @param whole whether running tasks are listed of the whole cluster, or those of our framework alone
     * @param everywhere whether stopped tasks are listed of the whole cluster
     * @param settling agents on which starts are searched for, among the stopped tasks
     * @param verify whether all of our tasks are described
     * @param recovering whether it is the first for our framework
     */
    record Look(
            Instant begun,
            boolean whole,
            boolean everywhere,
            Set<AgentId> settling,
            boolean verify,
            boolean recovering) {

        /** Whether starts whose answers were lost are searched for. */
        boolean searches() {
            return everywhere || !settling.isEmpty();
        }
    }

    /**
     * Nothing done yet.
     *
     * @param whole how often the whole cluster is looked at
     * @param window how long ECS may take to show what was done
     */
    Agenda(Duration whole, Duration window) {
        this.whole = whole;
        this.window = window;
    }

    /** The next round is to find the tasks of an earlier process. */
    void recover() {
        recover = true;
    }

    /** Whether that is still to be done. */
    boolean recovering() {
        return recover;
    }

    /** What is due now. */
    Look next(Instant now, boolean ours, Supplier<Set<AgentId>> starts) {
        boolean everywhere = recover || !now.isBefore(sweepAt);
        Set<AgentId> settling = everywhere || !now.isBefore(nextSearch) ? starts.get() : Set.of();
        everywhere |= settling.size() > MANY_AGENTS;
        boolean all = everywhere || !ours || !now.isBefore(nextWhole);
        return new Look(now, all, everywhere, settling, recover || !now.isBefore(nextVerify), recover);
    }

    /** The tasks have been looked at. */
    void done(Look look) {
        Instant begun = look.begun();
        if (look.whole()) {
            nextWhole = begun.plus(whole);
        }
        if (look.verify()) {
            nextVerify = begun.plus(VERIFY);
        }
        if (look.searches()) {
            nextSearch = begun.plus(SEARCH.compareTo(window) < 0 ? SEARCH : window);
        }
        if (look.everywhere() && !begun.isBefore(sweepAt)) {
            sweepAt = Instant.MAX;
        }
        if (look.recovering()) {
            recover = false;
            // A start of an earlier process whose answer it never saw may become visible only now, and end at once.
            sweepAt = begun.plus(window);
        }
    }
}
