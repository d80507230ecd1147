package dev.isthmus.api.journal;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.maintenance.MaintenanceText;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Encodes a journal entry as a line of readable text: a checksum (CRC-32C, eight hexadecimal digits), the kind of entry, and its fields,
 * separated by single spaces. Free text is encoded as in a URL, so a line has no other spaces and no line ends. For journals that store
 * text, as those in files and in ZooKeeper do. Later versions read the lines of this one. May be used on any thread.
 *
 * @since 0.1
 */
public final class EntryCodec {

    private static final String ACKNOWLEDGED = "acknowledged";
    private static final String LEASE = "lease";
    private static final String MOVED = "moved";
    private static final String REMOVED = "removed";
    private static final int CHECKSUM = 8;

    private EntryCodec() {}

    /** The line, without its end. */
    public static String write(JournalFact fact) {
        String text = fact.fold(EntryCodec::text, MasterLines::write);
        return checksum(text) + " " + text;
    }

    static String text(JournalEntry entry) {
        return entry.fold(
                end -> ACKNOWLEDGED + " " + end.launch() + " " + end.at(),
                EntryCodec::lease,
                moved -> MOVED + " " + moved.at(),
                removal -> REMOVED + " " + removal.at());
    }

    private static String lease(JournalEntry.Lease lease) {
        StringBuilder line = new StringBuilder(LEASE + " " + lease.seen() + " " + lease.failoverTimeout());
        new TreeMap<>(lease.terms())
                .forEach((name, value) ->
                        line.append(" ").append(encoded(name)).append("=").append(encoded(value)));
        return line.toString();
    }

    /** Whether a line is as it was written, by this version or another: its checksum is right. */
    public static boolean isWhole(String line) {
        return line.length() > CHECKSUM
                && line.charAt(CHECKSUM) == ' '
                && line.startsWith(checksum(line.substring(CHECKSUM + 1)));
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none that this version writes; the message says why
     */
    public static JournalFact read(String line) {
        if (!isWhole(line)) {
            throw new IllegalArgumentException("its checksum is wrong");
        }
        String[] parts = line.substring(CHECKSUM + 1).split(" ", -1);
        try {
            return switch (parts[0]) {
                case MasterLines.OF ->
                    new MasterEntry.OfFramework(
                            new FrameworkId(decoded(part(parts, 1))),
                            entry(Arrays.copyOfRange(parts, Math.min(2, parts.length), parts.length)));
                case MasterLines.END -> MasterLines.readEnd(parts);
                case MasterLines.WEIGHTS -> MasterLines.readWeights(parts);
                case MasterLines.QUOTAS -> MasterLines.readQuotas(parts);
                case MasterLines.MAINTENANCE -> new MasterEntry.Maintenance(MaintenanceText.read(parts, 1));
                case MasterLines.RESERVED -> MasterLines.readReserved(parts);
                default -> entry(parts);
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("it holds no time where there should be one: " + e.getMessage(), e);
        }
    }

    private static JournalEntry entry(String[] parts) {
        String kind = part(parts, 0);
        return switch (kind) {
            case ACKNOWLEDGED ->
                new JournalEntry.Acknowledged(new LaunchId(part(parts, 1)), Instant.parse(part(parts, 2)));
            case LEASE ->
                new JournalEntry.Lease(Instant.parse(part(parts, 1)), Duration.parse(part(parts, 2)), terms(parts, 3));
            case MOVED -> new JournalEntry.Moved(Instant.parse(part(parts, 1)));
            case REMOVED -> new JournalEntry.Removed(Instant.parse(part(parts, 1)));
            default ->
                throw new IllegalArgumentException("it is of a kind, '" + kind + "', that this version does not know");
        };
    }

    static String part(String[] parts, int index) {
        if (index >= parts.length) {
            throw new IllegalArgumentException("it ends too soon");
        }
        return parts[index];
    }

    /** The fields that have a name, from one place on. */
    static Map<String, String> terms(String[] parts, int from) {
        Map<String, String> terms = new TreeMap<>();
        for (int i = from; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("'" + parts[i] + "' has no '='");
            }
            terms.put(decoded(parts[i].substring(0, equals)), decoded(parts[i].substring(equals + 1)));
        }
        return terms;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String checksum(String text) {
        CRC32C sum = new CRC32C();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }
}
