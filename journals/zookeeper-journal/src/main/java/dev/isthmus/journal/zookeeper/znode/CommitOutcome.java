package dev.isthmus.journal.zookeeper.znode;

/** The result of {@linkplain Change changes} that were sent as one atomic operation. */
public sealed interface CommitOutcome {

    /** Answers with the case of its kind. */
    <R> R match(Cases<R> cases);

    /** A case for each kind. */
    interface Cases<R> {
        R applied();

        R rejected(Rejected rejected);

        R refused(Refused refused);

        R unknown(Unknown unknown);
    }

    /** All of it is durable. */
    record Applied() implements CommitOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.applied();
        }
    }

    /**
     * Nothing was changed: a znode was not as it should be.
     *
     * @param index which of the changes could not be made
     */
    record Rejected(int index, String why) implements CommitOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.rejected(this);
        }
    }

    /** Nothing was changed, for another reason, such as a permission that is missing. */
    record Refused(String why) implements CommitOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** The answer was lost: it may have been made, be made later, or never. */
    record Unknown(String why) implements CommitOutcome {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.unknown(this);
        }
    }
}
