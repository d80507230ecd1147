package dev.isthmus.testkit.framework.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** All that has happened in a script, for whoever has to find out why a step failed. */
public final class CallbackHistory {

    /** Who does something. */
    public enum Who {
        /** The script. */
        SCRIPT("script"),
        /** The driver, to the scheduler. */
        DRIVER("driver"),
        /** The scheduler. */
        SCHEDULER("scheduler");

        private final String shown;

        Who(String shown) {
            this.shown = shown;
        }
    }

    private record Entry(int step, Duration at, Who who, String text) {}

    private final ScriptClock clock;
    private final List<Entry> entries = new ArrayList<>();
    private int step;
    private String stepText = "";

    public CallbackHistory(ScriptClock clock) {
        this.clock = clock;
    }

    public void begin(String text) {
        step++;
        stepText = text;
        add(Who.SCRIPT, text);
    }

    /** The number of the step that is being carried out; the first is 1. */
    public int step() {
        return step;
    }

    public void add(Who who, String text) {
        entries.add(new Entry(step, Duration.between(clock.begin(), clock.instant()), who, text));
    }

    /** The message of a step that failed: which one, why, and what happened up to it. */
    String failure(String why) {
        return "step " + step + ": " + stepText + "\n" + why.indent(2) + "so far:\n" + table();
    }

    public AssertionError failed(String why, @Nullable Throwable cause) {
        return new AssertionError(failure(why), cause);
    }

    public ImpossibleStepException impossible(String why) {
        return new ImpossibleStepException(failure(why));
    }

    public String table() {
        StringBuilder table = new StringBuilder();
        table.append(line("step", "seconds", "who", "what"));
        for (Entry entry : entries) {
            table.append(line(
                    Integer.toString(entry.step),
                    String.format(Locale.ROOT, "%.3f", entry.at.toMillis() / 1000.0),
                    entry.who.shown,
                    (entry.who == Who.SCRIPT ? "" : "  ") + entry.text));
        }
        return table.toString();
    }

    private static String line(String step, String time, String who, String what) {
        return String.format(Locale.ROOT, "  %4s %10s  %-9s  %s", step, time, who, what)
                        .stripTrailing() + "\n";
    }
}
