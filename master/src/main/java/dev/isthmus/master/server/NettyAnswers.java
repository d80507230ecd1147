package dev.isthmus.master.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.master.http.HttpAnswer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** Writes answers as Netty's messages. */
final class NettyAnswers {

    private NettyAnswers() {}

    /** The head of an answer to a request, with the length of its body. */
    static HttpResponse to(HttpRequest request, EncodedAnswer encoded) {
        HttpResponse response = new DefaultHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(encoded.answer().status()));
        addHeaders(response, encoded.answer());
        if (encoded.isCompressed()) {
            response.headers().set("Content-Encoding", "gzip");
        }
        HttpUtil.setContentLength(response, encoded.length());
        HttpUtil.setKeepAlive(response.headers(), request.protocolVersion(), HttpUtil.isKeepAlive(request));
        return response;
    }

    /** The last answer on a connection. */
    static FullHttpResponse last(HttpAnswer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body().getBytes(UTF_8)));
        addHeaders(response, answer);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, false);
        return response;
    }

    /** The head of a stream. A client of HTTP 1.0 knows no chunks: there the end of the connection is the end. */
    static HttpResponse head(HttpRequest request, HttpAnswer answer) {
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
