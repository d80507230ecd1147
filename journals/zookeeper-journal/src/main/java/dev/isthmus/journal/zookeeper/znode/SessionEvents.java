package dev.isthmus.journal.zookeeper.znode;

import org.jspecify.annotations.Nullable;

/** Buffers the events of the session until the journal is open, and passes them on from then on. */
public final class SessionEvents implements JournalZnodes.Listener {

    private @Nullable FenceWatch watch;
    private boolean renewed;
    private boolean changed;
    private boolean ended;

    @Override
    public void changed() {
        FenceWatch to;
        synchronized (this) {
            changed = watch == null;
            to = watch;
        }
        if (to != null) {
            to.told(false);
        }
    }

    @Override
    public void renewed() {
        FenceWatch to;
        synchronized (this) {
            renewed = watch == null;
            to = watch;
        }
        if (to != null) {
            to.told(true);
        }
    }

    public void start(FenceWatch to) {
        boolean look;
        boolean hold;
        synchronized (this) {
            if (ended) {
                return;
            }
            watch = to;
            look = changed;
            hold = renewed;
        }
        if (hold) {
            to.hold();
        } else if (look) {
            to.look();
        }
    }

    public void end() {
        FenceWatch to;
        synchronized (this) {
            ended = true;
            to = watch;
        }
        if (to != null) {
            to.end();
        }
    }
}
