package dev.isthmus.master.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code Accept} and {@code Accept-Encoding} as libprocess does: what it says of a type itself goes before what it says of all types. */
public final class Accept {

    private Accept() {}

    /** What an answer is encoded in. JSON wherever it is allowed, even when protobuf is named first; empty: neither is. */
    public static Optional<MediaType> choose(Headers headers) {
        Optional<String> accept = headers.joined("Accept");
        return Stream.of(MediaType.JSON, MediaType.PROTOBUF)
                .filter(type -> accept.isEmpty() || allows(accept.get(), type.text()))
                .findFirst();
    }

    /**
     * Whether an answer may be compressed.
     *
     * @param accepted the value of {@code Accept-Encoding}; empty: there is none, and it may not
     */
    public static boolean allowsGzip(String accepted) {
        return allows(accepted, List.of("gzip", "*"));
    }

    static boolean allows(String accept, String type) {
        return allows(accept, List.of(type, type.substring(0, type.indexOf('/')) + "/*", "*/*"));
    }

    /** @param names of what is asked about, from the one that says the most to the one that says the least */
    private static boolean allows(String accept, List<String> names) {
        List<String> ranges = Stream.of(accept.replaceAll("[ \t\n]", "").split(","))
                .filter(range -> !name(range).isEmpty())
                .toList();
        for (String wanted : names) {
            Optional<String> range =
                    ranges.stream().filter(each -> name(each).equals(wanted)).findFirst();
            if (range.isPresent()) {
                return isWanted(range.get());
            }
        }
        return false;
    }

    private static String name(String range) {
        return Stream.of(range.split(";"))
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElse("")
                .toLowerCase(Locale.ROOT);
    }

    /** Unless its quality is 0, or no number. */
    private static boolean isWanted(String range) {
        List<String> qualities = Stream.of(range.split(";"))
                .filter(part -> part.startsWith("q=") && part.length() > 2)
                .map(part -> part.substring(2))
                .toList();
        if (qualities.size() != 1) {
            return true;
        }
        try {
            return Double.parseDouble(qualities.get(0)) > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
