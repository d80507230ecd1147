package org.example.shop;

/** What a framework keeps in a static field. */
public final class Sign {

    private static String text = "nobody has set this";

    private Sign() {}

    /** What was set. */
    public static String text() {
        return text;
    }

    static void set(String next) {
        text = next;
    }
}
