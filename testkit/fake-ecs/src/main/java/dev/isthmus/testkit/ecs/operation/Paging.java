package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. The token names the last item of the page before, and the query it belongs to; so a list may change
 * between two pages without an item being seen twice.
 */
record Paging<T>(List<T> items, @Nullable String nextToken) {
    private static final int MAX_PAGE = 100;

    /**
     * Cuts a page.
     *
     * @param sorted all items, in ascending order of {@code key}
     * @param query what was asked, without the token: a token is of use for the same query only
     */
    static <T> Paging<T> page(
            List<T> sorted,
            Function<T, String> key,
            @Nullable Integer maxResults,
            @Nullable String token,
            String query) {
        int size = size(maxResults);
        String after = token == null || token.isEmpty() ? null : decode(token, query);
        List<T> rest = after == null
                ? sorted
                : sorted.stream()
                        .filter(item -> key.apply(item).compareTo(after) > 0)
                        .toList();
        return cut(rest, size, key, query);
    }

    private static int size(@Nullable Integer maxResults) {
        int size = maxResults == null ? MAX_PAGE : maxResults;
        if (size < 1 || size > MAX_PAGE) {
            throw ServiceError.invalidParameter("maxResults must be from 1 to 100, not " + size);
        }
        return size;
    }

    private static <T> Paging<T> cut(List<T> rest, int size, Function<T, String> key, String query) {
        if (rest.size() <= size) {
            return new Paging<>(List.copyOf(rest), null);
        }
        List<T> items = List.copyOf(rest.subList(0, size));
        return new Paging<>(items, encode(key.apply(items.get(size - 1)), query));
    }

    /**
     * Cuts a page of a list that may be long: it is walked only as far as the page needs.
     *
     * @param after the items whose sequence is greater than this, in ascending order
     * @param query what was asked, without the token
     */
    static <T> Paging<T> page(
            LongFunction<Stream<T>> after,
            ToLongFunction<T> sequence,
            @Nullable Integer maxResults,
            @Nullable String token,
            String query) {
        int size = size(maxResults);
        long last = token == null || token.isEmpty() ? 0 : sequence(decode(token, query));
        List<T> rest = after.apply(last).limit(size + 1L).toList();
        return cut(rest, size, item -> sequenceKey(sequence.applyAsLong(item)), query);
    }

    private static long sequence(String key) {
        try {
            return Long.parseLong(key);
        } catch (NumberFormatException e) {
            throw ServiceError.invalidParameter("Invalid token: " + e.getMessage());
        }
    }

    /** A key for items in the order in which they were made. */
    static String sequenceKey(long sequence) {
        return String.format(Locale.ROOT, "%019d", sequence);
    }

    private static String encode(String last, String query) {
        String text = Integer.toHexString(query.hashCode()) + "\n" + last;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token, String query) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            if (end > 0 && text.substring(0, end).equals(Integer.toHexString(query.hashCode()))) {
                return text.substring(end + 1);
            }
        } catch (IllegalArgumentException e) {
            throw ServiceError.invalidParameter("Invalid token: " + e.getMessage());
        }
        throw ServiceError.invalidParameter("Invalid token: it does not belong to this list with these filters.");
    }
}
