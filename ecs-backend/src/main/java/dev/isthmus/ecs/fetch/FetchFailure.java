package dev.isthmus.ecs.fetch;

import dev.isthmus.api.failure.Brief;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why fetching failed, read from the exit code of the container that ran the script.
 *
 * @param kind what went wrong
 * @param item the file that failed; empty if the code does not say
 * @param what the file, for messages
 */
public record FetchFailure(Kind kind, Optional<FetchItem> item, String what) {

    /** How many codes there are for a kind that names a file: one for each of the first files, and one for all after them. */
    private static final int CODES = 11;

    private static final String UNKNOWN = "a uri of the task";

    /** The kinds of failure. */
    public enum Kind {
        /** The script could not start, or was killed. */
        SETUP(
                193,
                "could not be fetched, because the fetching could not begin or was killed",
                "see that the user of the image may write to the sandbox, and that the task has memory to extract in"),
        /** The file does not exist. */
        NOT_FOUND(194, "was not found", "see that it is there, and that its address is right"),
        /** Access was denied, or the server is not trusted. */
        REFUSED(
                205,
                "was refused",
                "see that the task may have it, that the image trusts its server's certificate, and that its name in the sandbox is free"),
        /** The server could not be reached, in several attempts. */
        UNREACHABLE(216, "could not be reached", "see that its server is up, and that the task's network reaches it"),
        /** The disk is full. */
        NO_SPACE(
                227,
                "did not fit on the disk",
                "give the agents more disk, or have them keep ended tasks for less long"),
        /** The archive cannot be extracted. */
        BAD_ARCHIVE(
                238,
                "could not be extracted",
                "see that it is whole and of the kind that its name says, or set extract to false"),
        /** A tool is missing. */
        TOOL(
                249,
                "needs a tool that the image does not have",
                "add to the image what its log names: curl or wget, tar, gzip, bzip2, xz, unzip, aws");

        private final int first;
        private final String words;
        private final String advice;

        Kind(int first, String words, String advice) {
            this.first = first;
            this.words = words;
            this.advice = advice;
        }

        /** The lowest exit code of this kind. */
        public int first() {
            return first;
        }

        /** How many exit codes it has. */
        int codes() {
            return this == SETUP || this == TOOL ? 1 : CODES;
        }
    }

    /** The prefix of the message, as in Mesos. */
    public static final String PREFIX = "Failed to launch container: ";

    /** A failure of this file, if it is known. */
    FetchFailure(Kind kind, Optional<FetchItem> item) {
        this(kind, item, item.map(one -> "uri " + Brief.value(one.shown())).orElse(UNKNOWN));
    }

    /**
     * Reads the exit code of a container that also runs the command of the task, after the script.
     *
     * @param exitCode of the container
     * @param list the files that the task fetches: {@link FetchList#parse} of the variable in the overrides
     * @return empty if the script cannot have ended with this code for this list: then it is the command's own
     */
    public static Optional<FetchFailure> read(int exitCode, FetchList list) {
        return kindOf(exitCode)
                .flatMap(kind -> kind.codes() == 1
                        ? Optional.of(new FetchFailure(kind, Optional.empty()))
                        : read(kind, exitCode - kind.first, list.items()));
    }

    private static Optional<FetchFailure> read(Kind kind, int index, List<FetchItem> items) {
        List<FetchItem> meant = items.subList(
                Math.min(index, items.size()), index < CODES - 1 ? Math.min(index + 1, items.size()) : items.size());
        if (meant.stream().noneMatch(item -> canHappen(kind, item))) {
            return Optional.empty();
        }
        return Optional.of(new FetchFailure(kind, meant.size() == 1 ? Optional.of(meant.get(0)) : Optional.empty()));
    }

    /**
     * Reads the exit code if the list may be unknown, because it is in the task definition and not in the overrides. Then every code that the script
     * can end with counts as its own.
     */
    public static Optional<FetchFailure> read(int exitCode, Optional<FetchList> list) {
        return list.isPresent()
                ? read(exitCode, list.get())
                : kindOf(exitCode).map(kind -> new FetchFailure(kind, Optional.empty(), byPlace(kind, exitCode)));
    }

    /** The file that a code is about, where it is not known what is fetched; counted as people count. */
    private static String byPlace(Kind kind, int exitCode) {
        int index = exitCode - kind.first;
        if (kind.codes() == 1) {
            return UNKNOWN;
        }
        return index < CODES - 1
                ? "number " + (index + 1) + " of the task's uris"
                : "one after the tenth of the task's uris";
    }

    private static Optional<Kind> kindOf(int exitCode) {
        return Arrays.stream(Kind.values())
                .filter(kind -> exitCode >= kind.first && exitCode < kind.first + kind.codes())
                .findFirst();
    }

    private static boolean canHappen(Kind kind, FetchItem item) {
        return switch (kind) {
            case UNREACHABLE -> !item.local();
            case BAD_ARCHIVE -> item.archive().isPresent();
            default -> true;
        };
    }

    /** The message for a container that only fetches: every code other than 0 is a failure. */
    public static String ofFetcher(int exitCode, FetchList list) {
        return ofFetcher(exitCode, Optional.of(list));
    }

    /** The same, if the list may be unknown. */
    public static String ofFetcher(int exitCode, Optional<FetchList> list) {
        return read(exitCode, list)
                .map(FetchFailure::message)
                .orElseGet(() -> PREFIX + "the container that fetches the task's uris ended with exit code " + exitCode
                        + "; see its log, and that ISTHMUS_FETCH_IMAGE has /bin/sh");
    }

    /** The message of the status update: which file could not be fetched, why, and what to do; without secrets in its address. */
    public String message() {
        return PREFIX + what + " " + kind.words + ": " + kind.advice;
    }
}
