package dev.isthmus.zookeeper;

/** An input of {@link SessionCore}. */
sealed interface SessionInput {

    /** A case for each kind. */
    interface Cases<R> {
        R heard(Heard input);

        R failed(Failed input);

        R tick(Tick input);

        R close(Close input);
    }

    <R> R match(Cases<R> cases);

    /** What a client says of its connection. */
    enum Signal {
        CONNECTED,
        DISCONNECTED,
        EXPIRED,
        REFUSED
    }

    /** A client says something; {@code timeout} is what it and the servers have agreed on, in nanoseconds, 0 if they have not. */
    record Heard(int client, Signal signal, long timeout) implements SessionInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.heard(this);
        }
    }

    /** A client could not be made. */
    record Failed(int client) implements SessionInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** Time goes by. */
    record Tick() implements SessionInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.tick(this);
        }
    }

    /** It is no longer wanted. */
    record Close() implements SessionInput {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.close(this);
        }
    }
}
