package dev.isthmus.zookeeper;

/** An output of {@link SessionCore}: what to do for the session. */
sealed interface SessionOutput {

    /** A case for each kind. */
    interface Cases {
        void open(Open output);

        void discard(Discard output);

        void tell(Tell output);

        void wake(Wake output);
    }

    void match(Cases cases);

    /** Make a client of this number. */
    record Open(int client) implements SessionOutput {
        @Override
        public void match(Cases cases) {
            cases.open(this);
        }
    }

    /** Close the client of this number; nothing it says is heeded any more. */
    record Discard(int client) implements SessionOutput {
        @Override
        public void match(Cases cases) {
            cases.discard(this);
        }
    }

    /** Tell how it stands. */
    record Tell(ConnectionState state) implements SessionOutput {
        @Override
        public void match(Cases cases) {
            cases.tell(this);
        }
    }

    /** Send a tick in so many nanoseconds. */
    record Wake(long nanos) implements SessionOutput {
        @Override
        public void match(Cases cases) {
            cases.wake(this);
        }
    }
}
