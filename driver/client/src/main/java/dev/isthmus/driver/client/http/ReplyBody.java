package dev.isthmus.driver.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A body of known length, or in chunks; ends with it, and leaves the connection as it is. */
final class ReplyBody extends InputStream {

    private static final int LONGEST_LINE = 4096;

    private final InputStream from;
    private final boolean chunked;
    private long left;
    private boolean first = true;
    private boolean ended;

    /**
     * A body.
     *
     * @param length in bytes; 0 if it comes in chunks
     */
    ReplyBody(InputStream from, long length, boolean chunked) {
        this.from = from;
        this.chunked = chunked;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (left == 0 && chunked && !ended) {
            next();
        }
        if (left == 0) {
            return -1;
        }
        int count = from.read(to, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new EOFException("it has closed the connection");
        }
        left -= count;
        return count;
    }

    private void next() throws IOException {
        int[] most = {LONGEST_LINE};
        if (!first) {
            ReplyHead.line(from, most);
        }
        first = false;
        String size = ReplyHead.line(from, most).replaceFirst("[;\\s].*", "");
        try {
            left = Long.parseLong(size, 16);
        } catch (NumberFormatException e) {
            throw new IOException("it answers in chunks, of which one has no length", e);
        }
        if (left == 0) {
            ended = true;
            while (!ReplyHead.line(from, most).isEmpty()) {
                // trailers, which mean nothing here
            }
        }
    }
}
