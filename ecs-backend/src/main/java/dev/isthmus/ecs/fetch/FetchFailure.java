package dev.isthmus.ecs.fetch;

import dev.isthmus.api.failure.Brief;
import java.util.List;
import java.util.Optional;

/**
 * Why a task was not started: what the script could not fetch, read from the exit code of the container in which it ran.
 *
 * @param kind what went wrong
 * @param item what it went wrong with; empty if the code does not say
 */
public record FetchFailure(Kind kind, Optional<FetchItem> item) {

    /** The lowest code: the script could not begin. */
    static final int SETUP = 193;

    /** The lowest code that names a file. */
    static final int FIRST = 194;

    /** How many codes each kind has: one for each of the first files, and one for all after them. */
    static final int CODES = 11;

    /** The highest code: a tool is missing. */
    static final int TOOL = 249;

    /** What can go wrong. The order of those with a file is that of the codes. */
    public enum Kind {
        /** It is not there. */
        NOT_FOUND("was not found", "see that it is there, and that its address is right"),
        /** It is not given out, or not to be trusted. */
        REFUSED(
                "was refused",
                "see that the task may have it, and that the server's certificate is trusted by the image"),
        /** It could not be had, although it was tried several times. */
        UNREACHABLE("could not be reached", "see that its server runs, and that the agent's network reaches it"),
        /** The disk is full. */
        NO_SPACE("did not fit on the disk", "give the agents more disk, or have sandboxes kept for less long"),
        /** It cannot be extracted. */
        BAD_ARCHIVE(
                "could not be extracted",
                "see that it is an archive of the kind that its name says, or set extract to false"),
        /** The image does not have what it takes. */
        TOOL(
                "needs a tool that the image does not have",
                "add it to the image: curl or wget, tar, gzip, bzip2, xz, unzip, aws"),
        /** The script could not begin, or it was killed. */
        SETUP(
                "could not be fetched, because the fetching could not begin or was killed",
                "see that the user of the image may write to the sandbox, and that the task has memory to extract in");

        private final String words;
        private final String advice;

        Kind(String words, String advice) {
            this.words = words;
            this.advice = advice;
        }
    }

    /** What the message of such a task begins with, as in Mesos. */
    public static final String PREFIX = "Failed to launch container: ";

    /**
     * Reads the code of a container that also runs the task's command, of which the script is only the beginning.
     *
     * @param exitCode of the container
     * @param list what the task has fetched: {@link FetchList#parse} of the variable in the ECS task's overrides
     * @return empty if it is not one that the script can have ended with for this list: then it is the command's own
     */
    public static Optional<FetchFailure> read(int exitCode, FetchList list) {
        List<FetchItem> items = list.items();
        if (exitCode == SETUP) {
            return Optional.of(new FetchFailure(Kind.SETUP, Optional.empty()));
        }
        if (exitCode == TOOL) {
            return Optional.of(new FetchFailure(Kind.TOOL, Optional.empty()));
        }
        if (exitCode < FIRST || exitCode > TOOL) {
            return Optional.empty();
        }
        Kind kind = kindOf(exitCode);
        int index = (exitCode - FIRST) % CODES;
        List<FetchItem> meant = index < CODES - 1
                ? items.stream().skip(index).limit(1).toList()
                : items.stream().skip(index).toList();
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
        if (list.isPresent()) {
            return read(exitCode, list.get());
        }
        return exitCode < SETUP || exitCode > TOOL
                ? Optional.empty()
                : Optional.of(new FetchFailure(kindOf(exitCode), Optional.empty()));
    }

    private static Kind kindOf(int exitCode) {
        return switch (exitCode) {
            case SETUP -> Kind.SETUP;
            case TOOL -> Kind.TOOL;
            default -> Kind.values()[(exitCode - FIRST) / CODES];
        };
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
        String what = item.map(one -> "uri " + Brief.value(one.shown())).orElse("a uri of the task");
        return PREFIX + what + " " + kind.words + ": " + kind.advice;
    }
}
