package dev.isthmus.master.http;

import dev.isthmus.mesos.protobuf.ByteString;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Compressed answers, as libprocess sends them (3rdparty/libprocess/src/encoder.hpp). */
public final class Gzip {

    /** Of libprocess. */
    private static final int FROM = 1024;

    /** Takes a third of the time that the usual level takes, for a tenth more. */
    private static final int LEVEL = Deflater.BEST_SPEED;

    private static final int PIECE = 64 * 1024;

    /** Made by deflating, at no time and on no system that matter. */
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private Gzip() {}

    /** Whether an answer is to be compressed, which those are not that are already. */
    public static boolean isWanted(HttpAnswer answer, Headers request) {
        return answer.bytes().size() >= FROM
                && answer.headers().last("Content-Encoding").isEmpty()
                && request.joined("Accept-Encoding").filter(Accept::allowsGzip).isPresent();
    }

    /** The same answer, compressed (RFC 1952). Takes a while. */
    public static HttpAnswer compress(HttpAnswer answer) {
        byte[] plain = answer.bytes().toByteArray();
        ByteString.Output compressed = ByteString.newOutput(plain.length / 8 + HEAD.length);
        compressed.write(HEAD, 0, HEAD.length);
        Deflater deflater = new Deflater(LEVEL, true);
        deflater.setInput(plain);
        deflater.finish();
        byte[] piece = new byte[PIECE];
        while (!deflater.finished()) {
            compressed.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        CRC32 sum = new CRC32();
        sum.update(plain);
        number(sum.getValue(), compressed);
        number(plain.length, compressed);
        return new HttpAnswer(answer.status(), answer.headers(), compressed.toByteString())
                .with("Content-Encoding", "gzip");
    }

    /** In four bytes, the lowest first. */
    private static void number(long value, ByteString.Output out) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write((int) (value >>> shift));
        }
    }
}
