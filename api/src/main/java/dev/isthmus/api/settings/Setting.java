package dev.isthmus.api.settings;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A setting: its name, meaning and default, and how its text is parsed.
 *
 * @param name the same in the environment, in system properties and in code, such as {@code ISTHMUS_PORTS}
 * @param meaning one plain sentence, shown in the table of settings
 * @param defaultText the default, as text; empty if there is none
 * @param reader parses the text to a value that does not change; throws {@link IllegalArgumentException} saying what is valid
 * @param <T> the type of the value
 */
public record Setting<T>(String name, String meaning, String defaultText, Function<String, T> reader) {

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]*");

    /** Checks the form of the name. */
    public Setting {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("setting '" + name + "': want capitals, digits and underscores");
        }
    }

    /** A text as it is. */
    public static Setting<String> text(String name, String meaning, String defaultText) {
        return new Setting<>(name, meaning, defaultText, Function.identity());
    }

    /** A text that may be absent. */
    public static Setting<Optional<String>> optionalText(String name, String meaning) {
        return new Setting<>(name, meaning, "", text -> text.isEmpty() ? Optional.empty() : Optional.of(text));
    }

    /** A URI that may be absent; when given it has a scheme and a host. */
    public static Setting<Optional<URI>> optionalUri(String name, String meaning) {
        return new Setting<>(name, meaning, "", text -> {
            if (text.isEmpty()) {
                return Optional.empty();
            }
            URI uri = URI.create(text);
            if (uri.getScheme() == null || uri.getHost() == null) {
                throw new IllegalArgumentException("want a whole address such as https://host:port");
            }
            return Optional.of(uri);
        });
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name, String meaning, boolean defaultValue) {
        return new Setting<>(
                name, meaning, Boolean.toString(defaultValue), text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("want true or false");
                });
    }

    /** A whole number within bounds, both included. */
    public static Setting<Long> number(String name, String meaning, long defaultValue, long least, long most) {
        return new Setting<>(name, meaning, Long.toString(defaultValue), text -> {
            long value;
            try {
                value = Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("want a whole number from " + least + " to " + most, e);
            }
            if (value < least || value > most) {
                throw new IllegalArgumentException("want a whole number from " + least + " to " + most);
            }
            return value;
        });
    }

    /** A length of time that is not negative, as {@link DurationText} reads it: {@code 500ms}, {@code 5min}. */
    public static Setting<Duration> duration(String name, String meaning, String defaultText) {
        return new Setting<>(name, meaning, defaultText, Setting::readDuration);
    }

    /** One of the constants of an enum, written in lower case with dashes: {@code START_TASK} is {@code start-task}. */
    public static <E extends Enum<E>> Setting<E> choice(String name, String meaning, E defaultValue) {
        Class<E> type = defaultValue.getDeclaringClass();
        return new Setting<>(
                name,
                meaning,
                written(defaultValue),
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> written(constant).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("want one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Setting::written)
                                        .collect(Collectors.joining(", ")))));
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration readDuration(String text) {
        Duration duration = DurationText.read(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("want a length of time such as 500ms, 10s, 5min, 2h or 7d"));
        if (duration.isNegative()) {
            throw new IllegalArgumentException("want a length of time that is not negative");
        }
        return duration;
    }
}
