package dev.isthmus.mesos.allocator.constraint;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Regular expressions of RE2, of a bounded size: a framework says them, and the master's thread matches them. Mesos bounds the program to 100 instructions
 * (flag {@code offer_constraints_re2_max_program_size}) and the memory that compiling it may take; RE2/J has no bound of its own on the latter, so what an
 * expression repeats is multiplied out before.
 */
final class BoundedRegex {

    /** Mesos's default. */
    private static final int MOST_INSTRUCTIONS = 100;

    /** Far more than any expression of {@link #MOST_INSTRUCTIONS} has, and compiled in no time. */
    private static final long MOST_ATOMS = 10_000;

    private static final int DEEPEST = 100;

    private final String regex;
    private int at;

    private BoundedRegex(String regex) {
        this.regex = regex;
    }

    /** @throws IllegalArgumentException if it cannot be read or is too complex */
    static Pattern compile(String regex) {
        if (new BoundedRegex(regex).atoms(0) > MOST_ATOMS) {
            throw new IllegalArgumentException("Regex '" + regex + "' is too complex");
        }
        Pattern compiled;
        try {
            compiled = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "Failed to construct regex from pattern '" + regex + "': " + e.getDescription(), e);
        }
        if (compiled.programSize() > MOST_INSTRUCTIONS) {
            throw new IllegalArgumentException("Regex '" + regex + "' is too complex: program size of "
                    + compiled.programSize() + " is larger than maximum of " + MOST_INSTRUCTIONS + " allowed");
        }
        return compiled;
    }

    /** How many characters, classes and the like there are up to the end of the group, if all that is repeated is written out. */
    private long atoms(int depth) {
        if (depth > DEEPEST) {
            at = regex.length();
            return MOST_ATOMS + 1;
        }
        long sum = 0;
        long last = 0;
        while (at < regex.length()) {
            char next = regex.charAt(at++);
            if (next == ')') {
                break;
            }
            switch (next) {
                case '(' -> last = 1 + atoms(depth + 1);
                case '[' -> last = bracketed();
                case '\\' -> last = escaped();
                case '{' -> {
                    // The one that is there already is counted.
                    sum += last * Math.max(0, repetitions() - 1);
                    last = 0;
                    continue;
                }
                default -> last = 1;
            }
            sum = Math.min(sum + last, MOST_ATOMS + 1);
        }
        return sum;
    }

    /** A class of characters counts as all that is between its brackets. */
    private int bracketed() {
        int start = at;
        if (at < regex.length() && regex.charAt(at) == '^') {
            at++;
        }
        // A bracket that comes first stands for itself.
        at++;
        while (at < regex.length() && regex.charAt(at) != ']') {
            if (regex.startsWith("[:", at)) {
                int end = regex.indexOf(":]", at + 2);
                at = end < 0 ? at + 1 : end + 2;
            } else {
                at += regex.charAt(at) == '\\' ? 2 : 1;
            }
        }
        at++;
        return Math.max(1, at - start);
    }

    private int escaped() {
        if (at < regex.length() && regex.charAt(at) == 'Q') {
            int end = regex.indexOf("\\E", at);
            int start = at;
            at = end < 0 ? regex.length() : end + 2;
            return at - start;
        }
        at++;
        return 1;
    }

    /** How often what is before is repeated at most; once if the brace stands for itself. */
    private int repetitions() {
        int most = 0;
        int number = 0;
        for (int i = at; i < regex.length(); i++) {
            char next = regex.charAt(i);
            if (next >= '0' && next <= '9') {
                number = Math.min(number * 10 + next - '0', (int) MOST_ATOMS);
            } else if (next == ',' || next == '}') {
                most = Math.max(most, number);
                number = 0;
                if (next == '}') {
                    at = i + 1;
                    return most;
                }
            } else {
                break;
            }
        }
        return 1;
    }
}
