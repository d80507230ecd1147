package dev.isthmus.ecs.fetch;

import dev.isthmus.api.failure.Brief;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Why a task was not started: what the script could not fetch, read from the exit code of the container in which it ran.
 *
 * @param kind what went wrong
 * @param item what it went wrong with; empty if the code does not say
 * @param what the same in words, for people
 */
public record FetchFailure(Kind kind, Optional<FetchItem> item, String what) {

    /** How many codes there are for a kind that names a file: one for each of the first files, and one for all after them. */
    private static final int CODES = 11;

    private static final String UNKNOWN = "a uri of the task";

    /** What can go wrong. */
    public enum Kind {
        /** The script could not begin, or it was killed. */
        SETUP(
                193,
                "could not be fetched, because the fetching could not begin or was killed",
                "see that the user of the image may write to the sandbox, and that the task has memory to extract in"),
        /** It is not there. */
        NOT_FOUND(194, "was not found", "see that it is there, and that its address is right"),
        /** It is not given out, or not to be trusted. */
        REFUSED(
                205,
                "was refused",
                "see that the task may have it, that the image trusts its server's certificate, and that its name in the sandbox is free"),
        /** It could not be had, although it was tried several times. */
        UNREACHABLE(216, "could not be reached", "see that its server is up, and that the task's network reaches it"),
        /** The disk is full. */
        NO_SPACE(
                227,
                "did not fit on the disk",
                "give the agents more disk, or have them keep ended tasks for less long"),
        /** It cannot be extracted. */
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

        /** The exit code of this kind; the lowest, if it has one for each file. */
        public int first() {
            return first;
        }

        /** How many codes it has. */
        int codes() {
            return this == SETUP || this == TOOL ? 1 : CODES;
        }
    }

    /** What the message of such a task begins with, as in Mesos. */
    public static final String PREFIX = "Failed to launch container: ";

    /** Of this file, or of one that the code does not tell. */
    FetchFailure(Kind kind, Optional<FetchItem> item) {
        this(kind, item, item.map(one -> "uri " + Brief.value(one.shown())).orElse(UNKNOWN));
    }

    /**
     * Reads the code of a container that also runs the task's command, of which the script is only the beginning.
     *
     * @param exitCode of the container
     * @param list what the task has fetched: {@link FetchList#parse} of the variable in the ECS task's overrides
     * @return empty if it is not one that the script can have ended with for this list: then it is the command's own
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
     * The same where it may not be known what the task has fetched, because the list did not fit into the overrides and stands in its definition:
     * any code that the script can end with is then taken for one of its own.
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

    /** Of a container that only fetches: every code other than 0 is a failure. */
    public static String ofFetcher(int exitCode, FetchList list) {
        return ofFetcher(exitCode, Optional.of(list));
    }

    /** The same where it may not be known what it fetches. */
    public static String ofFetcher(int exitCode, Optional<FetchList> list) {
        return read(exitCode, list)
                .map(FetchFailure::message)
                .orElseGet(() -> PREFIX + "the container that fetches the task's uris ended with exit code " + exitCode
                        + "; see its log, and that ISTHMUS_FETCH_IMAGE has /bin/sh");
    }

    /** The message of the status update: what could not be fetched, why, and what to do; without what is secret in an address. */
    public String message() {
        return PREFIX + what + " " + kind.words + ": " + kind.advice;
    }
}
