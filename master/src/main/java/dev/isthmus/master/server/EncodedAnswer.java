package dev.isthmus.master.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.master.http.Accept;
import dev.isthmus.master.http.HttpAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * An answer as bytes, compressed where the client wants it and it is large, as libprocess does (3rdparty/libprocess/src/encoder.hpp). Made by the thread that
 * answers, for it may take a while.
 */
final class EncodedAnswer {

    /** Of libprocess. */
    private static final int COMPRESSED_FROM = 1024;

    /** So much of a body is one piece: that a client takes it is noticed. */
    private static final int PIECE = 64 * 1024;

    private final HttpAnswer answer;
    private final byte[] body;
    private final boolean isCompressed;

    private EncodedAnswer(HttpAnswer answer, byte[] body, boolean isCompressed) {
        this.answer = answer;
        this.body = body;
        this.isCompressed = isCompressed;
    }

    static EncodedAnswer of(HttpRequest request, HttpAnswer answer) {
        byte[] body = answer.body().getBytes(UTF_8);
        boolean isCompressed = body.length >= COMPRESSED_FROM
                && Accept.allowsGzip(String.join(",", request.headers().getAll("Accept-Encoding")));
        return new EncodedAnswer(answer, isCompressed ? compress(body) : body, isCompressed);
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

    /** What it was made of. */
    HttpAnswer answer() {
        return answer;
    }

    boolean isCompressed() {
        return isCompressed;
    }

    /** Bytes of the body, as it is sent. */
    int length() {
        return body.length;
    }

    /** Its body, in pieces; none if it is empty. */
    List<ByteBuf> pieces() {
        List<ByteBuf> pieces = new ArrayList<>();
        for (int from = 0; from < body.length; from += PIECE) {
            pieces.add(Unpooled.wrappedBuffer(body, from, Math.min(PIECE, body.length - from)));
        }
        return pieces;
    }
}
