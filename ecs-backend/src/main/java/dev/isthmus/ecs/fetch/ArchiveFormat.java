package dev.isthmus.ecs.fetch;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A kind of file that is extracted after it was fetched, known by the end of its name, as in Mesos's src/launcher/fetcher.cpp. */
public enum ArchiveFormat {
    /** Not compressed. */
    TAR('t', ".*\\.tar"),
    /** Compressed by gzip. */
    TAR_GZ('z', ".*\\.(tgz|tar\\.gz)"),
    /** Compressed by bzip2. */
    TAR_BZ2('j', ".*\\.(tbz2|tar\\.bz2)"),
    /** Compressed by xz. */
    TAR_XZ('J', ".*\\.(txz|tar\\.xz)"),
    /** Many files. */
    ZIP('p', ".*\\.zip"),
    /** One file, which gets the archive's name without {@code .gz}. */
    GZ('g', ".+\\.gz");

    private final char letter;
    private final Pattern form;

    ArchiveFormat(char letter, String form) {
        this.letter = letter;
        this.form = Pattern.compile(form, Pattern.DOTALL);
    }

    /** What it is called in the list that a container is given. */
    char letter() {
        return letter;
    }

    static Optional<ArchiveFormat> ofLetter(char letter) {
        return Arrays.stream(values()).filter(kind -> kind.letter == letter).findFirst();
    }

    /**
     * The kind of a file of this name.
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
