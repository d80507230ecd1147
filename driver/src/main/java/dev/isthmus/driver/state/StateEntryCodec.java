package dev.isthmus.driver.state;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an entry as Mesos's native code writes them (src/messages/state.proto): the message {@code Entry}, name 1, uuid 2, value 3, all
 * required and length-delimited, in this order, with nothing around it. Written by hand: the message is of no public Mesos jar.
 */
final class StateEntryCodec {

    private static final int NAME = 1;
    private static final int MARK = 2;
    private static final int VALUE = 3;
    private static final int MARK_BYTES = 16;

    /** Kinds of field on the wire. */
    private static final int VARINT = 0;

    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    private StateEntryCodec() {}

    static byte[] encode(Entry entry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(entry.value().length + 64);
        field(out, NAME, entry.name().getBytes(StandardCharsets.UTF_8));
        field(
                out,
                MARK,
                ByteBuffer.allocate(MARK_BYTES)
                        .putLong(entry.uuid().getMostSignificantBits())
                        .putLong(entry.uuid().getLeastSignificantBits())
                        .array());
        field(out, VALUE, entry.value());
        return out.toByteArray();
    }

    private static void field(ByteArrayOutputStream out, int number, byte[] bytes) {
        out.write((number << 3) | DELIMITED);
        int length = bytes.length;
        while (length > 0x7f) {
            out.write((length & 0x7f) | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.write(bytes, 0, bytes.length);
    }

    /**
     * Reads an entry; unknown fields are ignored, as any reader of such messages does.
     *
     * @throws IOException if it is none; the message is the end of a sentence
     */
    static Entry decode(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte @Nullable [] name = null;
        byte @Nullable [] mark = null;
        byte @Nullable [] value = null;
        while (in.hasRemaining()) {
            long tag = varint(in);
            int kind = (int) (tag & 7);
            if (kind == DELIMITED) {
                byte[] field = delimited(in);
                switch ((int) Math.min(tag >>> 3, Integer.MAX_VALUE)) {
                    case NAME -> name = field;
                    case MARK -> mark = field;
                    case VALUE -> value = field;
                    default -> {}
                }
            } else {
                skip(in, kind);
            }
        }
        if (name == null || mark == null || value == null) {
            throw new IOException("it is not an entry of Mesos's state");
        }
        if (mark.length != MARK_BYTES) {
            throw new IOException("its uuid has " + mark.length + " bytes instead of 16");
        }
        ByteBuffer halves = ByteBuffer.wrap(mark);
        return new Entry(text(name), new UUID(halves.getLong(), halves.getLong()), value);
    }

    private static String text(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("its name is not text", e);
        }
    }

    private static byte[] delimited(ByteBuffer in) throws IOException {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
            throw new IOException("it is cut short, or not an entry of Mesos's state");
        }
        byte[] field = new byte[(int) length];
        in.get(field);
        return field;
    }

    private static long varint(ByteBuffer in) throws IOException {
        long result = 0;
        for (int shift = 0; shift < 64 && in.hasRemaining(); shift += 7) {
            byte next = in.get();
            result |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return result;
            }
        }
        throw new IOException("it is cut short, or not an entry of Mesos's state");
    }

    private static void skip(ByteBuffer in, int kind) throws IOException {
        int length = switch (kind) {
            case VARINT -> {
                varint(in);
                yield 0;
            }
            case FIXED64 -> Long.BYTES;
            case FIXED32 -> Integer.BYTES;
            default -> Integer.MAX_VALUE;
        };
        if (length > in.remaining()) {
            throw new IOException("it is not an entry of Mesos's state");
        }
        in.position(in.position() + length);
    }
}
