package dev.isthmus.journal.zookeeper.znode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Encodes any text as the name of a znode: readable where possible, and different for different texts. */
public final class ZnodeName {

    /** ZooKeeper sets no limit; a path is sent with each request, and shown in tools. */
    public static final int LONGEST = 200;

    private static final int KEPT_OF_A_LONG_ONE = 160;
    /** Divides what is kept of a long text from its digest; no encoded text has it. */
    private static final String CUT = "+";

    private ZnodeName() {}

    public static String of(String text) {
        String name = encoded(text);
        return name.length() <= LONGEST ? name : name.substring(0, KEPT_OF_A_LONG_ONE) + CUT + digest(name);
    }

    /** As in a URL, but without dots, which ZooKeeper takes for directories, and with half characters told apart. */
    private static String encoded(String text) {
        StringBuilder name = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isPlain(point)) {
                name.appendCodePoint(point);
            } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                name.append("%u").append(HexFormat.of().withUpperCase().toHexDigits((char) point));
            } else {
                for (byte part : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(part));
                }
            }
        });
        return name.toString();
    }

    private static boolean isPlain(int point) {
        return (point >= 'a' && point <= 'z')
                || (point >= 'A' && point <= 'Z')
                || (point >= '0' && point <= '9')
                || point == '-'
                || point == '_';
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
