package dev.isthmus.master.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of HTTP 1.1 and 1.0. Its threads are daemons and do not keep a JVM alive. Thread-safe.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What closing or writing comes to is told by the end of the connection.
public final class HttpServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    private static final int MAX_FIRST_LINE = 8 * 1024;
    private static final int MAX_HEADER = 64 * 1024;
    private static final int MAX_PIECE = 64 * 1024;
    private static final long CLOSE_SECONDS = 5;

    private final EventLoopGroup threads;
    private final ChannelGroup connections;
    private final Channel listening;

    private HttpServer(EventLoopGroup threads, ChannelGroup connections, Channel listening) {
        this.threads = threads;
        this.connections = connections;
        this.listening = listening;
    }

    /**
     * Begins to listen.
     *
     * @param at where; with port 0, on one that is free
     * @param tls empty: in clear text
     * @throws IOException if the address cannot be had, or the files of TLS are no good; the message says which
     */
    public static HttpServer open(
            InetSocketAddress at, Optional<TlsFiles> tls, ServerLimits limits, RequestHandler handler)
            throws IOException {
        Optional<SslContext> secured = tls.isPresent() ? Optional.of(tls.get().context()) : Optional.empty();
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                new DefaultThreadFactory("isthmus-master-http", true),
                NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
        ChannelFuture bound = new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new Connections(limits, connections, secured, handler))
                .bind(at)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            threads.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IOException(
                    "Cannot listen on " + at + ": " + bound.cause().getMessage(), bound.cause());
        }
        return new HttpServer(threads, connections, bound.channel());
    }

    /** Where it listens, with the port it has got. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** Stops to listen and closes every connection; streams that were open are broken. Waits a moment for it. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        connections.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        boolean ended = threads.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            log.warn("the server's threads have not ended within {} s", CLOSE_SECONDS);
        }
    }

    private static final class Connections extends ChannelInitializer<SocketChannel> {

        private final ServerLimits limits;
        private final ChannelGroup connections;
        private final Optional<SslContext> tls;
        private final RequestHandler handler;
        private final ByteBudget bodies;
        private final Backlogs backlogs;

        Connections(ServerLimits limits, ChannelGroup connections, Optional<SslContext> tls, RequestHandler handler) {
            this.limits = limits;
            this.connections = connections;
            this.tls = tls;
            this.handler = handler;
            this.bodies = new ByteBudget(limits.bodies());
            this.backlogs = new Backlogs(limits.backlogs());
        }

        @Override
        protected void initChannel(SocketChannel channel) {
            if (connections.size() >= limits.connections()) {
                log.debug("a connection from {} is one too many", channel.remoteAddress());
                channel.close();
                return;
            }
            connections.add(channel);
            tls.ifPresent(context -> channel.pipeline().addLast(context.newHandler(channel.alloc())));
            channel.pipeline()
                    .addLast(
                            new HttpServerCodec(new HttpDecoderConfig()
                                    .setMaxInitialLineLength(MAX_FIRST_LINE)
                                    .setMaxHeaderSize(MAX_HEADER)
                                    .setMaxChunkSize(MAX_PIECE)),
                            // Of what has been read at once, only what is asked for goes on.
                            new FlowControlHandler(),
                            new HttpConnection(limits, bodies, backlogs, handler));
        }
    }
}
