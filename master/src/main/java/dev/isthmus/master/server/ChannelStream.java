package dev.isthmus.master.server;

import dev.isthmus.master.recordio.RecordEncoder;
import io.netty.buffer.ByteBuf;
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
 * A stream on a connection. Records wait unencoded; one is encoded when the connection takes it, and leaves as one chunk of its own, unless it is very long. Whoever lets too many
 * bytes wait, or takes nothing for too long, is cut off. All else belongs to the connection's thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What closing or writing comes to is told by the end of the connection.
final class ChannelStream implements RecordStream {

    private static final Logger log = LoggerFactory.getLogger(ChannelStream.class);

    /** A record of up to so many bytes is one chunk: there are clients that take a chunk for a record. */
    private static final int ONE_CHUNK = 1 << 20;

    /** So much of a longer one is. */
    private static final int PIECE = 64 * 1024;

    private final Channel channel;
    private final ServerLimits limits;
    private final Runnable broken;
    private final Runnable ended;
    private final Queue<OutgoingRecord> waiting = new ArrayDeque<>();
    /** Of what waits behind the record that the client is taking. */
    private long waitingBytes;
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
        if (waitingBytes > 0 && waitingBytes + size > limits.backlog()) {
            backlog.cutOff("lets more than " + limits.backlog() + " bytes wait");
            return;
        }
        waiting.add(record);
        waitingBytes += size;
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
        int size = record.size();
        waitingBytes -= size;
        byte[] bytes = record.encode();
        ByteBuf framed = Unpooled.wrappedBuffer(RecordEncoder.head(bytes.length), bytes);
        backlog.grow(framed.readableBytes() - size);
        if (framed.readableBytes() <= ONE_CHUNK) {
            write(framed);
        } else {
            // That a client takes some of it is to be noticed.
            while (framed.isReadable()) {
                write(framed.readRetainedSlice(Math.min(PIECE, framed.readableBytes())));
            }
            framed.release();
        }
        channel.flush();
        backlog.sending();
    }

    private void write(ByteBuf part) {
        int bytes = part.readableBytes();
        channel.write(new DefaultHttpContent(part)).addListener(written -> backlog.taken(bytes));
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
