package dev.isthmus.master.operator;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A length of time as Mesos writes it in requests: {@code 5secs}, {@code 1.5hrs}, {@code 10mins} (stout's {@code Duration::parse}). Not the form of our settings. */
public sealed interface MesosDuration {

    /** Reads a text; never throws. */
    static MesosDuration read(String text) {
        return Reader.read(text);
    }

    /** What follows from it, in each of its cases. */
    <R> R fold(Function<? super Duration, ? extends R> good, Function<? super String, ? extends R> broken);

    /**
     * The text is one.
     *
     * @param time what is meant; at least 0 and at most 292 years
     */
    record Good(Duration time) implements MesosDuration {

        /** Checks that it is there. */
        public Good {
            requireNonNull(time, "time");
        }

        @Override
        public <R> R fold(Function<? super Duration, ? extends R> good, Function<? super String, ? extends R> broken) {
            return good.apply(time);
        }
    }

    /**
     * The text is none.
     *
     * @param why in Mesos's words, without a full stop
     */
    record Broken(String why) implements MesosDuration {

        /** Checks that it is there. */
        public Broken {
            requireNonNull(why, "why");
        }

        @Override
        public <R> R fold(Function<? super Duration, ? extends R> good, Function<? super String, ? extends R> broken) {
            return broken.apply(why);
        }
    }

    /** Reads the text. */
    final class Reader {

        private static final Pattern SHAPE = Pattern.compile("([0-9.]*+)(.+)", Pattern.DOTALL);
        private static final Pattern NUMBER = Pattern.compile("[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30}");
        private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
        private static final Map<String, Long> UNITS = Map.of(
                "ns",
                1L,
                "us",
                1_000L,
                "ms",
                1_000_000L,
                "secs",
                1_000_000_000L,
                "mins",
                60_000_000_000L,
                "hrs",
                3_600_000_000_000L,
                "days",
                86_400_000_000_000L,
                "weeks",
                604_800_000_000_000L);

        private Reader() {}

        private static MesosDuration read(String text) {
            Matcher parts = SHAPE.matcher(text);
            if (!parts.matches()) {
                return new Broken("Invalid duration '" + text + "'");
            }
            String number = parts.group(1);
            if (!NUMBER.matcher(number).matches()) {
                return new Broken("Failed to convert '" + number + "' to number");
            }
            Long unit = UNITS.get(parts.group(2));
            if (unit == null) {
                return new Broken("Unknown duration unit '" + parts.group(2)
                        + "'; supported units are 'ns', 'us', 'ms', 'secs', 'mins', 'hrs', 'days', and 'weeks'");
            }
            BigDecimal nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(unit));
            return nanos.compareTo(MOST) > 0
                    ? new Broken("Argument out of the range that a Duration can represent due to int64_t's size limit")
                    : new Good(Duration.ofNanos(nanos.longValue()));
        }
    }
}
