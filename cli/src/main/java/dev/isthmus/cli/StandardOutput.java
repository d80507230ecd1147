package dev.isthmus.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that does not keep to itself what went wrong, as the JDK's own does: a disk that is full is no success. Where nobody reads any more, as
 * behind {@code | head}, commands end without a word, as others do.
 */
final class StandardOutput extends FilterOutputStream {

    /** What a shell reports of a program that SIGPIPE has ended. */
    private static final int NOBODY_READS = 141;

    private static final int FAILED = 1;

    private @Nullable IOException failure;

    StandardOutput(OutputStream out) {
        super(out);
    }

    /** Letters as the terminal has them: that of JDK 19 and newer, or what the JDK took from the locale. */
    static Charset charset() {
        String told = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding", ""));
        return told.isEmpty() ? Charset.defaultCharset() : Charset.forName(told);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * The code to exit with.
     *
     * @param exit that of the command
     * @param err where it is said that something was not written
     */
    int exit(int exit, PrintStream err) {
        if (failure == null) {
            return exit;
        }
        String why = String.valueOf(failure.getMessage());
        if (why.toLowerCase(Locale.ROOT).contains("pipe")) {
            return NOBODY_READS;
        }
        err.println("error: standard output cannot be written: " + why);
        err.println("  likely: its disk is full, or it is closed");
        return exit == 0 ? FAILED : exit;
    }
}
