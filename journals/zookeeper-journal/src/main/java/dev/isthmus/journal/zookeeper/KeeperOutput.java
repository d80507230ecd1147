package dev.isthmus.journal.zookeeper;

import dev.isthmus.journal.zookeeper.znode.Change;
import java.util.List;

/** An output of {@link Keeper}: what to do next. */
sealed interface KeeperOutput {

    /** Answers with the case of its kind. */
    <R> R match(Cases<R> cases);

    /** A case for each kind. */
    interface Cases<R> {
        R ask(Ask ask);

        R look(Look look);

        R done(Done done);

        R failed(Failed failed);

        R lost();

        R finished();
    }

    /**
     * Ask ZooKeeper for these changes; what comes of it is {@link KeeperInput.Answered}.
     *
     * @param again whether they have been asked for before, and the answer was lost: not at once, then
     */
    record Ask(long number, List<Change> changes, boolean again) implements KeeperOutput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.ask(this);
        }
    }

    /** Read the znode {@code state}; what comes of it is {@link KeeperInput.Seen} or {@link KeeperInput.Unseen}. */
    record Look(boolean again) implements KeeperOutput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.look(this);
        }
    }

    /** These are durable. */
    record Done(List<Long> tickets) implements KeeperOutput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.done(this);
        }
    }

    /** These are not. */
    record Failed(List<Long> tickets, String why) implements KeeperOutput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** Another driver has it; nothing more is written. */
    record Lost() implements KeeperOutput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lost();
        }
    }

    /** It is closed, and all was answered. */
    record Finished() implements KeeperOutput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.finished();
        }
    }
}
