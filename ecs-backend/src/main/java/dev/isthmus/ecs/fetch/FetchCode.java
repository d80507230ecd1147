package dev.isthmus.ecs.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list of what is fetched as one line, for a shell to read without evaluating anything: words of visible ASCII between single spaces. The first
 * is the version. For each file follows {@code <what><parts>,<shared>,<rest>} and, if {@code parts} is 0, its name as a word of its own:
 *
 * <ul>
 *   <li>{@code what}: {@code x} made executable, an {@link ArchiveFormat}'s letter, or {@code -} left as it is;
 *   <li>{@code parts}: how many parts at the end of the location are the name, 1 to 9;
 *   <li>{@code shared}: how many characters the location shares with that of the file before, and {@code rest} the others.
 * </ul>
 *
 * <p>A name of its own is percent-encoded, and so is a location that is no URL.
 */
final class FetchCode {

    private static final String VERSION = "1";
    private static final int MOST_PARTS = 9;

    private FetchCode() {}

    static String encode(List<FetchItem> items) {
        StringBuilder line = new StringBuilder(VERSION);
        String before = "";
        for (FetchItem item : items) {
            String location = item.location();
            int shared = shared(before, location);
            int parts = parts(location, item.name());
            line.append(' ')
                    .append(what(item))
                    .append(parts)
                    .append(',')
                    .append(shared)
                    .append(',')
                    .append(location, shared, location.length());
            if (parts == 0) {
                line.append(' ').append(Locations.word(item.name()));
            }
            before = location;
        }
        return line.toString();
    }

    static List<FetchItem> decode(String line) {
        String[] words = line.split(" ", -1);
        if (!words[0].equals(VERSION)) {
            throw new IllegalArgumentException("a list of files to fetch of a version other than " + VERSION);
        }
        List<FetchItem> items = new ArrayList<>();
        String before = "";
        for (int at = 1; at < words.length; at++) {
            String[] fields = words[at].split(",", 3);
            if (fields.length < 3 || !fields[0].matches(".[0-9]") || !fields[1].matches("[0-9]{1,6}")) {
                throw new IllegalArgumentException("a list of files to fetch whose entry " + items.size() + " is none");
            }
            int shared = Integer.parseInt(fields[1]);
            int parts = fields[0].charAt(1) - '0';
            if (shared > before.length() || (parts == 0 && at + 1 == words.length)) {
                throw new IllegalArgumentException(
                        "a list of files to fetch whose entry " + items.size() + " is not whole");
            }
            String location = before.substring(0, shared) + fields[2];
            String name = parts == 0 ? Locations.decoded(words[++at]) : tail(location, parts);
            items.add(item(fields[0].charAt(0), location, name));
            before = location;
        }
        return items;
    }

    private static char what(FetchItem item) {
        return item.executable()
                ? 'x'
                : item.archive().map(ArchiveFormat::letter).orElse('-');
    }

    private static FetchItem item(char what, String location, String name) {
        Optional<ArchiveFormat> archive = ArchiveFormat.ofLetter(what);
        if (archive.isEmpty() && what != 'x' && what != '-') {
            throw new IllegalArgumentException("a list of files to fetch that says '" + what + "' of one");
        }
        return new FetchItem(location, name, what == 'x', archive);
    }

    private static int shared(String before, String location) {
        int most = Math.min(before.length(), location.length());
        int shared = 0;
        while (shared < most && before.charAt(shared) == location.charAt(shared)) {
            shared++;
        }
        return shared;
    }

    /** How many parts at the end of the location are the name; 0 if none are. */
    private static int parts(String location, String name) {
        int parts = 1 + (int) name.chars().filter(character -> character == '/').count();
        boolean encoded = !location.startsWith("http") && name.contains("%");
        boolean same = location.endsWith("/" + name) && !encoded;
        return same && parts <= MOST_PARTS ? parts : 0;
    }

    private static String tail(String location, int parts) {
        int from = location.length();
        for (int part = 0; part < parts; part++) {
            from = location.lastIndexOf('/', from - 1);
            if (from < 0) {
                throw new IllegalArgumentException("a list of files to fetch with a location of too few parts");
            }
        }
        return location.substring(from + 1);
    }
}
