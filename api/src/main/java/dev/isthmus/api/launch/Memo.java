package dev.isthmus.api.launch;

/**
 * Text that whoever launches a task needs again after a restart. A backend stores it with the task, returns it with each event (R-TL-18),
 * and does not read it.
 *
 * @param text at most {@value #LONGEST} characters, no control characters; empty if there is none
 */
public record Memo(String text) {

    /** So many characters a memo may have; they count towards what a backend can say of a task. */
    public static final int LONGEST = 256;

    /** Nothing to know. */
    public static final Memo NONE = new Memo("");

    /** Refuses one that is too long, and control characters. */
    public Memo {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a memo of " + text.length() + " characters: want at most " + LONGEST);
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a memo with a control character: want printable characters only");
        }
    }

    /** Whether there is nothing to know. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
