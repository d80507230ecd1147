package dev.isthmus.ecs.fetch;

import java.util.List;

/**
 * The files to fetch for one task, in order. {@link #encoded} is the value of {@link FetchScript#VARIABLE}; {@link #parse} reads it back from the
 * overrides of an ECS task, also after a restart, so that the message for an exit code can name the file.
 *
 * @param items at least one
 */
public record FetchList(List<FetchItem> items) {

    /** Checks. */
    public FetchList {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a list without anything to fetch");
        }
    }

    /** Encodes it as one line of visible ASCII without {@code "} and {@code \}, which JSON does not escape. */
    public String encoded() {
        return FetchCode.encode(items);
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws IllegalArgumentException if the text is invalid or of an unknown version; the message says which, without the text
     */
    public static FetchList parse(String encoded) {
        return new FetchList(FetchCode.decode(encoded));
    }
}
