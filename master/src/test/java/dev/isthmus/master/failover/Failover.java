package dev.isthmus.master.failover;

import java.io.IOException;
import java.util.Random;

/** How a leader is lost. Whoever has led and leads no more ends, and is started anew. */
enum Failover {
    /** Its process is killed. */
    KILLED {
        @Override
        void begin(MasterSeat leader) {
            leader.kill();
        }

        @Override
        void end(MasterSeat leader) throws IOException, InterruptedException {
            leader.restart();
        }
    },
    /** It stands still, and goes on when another one leads. */
    FROZEN {
        @Override
        void begin(MasterSeat leader) throws IOException, InterruptedException {
            leader.freeze();
        }

        @Override
        void end(MasterSeat leader) throws IOException, InterruptedException {
            leader.thaw();
            leader.restart();
        }
    },
    /** It reaches ZooKeeper no more, and all others. */
    CUT_OFF {
        @Override
        void begin(MasterSeat leader) {
            leader.cut();
        }

        @Override
        void end(MasterSeat leader) throws IOException, InterruptedException {
            leader.mend();
            leader.restart();
        }
    };

    /** It leads no more. */
    abstract void begin(MasterSeat leader) throws IOException, InterruptedException;

    /** Another one leads: the one that led finds out, and ends. */
    abstract void end(MasterSeat leader) throws IOException, InterruptedException;

    /** One of them, by chance. */
    static Failover by(Random random) {
        return values()[random.nextInt(values().length)];
    }

    /** Whether it may still say that it leads, or say nothing at all. */
    boolean isSilent() {
        return this != KILLED;
    }
}
