package dev.isthmus.master.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be taken by the client of one connection. A client that takes nothing for too long is cut off, and so is the one for which the most waits
 * when it is too much for all together. Belongs to the connection's thread, but for what is said to be otherwise.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What closing comes to is told by the end of the connection.
final class Backlog {

    private static final Logger log = LoggerFactory.getLogger(Backlog.class);

    private final Channel channel;
    private final ServerLimits limits;
    private final Backlogs all;

    /** Changed by the connection's thread, read by any. */
    private final AtomicLong bytes = new AtomicLong();

    private boolean isMoving;
    private @Nullable Future<?> watch;

    Backlog(Channel channel, ServerLimits limits, Backlogs all) {
        this.channel = channel;
        this.limits = limits;
        this.all = all;
    }

    /** From now on it counts among all. */
    void begin() {
        all.add(this);
    }

    /** Nothing is to come any more. */
    void end() {
        all.remove(this);
    }

    /** How much waits; any thread. */
    long bytes() {
        return bytes.get();
    }

    /** More waits, or less. */
    void grow(long more) {
        bytes.addAndGet(more);
        all.grow(more);
    }

    /** The connection has something to send. */
    void sending() {
        if (watch == null) {
            isMoving = true;
            watch();
        }
    }

    /** The client has taken some of it. */
    void taken(long some) {
        isMoving = true;
        grow(-some);
    }

    /** Nobody waits any more. */
    void clear() {
        grow(-bytes.get());
    }

    /** Looks now and then whether what waits gets less, for as long as something does. */
    private void watch() {
        if (bytes.get() == 0 || !channel.isActive()) {
            watch = null;
        } else if (!isMoving) {
            cutOff("has taken nothing for " + limits.writeTimeout());
        } else {
            isMoving = false;
            watch = channel.eventLoop()
                    .schedule(this::watch, limits.writeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Cut off for the sake of all others; any thread. */
    void yieldToOthers() {
        try {
            channel.eventLoop().execute(() -> {
                // Somebody else may have made room meanwhile, or this client has taken what waited.
                if (all.isTooMuch()) {
                    cutOff("lets the most wait of all, with " + bytes + " bytes");
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("the server is closed, and nothing waits any more");
        }
    }

    void cutOff(String why) {
        if (channel.isActive()) {
            log.warn("the client at {} is cut off: it {}", channel.remoteAddress(), why);
            // What waits is given up, in the kernel too.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }
}
