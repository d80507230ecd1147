package dev.isthmus.master.server;

import dev.isthmus.master.recordio.RecordEncoder;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
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
    private final Runnable broken;
    private final Runnable ended;
    private final Queue<OutgoingRecord> waiting = new ArrayDeque<>();
    /** Of what waits, encoded or not. */
    private final Backlog backlog;

    private boolean isOpen;
    private boolean isEnding;
    private boolean isOver;

    ChannelStream(Channel channel, ServerLimits limits, Backlogs backlogs, Runnable broken, Runnable ended) {
        this.channel = channel;
        this.limits = limits;
        this.backlog = new Backlog(channel, limits, backlogs);
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
        backlog.begin();
        drain();
    }

    private void add(OutgoingRecord record) {
        if (isOver || isEnding) {
            return;
        }
        int size = record.size();
        if (backlog.bytes() > 0 && backlog.bytes() + size > limits.backlog()) {
            backlog.cutOff("lets more than " + limits.backlog() + " bytes wait");
            return;
        }
        waiting.add(record);
        backlog.grow(size);
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
        backlog.grow(bytes.length - record.size());
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)))
                .addListener(written -> backlog.taken(bytes.length));
        backlog.sending();
    }

    private void finish() {
        isOver = true;
        backlog.end();
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT)
                .addListener((ChannelFutureListener) written -> ended.run());
    }

    /** The connection is closed. */
    void gone() {
        waiting.clear();
        if (!isOver) {
            isOver = true;
            backlog.end();
            broken.run();
        }
        backlog.clear();
    }

    private void execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("the server is closed, and the stream with it");
        }
    }
}
