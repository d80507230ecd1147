package dev.isthmus.api.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The idempotency token of one launch. Launching twice with one token starts at most one task. A task id that is reused gets another token,
 * because it uses another offer; and no two frameworks have one in common, whatever they call their tasks.
 *
 * @param value 32 lower case hexadecimal digits, so that it fits every id field of ECS
 */
public record LaunchId(String value) implements Comparable<LaunchId> {

    private static final int LENGTH = 32;

    /** Checks the form. */
    public LaunchId {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("launch id '" + value + "': want 32 lower case hexadecimal digits");
        }
    }

    private static boolean isWellFormed(String value) {
        for (int i = 0; i < value.length(); i++) {
            char digit = value.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return value.length() == LENGTH;
    }

    /**
     * The token of launching a task on an offer. The three parts are hashed with their lengths, so that no two triples meet by
     * concatenation.
     *
     * @param offer the id of the (first) offer the launch answers, unique for all time
     */
    public static LaunchId of(FrameworkId framework, TaskId task, String offer) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        for (String part : new String[] {framework.value(), task.value(), offer}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return new LaunchId(HexFormat.of().formatHex(digest.digest(), 0, 16));
    }

    @Override
    public int compareTo(LaunchId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
