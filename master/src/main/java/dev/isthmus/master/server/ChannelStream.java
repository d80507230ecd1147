package dev.isthmus.master.server;

import dev.isthmus.master.recordio.RecordEncoder;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream on a connection. Records wait unencoded; one is encoded when the connection takes it, and leaves as one chunk of its own. Whoever lets too many
 * bytes wait, or takes nothing for too long, is cut off. All else belongs to the connection's thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What closing or writing comes to is told by the end of the connection.
final class ChannelStream implements RecordStream {

    private static final Logger log = LoggerFactory.getLogger(ChannelStream.class);

    private final Channel channel;
    private final ServerLimits limits;
    private final Backlogs backlogs;
    private final Runnable broken;
    private final Runnable ended;
    private final Queue<OutgoingRecord> waiting = new ArrayDeque<>();

    /** Bytes that wait, encoded or not. Changed by the connection's thread, read by any. */
    private final AtomicLong backlog = new AtomicLong();

    private boolean isOpen;
    private boolean isEnding;
    private boolean isOver;
    private boolean isMoving;
    private @Nullable Future<?> watch;

    ChannelStream(Channel channel, ServerLimits limits, Backlogs backlogs, Runnable broken, Runnable ended) {
        this.channel = channel;
        this.limits = limits;
        this.backlogs = backlogs;
        this.broken = broken;
        this.ended = ended;
    }

    @Override
    public void send(OutgoingRecord record) {
        execute(() -> add(record));
    }

    @Override
    public void end() {
        execute(() -> {
            isEnding = true;
            drain();
        });
    }

    /** The head is on its way. */
    void open() {
        isOpen = true;
        backlogs.add(this);
        drain();
    }

    private void add(OutgoingRecord record) {
        if (isOver || isEnding) {
            return;
        }
        int size = record.size();
        if (backlog.get() > 0 && backlog.get() + size > limits.backlog()) {
            cutOff("lets more than " + limits.backlog() + " bytes wait");
            return;
        }
        waiting.add(record);
        grow(size);
        drain();
    }

    /** Sends as much as the connection takes. */
    void drain() {
        while (isOpen && !isOver && !waiting.isEmpty() && channel.isWritable()) {
            write(waiting.remove());
        }
        if (isOpen && !isOver && isEnding && waiting.isEmpty()) {
            finish();
        }
    }

    private void write(OutgoingRecord record) {
        byte[] bytes = RecordEncoder.encode(record.encode());
        grow(bytes.length - record.size());
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)))
                .addListener(written -> {
                    isMoving = true;
                    grow(-bytes.length);
                });
        if (watch == null) {
            isMoving = true;
            watch();
        }
    }

    private void finish() {
        isOver = true;
        backlogs.remove(this);
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                .addListener((ChannelFutureListener) written -> ended.run());
    }

    /** Looks now and then whether what waits gets less, for as long as something does. */
    private void watch() {
        if (backlog.get() == 0 || !channel.isActive()) {
            watch = null;
        } else if (!isMoving) {
            cutOff("has taken nothing for " + limits.writeTimeout());
        } else {
            isMoving = false;
            watch = channel.eventLoop()
                    .schedule(this::watch, limits.writeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void grow(long bytes) {
        backlog.addAndGet(bytes);
        backlogs.grow(bytes);
    }

    long backlog() {
        return backlog.get();
    }

    /** Cut off for the sake of all others; any thread. */
    void yieldToOthers() {
        execute(() -> cutOff("lets the most wait of all, with " + backlog + " bytes"));
    }

    private void cutOff(String why) {
        if (channel.isActive()) {
            log.warn("the client at {} is cut off: it {}", channel.remoteAddress(), why);
            // What waits is given up, in the kernel too.
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    /** The connection is closed. */
    void gone() {
        waiting.clear();
        if (!isOver) {
            isOver = true;
            backlogs.remove(this);
            broken.run();
        }
        grow(-backlog.get());
    }

    private void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("the server is closed, and the stream with it");
        }
    }
}
