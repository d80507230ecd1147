package dev.isthmus.master.server;

import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.mesos.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A request while it arrives. Used by the thread of its connection alone. */
final class IncomingRequest {

    private static final int PIECE = 8 * 1024;

    private final io.netty.handler.codec.http.HttpRequest head;
    private final int most;
    private final ByteBudget budget;
    private ByteString.Output body = ByteString.newOutput();
    private long taken;

    IncomingRequest(io.netty.handler.codec.http.HttpRequest head, int most, ByteBudget budget) {
        this.head = head;
        this.most = most;
        this.budget = budget;
    }

    /** Why its body need not even be sent; empty: it may be. */
    Optional<HttpAnswer> refusal() {
        return HttpUtil.isContentLengthSet(head) && HttpUtil.getContentLength(head, 0L) > most
                ? Optional.of(tooLarge())
                : Optional.empty();
    }

    /** Takes a piece of the body; gives why it is too much. */
    Optional<HttpAnswer> add(ByteBuf piece) {
        int bytes = piece.readableBytes();
        Optional<HttpAnswer> refusal = make(bytes, body.size());
        if (refusal.isPresent()) {
            return refusal;
        }
        try {
            piece.readBytes(body, bytes);
        } catch (IOException e) {
            throw new IllegalStateException("writing into memory failed", e);
        }
        return Optional.empty();
    }

    /** All of the body is there; gives why it cannot be read. One that was compressed is bounded as it is without that. */
    Optional<HttpAnswer> complete() {
        if (!"gzip".equals(head.headers().get("Content-Encoding"))) {
            return Optional.empty();
        }
        ByteString.Output inflated = ByteString.newOutput();
        byte[] piece = new byte[PIECE];
        try (InputStream gzip = new GZIPInputStream(body.toByteString().newInput())) {
            for (int bytes = gzip.read(piece); bytes >= 0; bytes = gzip.read(piece)) {
                Optional<HttpAnswer> refusal = make(bytes, inflated.size());
                if (refusal.isPresent()) {
                    return refusal;
                }
                inflated.write(piece, 0, bytes);
            }
        } catch (IOException e) {
            return Optional.of(HttpAnswer.badRequest("Failed to decompress the body"));
        }
        body = inflated;
        return Optional.empty();
    }

    /** Makes room for some bytes more; gives why there is none. */
    private Optional<HttpAnswer> make(int bytes, int before) {
        if (before + (long) bytes > most) {
            return Optional.of(tooLarge());
        }
        if (!budget.take(bytes)) {
            return Optional.of(HttpAnswer.unavailable("Too many large requests at one time"));
        }
        taken += bytes;
        return Optional.empty();
    }

    /** The request, when all has arrived. */
    HttpRequest whole() {
        Headers headers = new Headers(head.headers().entries().stream()
                .map(line -> new Headers.Line(line.getKey(), line.getValue()))
                .toList());
        return new HttpRequest(head.method().name(), head.uri(), headers, body.toByteString());
    }

    io.netty.handler.codec.http.HttpRequest head() {
        return head;
    }

    /** It is handled, or given up. */
    void release() {
        budget.giveBack(taken);
    }

    private HttpAnswer tooLarge() {
        return HttpAnswer.text(413, "The body has more than " + most + " bytes");
    }
}
