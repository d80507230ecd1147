package dev.isthmus.driver.client.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a stream in RecordIO apart: each record is its length in decimal digits, a newline, and as many bytes. Not thread-safe. */
public final class RecordReader {

    /** No master sends more at once: its messages are limited to 2 GiB, and 100 MB of offers are a cluster of some 50,000 agents. */
    private static final int LONGEST = 512 << 20;

    private byte[] record = {};
    private int length;
    private int digits;
    private int filled = -1;

    /** What is no record. */
    public static final class BrokenRecordException extends Exception {

        private static final long serialVersionUID = 1L;

        BrokenRecordException(String message) {
            super(message);
        }
    }

    /**
     * Takes the next bytes of the stream, wherever they were cut.
     *
     * @param bytes holds them at its beginning
     * @param count how many
     * @return the records that are complete with them
     * @throws BrokenRecordException if what should be a length is none; the reader is of no more use
     */
    public List<byte[]> take(byte[] bytes, int count) throws BrokenRecordException {
        List<byte[]> complete = new ArrayList<>();
        int next = 0;
        while (next < count) {
            if (filled < 0) {
                digit(bytes[next++]);
            } else {
                int copied = Math.min(count - next, length - filled);
                reserve(filled + copied);
                System.arraycopy(bytes, next, record, filled, copied);
                filled += copied;
                next += copied;
            }
            if (filled == length) {
                complete.add(Arrays.copyOf(record, length));
                record = new byte[0];
                length = 0;
                digits = 0;
                filled = -1;
            }
        }
        return complete;
    }

    /** Grows with what has come, not with what a length promises. */
    private void reserve(int size) {
        if (record.length < size) {
            record = Arrays.copyOf(record, (int) Math.min(length, Math.max(size, 2L * record.length)));
        }
    }

    private void digit(byte next) throws BrokenRecordException {
        if (next == '\n' && digits > 0) {
            filled = 0;
        } else if (next >= '0' && next <= '9') {
            digits++;
            length = length * 10 + next - '0';
            if (digits > 9 || length > LONGEST) {
                throw new BrokenRecordException(
                        "a record of the event stream says to be longer than " + LONGEST + " bytes");
            }
        } else {
            throw new BrokenRecordException(
                    "the event stream has byte " + next + " where the length of a record should be");
        }
    }
}
