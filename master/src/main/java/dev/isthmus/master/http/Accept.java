package dev.isthmus.master.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code Accept} as libprocess does: what it says of a type itself goes before what it says of all types. */
public final class Accept {

    private Accept() {}

    /** What an answer is encoded in. JSON wherever it is allowed, even when protobuf is named first; empty: neither is. */
    public static Optional<MediaType> choose(Headers headers) {
        Optional<String> accept = headers.joined("Accept");
        return Stream.of(MediaType.JSON, MediaType.PROTOBUF)
                .filter(type -> accept.isEmpty() || allows(accept.get(), type.text()))
                .findFirst();
    }

    static boolean allows(String accept, String type) {
        List<String> ranges = Stream.of(accept.replaceAll("[ \t\n]", "").split(","))
                .filter(range -> !name(range).isEmpty())
                .toList();
        String all = type.substring(0, type.indexOf('/')) + "/*";
        for (String wanted : List.of(type, all, "*/*")) {
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
