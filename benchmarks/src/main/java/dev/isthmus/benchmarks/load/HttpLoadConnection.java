package dev.isthmus.benchmarks.load;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.recordio.RecordDecoder;
import dev.isthmus.mesos.protobuf.ByteString;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A connection of a client: of a stream, or of calls, which go out one after the other as each is answered. On its event loop's thread alone. */
public final class HttpLoadConnection {

    /** Who reads a stream. */
    public interface Reader {

        /** The stream is there. */
        void opened(String streamId);

        /** An event. */
        void read(ByteString record);
    }

    private static final int LONGEST_RECORD = 64 << 20;

    private record Waiting(FullHttpRequest request, IntConsumer answered) {}

    private final Channel channel;
    private final MediaType encoding;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable IntConsumer underWay;

    /** Connects, on a thread of the bootstrap's. */
    public HttpLoadConnection(Bootstrap bootstrap, InetSocketAddress master, MediaType encoding)
            throws InterruptedException {
        this.encoding = encoding;
        this.channel = bootstrap
                .clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel opened) {
                        opened.pipeline().addLast(new HttpClientCodec(), new Answers());
                    }
                })
                .connect(master)
                .sync()
                .channel();
    }

    /** What it is underneath. */
    public Channel channel() {
        return channel;
    }

    /** Opens a stream; nothing else goes over this connection then. */
    public void stream(byte[] call, Reader reader) {
        channel.pipeline().removeLast();
        channel.pipeline().addLast(new Records(reader));
        FullHttpRequest request = request(call);
        request.headers().set(HttpHeaderNames.ACCEPT, encoding.text());
        channel.writeAndFlush(request);
    }

    /** Sends a call once those before it are answered. */
    void post(byte[] call, String stream, IntConsumer answered) {
        FullHttpRequest request = request(call);
        request.headers().set("Mesos-Stream-Id", stream);
        waiting.add(new Waiting(request, answered));
        goOn();
    }

    private FullHttpRequest request(byte[] call) {
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, "/api/v1/scheduler", Unpooled.wrappedBuffer(call));
        request.headers()
                .set(HttpHeaderNames.HOST, "localhost")
                .set(HttpHeaderNames.CONTENT_TYPE, encoding.text())
                .set(HttpHeaderNames.CONTENT_LENGTH, call.length);
        return request;
    }

    private void goOn() {
        if (underWay == null && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            underWay = next.answered();
            channel.writeAndFlush(next.request());
        }
    }

    private final class Answers extends SimpleChannelInboundHandler<HttpObject> {

        private int status;

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse head) {
                status = head.status().code();
            }
            if (part instanceof LastHttpContent && underWay != null) {
                IntConsumer answered = underWay;
                underWay = null;
                answered.accept(status);
                goOn();
            }
        }
    }

    private static final class Records extends SimpleChannelInboundHandler<HttpObject> {

        private final Reader reader;
        private final RecordDecoder decoder = new RecordDecoder(LONGEST_RECORD);

        Records(Reader reader) {
            this.reader = reader;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            if (part instanceof HttpResponse head) {
                if (head.status().code() != 200) {
                    throw new IllegalStateException("a stream was refused: " + head.status());
                }
                reader.opened(head.headers().get("Mesos-Stream-Id", ""));
            }
            if (part instanceof HttpContent content) {
                decoder.decode(ByteString.copyFrom(content.content().nioBuffer()))
                        .fold(
                                records -> {
                                    records.forEach(reader::read);
                                    return true;
                                },
                                (records, why) -> {
                                    throw new IllegalStateException(why);
                                });
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            cause.printStackTrace();
            context.close();
        }
    }
}
