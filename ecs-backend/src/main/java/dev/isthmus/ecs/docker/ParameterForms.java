package dev.isthmus.ecs.docker;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.ecs.definition.Ranges;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the values of Docker parameters. */
final class ParameterForms {

    /** As Docker reads sizes: bytes, or a number with a unit of 1024 times the one before. */
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?) ?(b|k|m|g|t|)i?b?");

    private static final Pattern VERSION_4 =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern VERSION_6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final BigDecimal UNIT = BigDecimal.valueOf(1024);
    private static final String UNITS = "bkmgt";

    private ParameterForms() {}

    static UnsupportedFieldException wrong(Parameter parameter, String wanted) {
        return new UnsupportedFieldException("docker parameter '" + Brief.value(parameter.key()) + "' is '"
                + Brief.value(parameter.value()) + "': want " + wanted);
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

    /** A whole number; one that ECS's range does not hold is brought within it. */
    static int within(Parameter parameter, String text, int least, int most, List<String> warnings) {
        if (!text.matches("-?\\d{1,19}") || !fits(text)) {
            throw wrong(parameter, "a whole number from " + least + " to " + most);
        }
        return Ranges.within("docker parameter '" + parameter.key() + "'", Long.parseLong(text), least, most, warnings);
    }

    private static boolean fits(String text) {
        return new BigDecimal(text).abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    }

    /** MiB of a size in Docker's form, in which ECS counts, rounded up; 0 for none. */
    static int mebibytes(Parameter parameter, String text, List<String> warnings) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw wrong(parameter, "a size such as 64m");
        }
        int power = Math.max(0, UNITS.indexOf(size.group(2)));
        BigDecimal exact =
                new BigDecimal(size.group(1)).multiply(UNIT.pow(power)).divide(UNIT.pow(2));
        BigDecimal whole = exact.setScale(0, RoundingMode.CEILING);
        if (whole.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0) {
            throw wrong(parameter, "at most " + Integer.MAX_VALUE + " MiB");
        }
        if (whole.compareTo(exact) != 0) {
            warnings.add("docker parameter '" + parameter.key() + "' is rounded up to whole MiB, in which ECS counts");
        }
        return whole.intValueExact();
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
