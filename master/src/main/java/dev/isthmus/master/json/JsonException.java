package dev.isthmus.master.json;

/** Why a text is not JSON, or its JSON no message, in Mesos's words. */
final class JsonException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Characters of what was sent that an error repeats. */
    private static final int MOST = 100;

    private final String why;

    JsonException(String why) {
        super(why);
        this.why = why;
    }

    String why() {
        return why;
    }

    /** What was sent, as much of it as an error repeats. */
    static String brief(String sent) {
        return sent.length() <= MOST ? sent : Surrogates.pair(sent.substring(0, MOST)) + "...";
    }
}
