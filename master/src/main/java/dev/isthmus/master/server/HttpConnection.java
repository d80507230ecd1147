package dev.isthmus.master.server;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection. Its requests are handled one after the other: while one waits for its answer, nothing more is read. While an answer is a stream, the
 * connection is read, so that its end is noticed, and whoever sends another request on it is cut off. All is done by the connection's own thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What closing or writing comes to is told by the end of the connection.
final class HttpConnection extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);

    /** How long what a refused client still sends is thrown away: if the connection were closed at once, it would not get to read why. */
    private static final long LINGER_SECONDS = 2;

    private final ServerLimits limits;
    private final ByteBudget bodies;
    private final Backlogs backlogs;
    private final RequestHandler handler;
    private @Nullable IncomingRequest incoming;
    private @Nullable ChannelExchange exchange;
    private @Nullable Future<?> patience;
    private boolean isRefused;

    HttpConnection(ServerLimits limits, ByteBudget bodies, Backlogs backlogs, RequestHandler handler) {
        this.limits = limits;
        this.bodies = bodies;
        this.backlogs = backlogs;
        this.handler = handler;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        await(context);
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!isRefused && message instanceof HttpObject part) {
                received(context, part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void received(ChannelHandlerContext context, HttpObject part) {
        if (exchange != null) {
            context.close();
            return;
        }
        if (part.decoderResult().isFailure()) {
            refuse(context, undecodable(part.decoderResult().cause()));
            return;
        }
        if (part instanceof io.netty.handler.codec.http.HttpRequest head) {
            begin(context, head);
        }
        if (incoming != null && part instanceof HttpContent content) {
            boolean isLast = part instanceof LastHttpContent;
            Optional<HttpAnswer> refusal = incoming.add(content.content());
            if (refusal.isEmpty() && isLast) {
                refusal = incoming.complete();
            }
            if (refusal.isPresent()) {
                refuse(context, refusal.get());
            } else if (isLast) {
                handle(context, incoming);
            }
        }
    }

    private void begin(ChannelHandlerContext context, io.netty.handler.codec.http.HttpRequest head) {
        IncomingRequest begun = new IncomingRequest(head, limits.body(), bodies);
        Optional<HttpAnswer> refusal = begun.refusal();
        incoming = begun;
        if (refusal.isPresent()) {
            refuse(context, refusal.get());
        } else if (HttpUtil.is100ContinueExpected(head)) {
            context.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
    }

    private void handle(ChannelHandlerContext context, IncomingRequest whole) {
        HttpRequest request = whole.whole();
        letGo();
        // What comes next stays unread until this is answered.
        context.channel().config().setAutoRead(false);
        ChannelExchange answering = new ChannelExchange(
                context.channel(), whole.head(), limits, backlogs, isReusable -> answered(context, isReusable));
        exchange = answering;
        try {
            handler.handle(request, answering);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            log.error("a request to {} could not be handled", request.target(), e);
            answering.fail();
        }
    }

    private void answered(ChannelHandlerContext context, boolean isReusable) {
        exchange = null;
        if (isReusable && context.channel().isActive()) {
            await(context);
            context.channel().config().setAutoRead(true);
        } else {
            context.close();
        }
    }

    private void refuse(ChannelHandlerContext context, HttpAnswer answer) {
        isRefused = true;
        letGo();
        context.writeAndFlush(NettyAnswer.last(answer))
                .addListener(written ->
                        context.executor().schedule(() -> context.close(), LINGER_SECONDS, TimeUnit.SECONDS));
    }

    private static HttpAnswer undecodable(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpAnswer.text(414, "The first line of the request is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return HttpAnswer.text(431, "The header of the request is too long");
        }
        return HttpAnswer.badRequest("Failed to parse the request");
    }

    /** From now on, a whole request has to arrive in time. */
    private void await(ChannelHandlerContext context) {
        patience = context.executor()
                .schedule(() -> impatient(context), limits.patience().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void impatient(ChannelHandlerContext context) {
        if (incoming == null) {
            context.close();
        } else {
            refuse(context, HttpAnswer.text(408, "The request did not arrive in time"));
        }
    }

    /** Of a request that has arrived, or is given up, nothing is kept here. */
    private void letGo() {
        if (incoming != null) {
            incoming.release();
            incoming = null;
        }
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (exchange != null) {
            exchange.writable();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        letGo();
        if (exchange != null) {
            exchange.gone();
        }
        context.fireChannelInactive();
    }

    /** The client broke off, or speaks no TLS where it should. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("a connection from {} broke: {}", context.channel().remoteAddress(), cause.toString());
        context.close();
    }
}
