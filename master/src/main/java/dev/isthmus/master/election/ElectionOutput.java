package dev.isthmus.master.election;

import dev.isthmus.master.gate.Leadership;
import java.time.Duration;

/** An output of {@link Election}. */
sealed interface ElectionOutput {

    /** A case for each kind. */
    interface Cases {
        void look(Look output);

        void enter(Enter output);

        void remove(Remove output);

        void wake(Wake output);

        void complain(Complain output);

        void stand(Stand output);

        void retire(Retire output);
    }

    /** Calls the case of its kind. */
    void match(Cases cases);

    /** Read all znodes, and watch them. */
    record Look(int session) implements ElectionOutput {
        @Override
        public void match(Cases cases) {
            cases.look(this);
        }
    }

    /** Make a znode. */
    record Enter(int session) implements ElectionOutput {
        @Override
        public void match(Cases cases) {
            cases.enter(this);
        }
    }

    /** Delete a znode of ours. */
    record Remove(int session, String node) implements ElectionOutput {
        @Override
        public void match(Cases cases) {
            cases.remove(this);
        }
    }

    /** Send a tick after that long. */
    record Wake(int session, Duration after) implements ElectionOutput {
        @Override
        public void match(Cases cases) {
            cases.wake(this);
        }
    }

    /** Say what does not work, and is tried again. */
    record Complain(String why) implements ElectionOutput {
        @Override
        public void match(Cases cases) {
            cases.complain(this);
        }
    }

    /** Who leads now. */
    record Stand(Leadership leadership) implements ElectionOutput {
        @Override
        public void match(Cases cases) {
            cases.stand(this);
        }
    }

    /** This master leads no more and never will again. Nothing comes after it. */
    record Retire(String why) implements ElectionOutput {
        @Override
        public void match(Cases cases) {
            cases.retire(this);
        }
    }
}
