package dev.isthmus.api.task;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file to fetch into a task's sandbox before its command runs, with the semantics of {@code CommandInfo.URI} in
 * include/mesos/mesos.proto.
 *
 * @param value its location: a URI, or a path of the agent. It may contain a password or a signature: {@link #toString} leaves them out
 * @param executable whether it is made executable; it is then not extracted
 * @param extract whether it is extracted, if its name is that of an archive
 * @param outputFile its name in the sandbox, possibly with directories; the last part of {@code value} if not given
 */
public record CommandUri(String value, boolean executable, boolean extract, Optional<String> outputFile) {

    /** What begins like an address and has neither a host nor a host and a port before its path: part of it may be a password with a slash. */
    private static final Pattern NO_HOST =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)[^/?\\[]*:(?![0-9]*(?:[/?]|$)).*", Pattern.DOTALL);

    /** To be fetched as Mesos does by default: extracted if it is an archive, under its own name. */
    public static CommandUri of(String value) {
        return new CommandUri(value, false, true, Optional.empty());
    }

    /**
     * Where it is, for people, on one line: without user and password before the host, and without a query or a fragment, which may be a signature.
     */
    public String withoutSecrets() {
        String shown = value.replaceFirst("//[^/]*@", "//").replaceFirst("(?s)[?#].*", "?...");
        return NO_HOST.matcher(shown).replaceFirst("$1...").replaceAll("\\p{Cc}", "?");
    }

    @Override
    public String toString() {
        return withoutSecrets();
    }
}
