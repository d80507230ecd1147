package dev.isthmus.master.election;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** An input of {@link Election}. */
sealed interface ElectionInput {

    /** A case for each kind. */
    interface Cases {
        void connected(Connected input);

        void lost(Lost input);

        void refused(Refused input);

        void changed(Changed input);

        void listed(Listed input);

        void entered(Entered input);

        void failed(Failed input);

        void tick(Tick input);
    }

    /** Calls the case of its kind. */
    void match(Cases cases);

    /** Servers answer: for the first time, again, or after {@link Lost} in a new session. */
    record Connected() implements ElectionInput {
        @Override
        public void match(Cases cases) {
            cases.connected(this);
        }
    }

    /** The session has ended, and our znode with it. */
    record Lost() implements ElectionInput {
        @Override
        public void match(Cases cases) {
            cases.lost(this);
        }
    }

    /** The servers do not take our credentials, and will not. */
    record Refused() implements ElectionInput {
        @Override
        public void match(Cases cases) {
            cases.refused(this);
        }
    }

    /** The znodes have changed since they were read in this session. */
    record Changed(int session) implements ElectionInput {
        @Override
        public void match(Cases cases) {
            cases.changed(this);
        }
    }

    /** What {@link ElectionOutput.Look} found. */
    record Listed(int session, List<Contestant> contestants) implements ElectionInput {

        /** Copies. */
        public Listed {
            contestants = List.copyOf(contestants);
        }

        @Override
        public void match(Cases cases) {
            cases.listed(this);
        }
    }

    /** {@link ElectionOutput.Enter} and {@link ElectionOutput.Remove} are done. */
    record Entered(int session) implements ElectionInput {
        @Override
        public void match(Cases cases) {
            cases.entered(this);
        }
    }

    /** What was asked for last failed. */
    record Failed(int session, String why) implements ElectionInput {

        /** Checks that there is a reason. */
        public Failed {
            requireNonNull(why, "why");
        }

        @Override
        public void match(Cases cases) {
            cases.failed(this);
        }
    }

    /** Time has passed, see {@link ElectionOutput.Wake}. */
    record Tick(int session) implements ElectionInput {
        @Override
        public void match(Cases cases) {
            cases.tick(this);
        }
    }
}
