package dev.isthmus.api.task;

/**
 * An option of {@code docker run} that a framework passes through: {@code --key=value}.
 *
 * @param key not empty, without the dashes
 * @param value may be empty
 */
public record Parameter(String key, String value) {

    /** Refuses an empty key. */
    public Parameter {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("a docker parameter needs a key");
        }
    }
}
