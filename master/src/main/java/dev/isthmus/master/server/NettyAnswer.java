package dev.isthmus.master.server;

import dev.isthmus.master.http.Gzip;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as Netty's messages, compressed where the client wants it and it is large, as libprocess does (3rdparty/libprocess/src/encoder.hpp). Made by the thread that
 * answers, for it may take a while.
 */
final class NettyAnswer {

    /** So much of a body is one piece: that a client takes it is noticed. */
    private static final int PIECE = 64 * 1024;

    private final HttpRequest request;
    private final HttpAnswer answer;

    private NettyAnswer(HttpRequest request, HttpAnswer answer) {
        this.request = request;
        this.answer = answer;
    }

    static NettyAnswer of(HttpRequest request, HttpAnswer answer) {
        List<String> accepted = request.headers().getAll("Accept-Encoding");
        Headers headers =
                accepted.isEmpty() ? Headers.NONE : Headers.NONE.with("Accept-Encoding", String.join(",", accepted));
        return new NettyAnswer(request, Gzip.isWanted(answer, headers) ? Gzip.compress(answer) : answer);
    }

    /** Its head, with the length of the body. */
    HttpResponse head() {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        addHeaders(response, answer);
        HttpUtil.setContentLength(response, answer.bytes().size());
        HttpUtil.setKeepAlive(response.headers(), request.protocolVersion(), HttpUtil.isKeepAlive(request));
        return response;
    }

    /** Its body, in pieces; none if it is empty. */
    List<ByteBuf> pieces() {
        List<ByteBuf> pieces = new ArrayList<>();
        // Many clients may be sent the same bytes.
        ByteBuf body = Unpooled.wrappedBuffer(answer.bytes().asReadOnlyByteBuffer());
        for (int from = 0; from < body.readableBytes(); from += PIECE) {
            pieces.add(body.retainedSlice(from, Math.min(PIECE, body.readableBytes() - from)));
        }
        return pieces;
    }

    /** The last answer on a connection. */
    static FullHttpResponse last(HttpAnswer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.bytes().toByteArray()));
        addHeaders(response, answer);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, false);
        return response;
    }

    /** The head of a stream. A client of HTTP 1.0 knows no chunks: there the end of the connection is the end. */
    static HttpResponse stream(HttpRequest request, HttpAnswer answer) {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        addHeaders(response, answer);
        HttpUtil.setTransferEncodingChunked(response, isChunked(request));
        return response;
    }

    static boolean isChunked(HttpRequest request) {
        return request.protocolVersion().isKeepAliveDefault();
    }

    private static void addHeaders(HttpResponse response, HttpAnswer answer) {
        answer.headers().lines().forEach(line -> response.headers().add(line.name(), line.value()));
    }
}
