package dev.isthmus.master.recordio;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Writes records. */
public final class RecordEncoder {

    private RecordEncoder() {}

    /**
     * One record with its length, in one buffer. It must leave as one piece: there are clients that take what arrives together for one record.
     *
     * @param record the bytes of one event; may be empty
     */
    public static byte[] encode(byte[] record) {
        byte[] head = head(record.length);
        byte[] all = new byte[head.length + record.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(record, 0, all, head.length, record.length);
        return all;
    }

    /** What comes before a record of so many bytes. */
    public static byte[] head(int length) {
        return (length + "\n").getBytes(US_ASCII);
    }
}
