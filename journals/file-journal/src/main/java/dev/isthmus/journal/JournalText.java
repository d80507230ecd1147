package dev.isthmus.journal;

import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a journal's file: a first line with its version, then a line for each entry.
 *
 * @param facts those of all complete lines
 * @param whole how many bytes of the file are complete; a crash left the rest half written. Zero if there is no first line yet
 */
record JournalText(List<JournalFact> facts, long whole) {

    /** Of the journal of a framework. */
    static final String HEADER = "isthmus-journal 1";
    /** Of the journal of a master. A version that knows of none says so when it meets one. */
    private static final String MASTER_HEADER = "isthmus-journal 2";

    private static final String ANY_VERSION = "isthmus-journal ";

    /** What becomes of a framework whose past is unknown. */
    private static final String WITHOUT =
            "then ends that were not acknowledged are told only when the framework reconciles, ends of the last"
                    + " hour may come a second time at the restart after this one, failover_timeout counts anew, and an id that was torn down"
                    + " registers again";

    /**
     * Reads a file; changes nothing.
     *
     * @throws JournalException if it is damaged anywhere but at its end, of a newer version, or something else; says what to do
     */
    static JournalText read(Path path) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        List<JournalFact> facts = new ArrayList<>();
        int whole = 0;
        int number = 1;
        for (int end = lineEnd(bytes, 0); end >= 0; end = lineEnd(bytes, whole)) {
            String line = new String(bytes, whole, end - whole, StandardCharsets.UTF_8);
            if (number == 1) {
                checkHeader(path, line);
            } else if (EntryCodec.isWhole(line)) {
                facts.add(fact(path, number, line));
            } else if (lineEnd(bytes, end + 1) < 0) {
                // The last line: a crash may have put down its end before its middle.
                break;
            } else {
                throw new JournalException("The journal " + path + " is damaged: the checksum of line " + number
                        + " is wrong. Restore it, or move it away: " + WITHOUT);
            }
            whole = end + 1;
            number++;
        }
        if (whole == 0 && !isBegun(path, bytes)) {
            throw noJournal(path, new String(bytes, StandardCharsets.UTF_8));
        }
        return new JournalText(facts, whole);
    }

    /** The first line of this file. */
    static String header(Path path) {
        return FileJournalProvider.isOfMaster(path) ? MASTER_HEADER : HEADER;
    }

    private static void checkHeader(Path path, String line) {
        if (line.equals(header(path))) {
            return;
        }
        if (line.startsWith(ANY_VERSION)) {
            throw newer(path, "its first line is '" + line + "', and this version reads '" + header(path) + "'");
        }
        throw noJournal(path, line);
    }

    /** Whether this is what a crash may leave of a first line: some of it, or zeros in its place. */
    private static boolean isBegun(Path path, byte[] bytes) {
        byte[] header = header(path).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != 0 && (i >= header.length || bytes[i] != header[i])) {
                return false;
            }
        }
        return true;
    }

    private static JournalException noJournal(Path path, String line) {
        return new JournalException("The file " + path + " is no journal: its first line is '"
                + (line.length() <= 80 ? line : line.substring(0, 80) + "...") + "', want '" + header(path)
                + "'. Move it away, or set " + FileJournalProvider.DIRECTORY.name() + " to a directory of its own");
    }

    private static JournalFact fact(Path path, int number, String line) {
        try {
            return EntryCodec.read(line);
        } catch (IllegalArgumentException e) {
            // Its checksum is right: somebody meant it.
            throw newer(path, "line " + number + ": " + e.getMessage());
        }
    }

    private static JournalException newer(Path path, String what) {
        return new JournalException("The journal " + path + " was written by a newer version of Isthmus (" + what
                + "). Use that version, or move the file away: " + WITHOUT);
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
