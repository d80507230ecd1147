package dev.isthmus.master.recordio;

import dev.isthmus.mesos.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads records from a stream that arrives in pieces, cut anywhere. It keeps no more than one record, and of one that is announced only what has
 * arrived. Not for several threads at once.
 */
public final class RecordDecoder {

    /** Digits of a length: no {@code int} has more. */
    private static final int MAX_DIGITS = 10;

    private final int most;

    /** Of the length while it is read: its digits so far. */
    private final StringBuilder length = new StringBuilder();

    /** Of a record while it is read: the bytes that are still to come, and the pieces that have arrived. Less than 0 while a length is read. */
    private int missing = -1;

    private ByteString record = ByteString.EMPTY;
    private boolean isBroken;

    /**
     * @param most the most bytes of a record, above 0
     */
    public RecordDecoder(int most) {
        if (most <= 0) {
            throw new IllegalArgumentException("a record must be allowed at least one byte, not " + most);
        }
        this.most = most;
    }

    /** Takes one more piece. After the stream has broken, it stays so. */
    public Decoded decode(ByteString piece) {
        List<ByteString> records = new ArrayList<>();
        if (isBroken) {
            return new Decoded.Broken(records, "Decoder is in a FAILED state");
        }
        int at = 0;
        while (at < piece.size()) {
            if (missing < 0) {
                Optional<String> wrong = head((char) (piece.byteAt(at) & 0xFF));
                at++;
                if (wrong.isPresent()) {
                    isBroken = true;
                    return new Decoded.Broken(records, wrong.get());
                }
            } else {
                int taken = Math.min(missing, piece.size() - at);
                record = record.concat(piece.substring(at, at + taken));
                missing -= taken;
                at += taken;
            }
            if (missing == 0) {
                records.add(record);
                record = ByteString.EMPTY;
                missing = -1;
            }
        }
        return new Decoded.Records(records);
    }

    /** What is wrong when the stream ends here; empty: nothing, it ends between two records. */
    public Optional<String> end() {
        if (isBroken) {
            return Optional.of("Decoder is in a FAILED state");
        }
        if (missing >= 0) {
            return Optional.of("The stream ends within a record: " + missing + " bytes of it are missing");
        }
        return length.isEmpty()
                ? Optional.empty()
                : Optional.of("The stream ends within the length of a record: '" + length + "'");
    }

    /** Takes one sign of a length; gives what is wrong with it. */
    private Optional<String> head(char sign) {
        if (sign != '\n') {
            length.append(sign);
            return length.length() <= MAX_DIGITS
                    ? Optional.empty()
                    : Optional.of(undecodable("more than " + MAX_DIGITS + " characters"));
        }
        if (!length.toString().matches("[0-9]+")) {
            return Optional.of(undecodable("Failed to convert '" + length + "' to number"));
        }
        long announced = Long.parseLong(length.toString());
        if (announced > most) {
            return Optional.of(undecodable("more than the limit of " + most + " bytes"));
        }
        missing = (int) announced;
        length.setLength(0);
        return Optional.empty();
    }

    private String undecodable(String why) {
        return "Failed to decode length '" + length + "': " + why;
    }
}
