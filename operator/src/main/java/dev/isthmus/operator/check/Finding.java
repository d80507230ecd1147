package dev.isthmus.operator.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A line of a check.
 *
 * @param subject what was looked at, of a fixed list: {@code region}, {@code action ecs:RunTask}
 * @param verdict how it is
 * @param text what was found, in words
 * @param remedy what to do, a line each; not empty for what is wrong
 */
record Finding(String subject, Verdict verdict, String text, List<String> remedy) {

    /** Copies the list, and refuses a red line that does not say what to do. */
    Finding {
        remedy = List.copyOf(remedy);
        if (verdict == Verdict.WRONG && remedy.isEmpty()) {
            throw new IllegalArgumentException("'" + subject + "' is wrong, and nobody is told what to do");
        }
    }

    /** It is well. */
    static Finding ok(String subject, String text) {
        return new Finding(subject, Verdict.OK, text, List.of());
    }

    /** Somebody should look. */
    static Finding unknown(String subject, String text, String... remedy) {
        return new Finding(subject, Verdict.UNKNOWN, text, List.of(remedy));
    }

    /** It is wrong. */
    static Finding wrong(String subject, String text, String... remedy) {
        return new Finding(subject, Verdict.WRONG, text, List.of(remedy));
    }

    /** For programs. */
    Map<String, Object> json() {
        return new TreeMap<>(Map.of("subject", subject, "verdict", verdict.word(), "text", text, "remedy", remedy));
    }
}
