package dev.isthmus.ecs.fetch;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An archive format that is extracted after fetching, recognised by the file extension, as in Mesos's src/launcher/fetcher.cpp. */
public enum ArchiveFormat {
    /** An uncompressed tar archive. */
    TAR('t', ".*\\.tar"),
    /** A tar archive compressed by gzip. */
    TAR_GZ('z', ".*\\.(tgz|tar\\.gz)"),
    /** A tar archive compressed by bzip2. */
    TAR_BZ2('j', ".*\\.(tbz2|tar\\.bz2)"),
    /** A tar archive compressed by xz. */
    TAR_XZ('J', ".*\\.(txz|tar\\.xz)"),
    /** A zip archive. */
    ZIP('p', ".*\\.zip"),
    /** A single file compressed by gzip; extracted to the name without {@code .gz}. */
    GZ('g', ".+\\.gz");

    private final char letter;
    private final Pattern form;

    ArchiveFormat(char letter, String form) {
        this.letter = letter;
        this.form = Pattern.compile(form, Pattern.DOTALL);
    }

    /** Its letter in the encoded list. */
    char letter() {
        return letter;
    }

    static Optional<ArchiveFormat> ofLetter(char letter) {
        return Arrays.stream(values()).filter(kind -> kind.letter == letter).findFirst();
    }

    /**
     * The format of a file of this name.
     *
     * @param name a name in the sandbox, perhaps with directories
     */
    public static Optional<ArchiveFormat> ofName(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return Arrays.stream(values())
                .filter(kind -> kind.form.matcher(last).matches())
                .findFirst();
    }
}
