package dev.isthmus.ecs.definition;

import dev.isthmus.api.launch.Parameter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms that values of Docker parameters have. */
final class ParameterForms {

    /** As Docker reads sizes: bytes, or a number with a unit of 1024 times the one before. */
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})(b|k|m|g|t|)b?");

    private static final Pattern VERSION_4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern VERSION_6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final long MIB = 1L << 20;
    private static final String UNITS = "bkmgt";
    private static final int SHIFT = 10;

    private ParameterForms() {}

    static UnsupportedFieldException wrong(Parameter parameter, String wanted) {
        return new UnsupportedFieldException(
                "docker parameter '" + parameter.key() + "' is '" + parameter.value() + "': want " + wanted);
    }

    static boolean flag(Parameter parameter) {
        return switch (parameter.value()) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw wrong(parameter, "true or false");
        };
    }

    /** A whole number within bounds. */
    static int number(Parameter parameter, String text, int least, int most) {
        String wanted = "a whole number from " + least + " to " + most;
        if (!text.matches("-?\\d{1,10}")) {
            throw wrong(parameter, wanted);
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            throw wrong(parameter, wanted);
        }
        return (int) number;
    }

    /** Whole MiB, at least one, of a size in Docker's form. */
    static int mebibytes(Parameter parameter, String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw wrong(parameter, "a size such as 64m");
        }
        String unit = size.group(2).isEmpty() ? "b" : size.group(2);
        long number = Long.parseLong(size.group(1));
        int shift = SHIFT * UNITS.indexOf(unit);
        if (number > Long.MAX_VALUE >> shift) {
            throw wrong(parameter, "at most " + Integer.MAX_VALUE + " MiB");
        }
        long bytes = number << shift;
        if (bytes % MIB != 0 || bytes == 0) {
            throw wrong(parameter, "a size in whole MiB, which ECS counts in, such as " + (bytes / MIB + 1) + "m");
        }
        if (bytes / MIB > Integer.MAX_VALUE) {
            throw wrong(parameter, "at most " + Integer.MAX_VALUE + " MiB");
        }
        return (int) (bytes / MIB);
    }

    static String path(Parameter parameter, String text) {
        if (!text.startsWith("/")) {
            throw wrong(parameter, "a path that begins with /");
        }
        return text;
    }

    static String address(Parameter parameter, String text) {
        if (!VERSION_4.matcher(text).matches() && !VERSION_6.matcher(text).matches()) {
            throw wrong(parameter, "an address such as 10.0.0.2");
        }
        return text;
    }

    /** The name and the value on both sides of the first separator, neither of them empty. */
    static String[] pair(Parameter parameter, String separator, String wanted) {
        String text = parameter.value();
        int at = text.indexOf(separator);
        if (at < 1 || at == text.length() - 1) {
            throw wrong(parameter, wanted);
        }
        return new String[] {text.substring(0, at), text.substring(at + 1)};
    }
}
