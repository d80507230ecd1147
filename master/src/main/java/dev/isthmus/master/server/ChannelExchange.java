package dev.isthmus.master.server;

import dev.isthmus.master.http.HttpAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The exchange of a request on a connection; does all by that connection's thread. */
@SuppressWarnings(
        "FutureReturnValueIgnored") // What writing comes to is told by the last part, or by the end of the connection.
final class ChannelExchange implements Exchange {

    private final Channel channel;
    private final HttpRequest request;
    private final ServerLimits limits;
    private final Backlogs backlogs;
    private final Consumer<Boolean> answered;
    private final AtomicBoolean isAnswered = new AtomicBoolean();
    private @Nullable ChannelStream stream;

    /** @param answered told, by the connection's thread, whether the connection can take another request now */
    ChannelExchange(
            Channel channel, HttpRequest request, ServerLimits limits, Backlogs backlogs, Consumer<Boolean> answered) {
        this.channel = channel;
        this.request = request;
        this.limits = limits;
        this.backlogs = backlogs;
        this.answered = answered;
    }

    @Override
    public void answer(HttpAnswer answer) {
        takeTurn();
        NettyAnswer encoded = NettyAnswer.of(request, answer);
        execute(() -> write(encoded));
    }

    @Override
    public RecordStream stream(HttpAnswer head, Runnable broken) {
        takeTurn();
        ChannelStream opened = new ChannelStream(
                channel,
                limits,
                backlogs,
                broken,
                () -> answered.accept(HttpUtil.isKeepAlive(request) && NettyAnswer.isChunked(request)));
        if (!execute(() -> open(opened, head))) {
            broken.run();
        }
        return opened;
    }

    /** The handler has failed; whatever it has not answered is answered now. */
    void fail() {
        if (isAnswered.compareAndSet(false, true)) {
            NettyAnswer encoded = NettyAnswer.of(request, HttpAnswer.unavailable());
            execute(() -> write(encoded));
        }
    }

    private void takeTurn() {
        if (!isAnswered.compareAndSet(false, true)) {
            throw new IllegalStateException("a request is answered once");
        }
    }

    private void write(NettyAnswer encoded) {
        Backlog backlog = new Backlog(channel, limits, backlogs);
        backlog.begin();
        channel.write(encoded.head());
        for (ByteBuf piece : encoded.pieces()) {
            int bytes = piece.readableBytes();
            backlog.grow(bytes);
            channel.write(new DefaultHttpContent(piece)).addListener(written -> backlog.taken(bytes));
        }
        backlog.grow(1);
        channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener((ChannelFutureListener) written -> {
            backlog.taken(1);
            backlog.end();
            answered.accept(written.isSuccess() && HttpUtil.isKeepAlive(request));
        });
        backlog.sending();
    }

    private void open(ChannelStream opened, HttpAnswer head) {
        stream = opened;
        if (!channel.isActive()) {
            opened.gone();
            return;
        }
        channel.writeAndFlush(NettyAnswer.stream(request, head)).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        opened.open();
        // Else nobody would notice that the client has left.
        channel.config().setAutoRead(true);
    }

    /** The connection takes more. */
    void writable() {
        if (stream != null) {
            stream.drain();
        }
    }

    /** The connection is closed. */
    void gone() {
        if (stream != null) {
            stream.gone();
        }
    }

    private boolean execute(Runnable task) {
        try {
            channel.eventLoop().execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            // The server has been closed, and every connection with it.
            return false;
        }
    }
}
