package dev.isthmus.log;

import java.util.Locale;

/**
 * What the log of a program looks like on its standard error.
 *
 * @since 0.1
 */
public enum LogFormat {
    /** As {@code java.util.logging} is set up. */
    TEXT {
        @Override
        public void use() {
            // It is how the JDK begins.
        }
    },

    /** A JSON object a line, and nothing else; the members are in {@code docs/reference/master.md}. */
    JSON {
        @Override
        public void use() {
            JsonLogHandler.replaceTheConsole(System.err);
            ThreadEnds.areLogged();
        }
    };

    /**
     * Reads its name as users write it, such as {@code json}.
     *
     * @throws IllegalArgumentException if there is no such format; the message says which there are
     */
    public static LogFormat read(String text) {
        for (LogFormat format : values()) {
            if (format.toString().equals(text)) {
                return format;
            }
        }
        throw new IllegalArgumentException("want text or json");
    }

    /** Has this program's log written so from now on. To be called once, before there are other threads. */
    public abstract void use();

    /** As users write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
