package dev.isthmus.master.json;

import java.util.regex.Pattern;

/** Why a text is not JSON, or its JSON no message, in Mesos's words. */
final class JsonException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Characters of what was sent that an error repeats. */
    private static final int MOST = 100;

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final String why;

    JsonException(String why) {
        super(why);
        this.why = why;
    }

    String why() {
        return why;
    }

    /** What was sent, as much of it as an error repeats, in one line. */
    static String brief(String sent) {
        String begin = sent.length() <= MOST ? sent : Surrogates.pair(sent.substring(0, MOST)) + "...";
        return CONTROL.matcher(begin).replaceAll("");
    }
}
