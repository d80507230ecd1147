package dev.isthmus.ecs.step;

import dev.isthmus.ecs.step.Output.Note.Level;

/** The lines for the log that one class has to say. Each is an output of the step. */
public final class Notes {

    private static final String PLACE = "{}";

    private final Steps steps;
    private final Class<?> of;

    Notes(Steps steps, Class<?> of) {
        this.steps = steps;
        this.of = of;
    }

    /** Something for whoever looks closely; each {@code {}} stands for the next value. */
    public void debug(String text, Object... values) {
        say(Level.DEBUG, text, values);
    }

    /** A transition. */
    public void info(String text, Object... values) {
        say(Level.INFO, text, values);
    }

    /** Something is not as it should be. */
    public void warn(String text, Object... values) {
        say(Level.WARN, text, values);
    }

    private void say(Level level, String text, Object... values) {
        steps.out(new Output.Note(of, level, filled(text, values)));
    }

    private static String filled(String text, Object... values) {
        StringBuilder filled = new StringBuilder(text.length() + 64);
        int from = 0;
        for (Object value : values) {
            int place = text.indexOf(PLACE, from);
            if (place < 0) {
                break;
            }
            filled.append(text, from, place).append(value);
            from = place + PLACE.length();
        }
        return filled.append(text, from, text.length()).toString();
    }
}
