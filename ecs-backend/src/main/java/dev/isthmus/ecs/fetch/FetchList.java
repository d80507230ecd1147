package dev.isthmus.ecs.fetch;

import java.util.List;

/**
 * What is fetched for one task, in order. {@link #encoded} is the value of {@link FetchScript#VARIABLE}; {@link #parse} reads it back from the
 * overrides of an ECS task, after a restart too, so that an exit code can be told with the file that it is about.
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

    /** As one line of visible ASCII without {@code "} and {@code \}, so that JSON takes it as it is. */
    public String encoded() {
        return FetchCode.encode(items);
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws IllegalArgumentException if it is none, or one of a version that is not known yet; it says which, without the text
     */
    public static FetchList parse(String encoded) {
        return new FetchList(FetchCode.decode(encoded));
    }
}
