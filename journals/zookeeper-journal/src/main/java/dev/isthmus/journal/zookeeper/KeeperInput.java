package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;

/** An input of {@link Keeper}. */
sealed interface KeeperInput {

    /** Answers with the case of its kind. */
    <R> R match(Cases<R> cases);

    /** A case for each kind. */
    interface Cases<R> {
        R wanted(Wanted wanted);

        R answered(Answered answered);

        R seen(Seen seen);

        R unseen(Unseen unseen);

        R overdue(Overdue overdue);

        R fenced();

        R closing();
    }

    /**
     * An entry is to be written.
     *
     * @param ticket by which it is told what became of it
     */
    record Wanted(long ticket, JournalFact fact) implements KeeperInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.wanted(this);
        }
    }

    /** ZooKeeper has answered, or not, what was asked for by the commit of this number. */
    record Answered(long number, CommitOutcome outcome) implements KeeperInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.answered(this);
        }
    }

    /**
     * This is what the znode {@code state} says.
     *
     * @param version {@link Image#ABSENT} if there is none
     */
    record Seen(int version, ZnodeText.Written written) implements KeeperInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.seen(this);
        }
    }

    /**
     * It cannot be read.
     *
     * @param lasting whether it is not worth trying again
     */
    record Unseen(String why, boolean lasting) implements KeeperInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unseen(this);
        }
    }

    /** What was last asked of ZooKeeper has been without an answer for too long. */
    record Overdue(String why) implements KeeperInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.overdue(this);
        }
    }

    /** A newer opening has come. */
    record Fenced() implements KeeperInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fenced();
        }
    }

    /** No more entries come. */
    record Closing() implements KeeperInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.closing();
        }
    }
}
