package dev.isthmus.master.server;

import dev.isthmus.master.http.Accept;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * An answer as Netty's messages, compressed where the client wants it and it is large, as libprocess does (3rdparty/libprocess/src/encoder.hpp). Made by the thread that
 * answers, for it may take a while.
 */
final class NettyAnswer {

    /** Of libprocess. */
    private static final int COMPRESSED_FROM = 1024;

    /** So much of a body is one piece: that a client takes it is noticed. */
    private static final int PIECE = 64 * 1024;

    private final HttpRequest request;
    private final HttpAnswer answer;
    private final byte[] body;
    private final boolean isCompressed;

    private NettyAnswer(HttpRequest request, HttpAnswer answer, byte[] body, boolean isCompressed) {
        this.request = request;
        this.answer = answer;
        this.body = body;
        this.isCompressed = isCompressed;
    }

    static NettyAnswer of(HttpRequest request, HttpAnswer answer) {
        byte[] body = answer.bytes().toByteArray();
        boolean isCompressed = body.length >= COMPRESSED_FROM
                && Accept.allowsGzip(String.join(",", request.headers().getAll("Accept-Encoding")));
        return new NettyAnswer(request, answer, isCompressed ? compress(body) : body, isCompressed);
    }

    private static byte[] compress(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new IllegalStateException("writing into memory failed", e);
        }
        return compressed.toByteArray();
    }

    /** Its head, with the length of the body. */
    HttpResponse head() {
        HttpResponse response =
                new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        addHeaders(response, answer);
        if (isCompressed) {
            response.headers().set("Content-Encoding", "gzip");
        }
        HttpUtil.setContentLength(response, body.length);
        HttpUtil.setKeepAlive(response.headers(), request.protocolVersion(), HttpUtil.isKeepAlive(request));
        return response;
    }

    /** Its body, in pieces; none if it is empty. */
    List<ByteBuf> pieces() {
        List<ByteBuf> pieces = new ArrayList<>();
        for (int from = 0; from < body.length; from += PIECE) {
            pieces.add(Unpooled.wrappedBuffer(body, from, Math.min(PIECE, body.length - from)));
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
