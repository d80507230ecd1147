package dev.isthmus.testkit.ecs.fault;

import java.time.Duration;

/**
 * What goes wrong with events on their way into a queue, each event for itself, by chance from the seed of the fake. A delay brings
 * events into another order.
 *
 * @param loss the part that never arrives, from 0 to 1
 * @param repeat the part that arrives twice, each time with its own delay
 * @param late the part that is delayed, by up to {@code atMost}
 * @param atMost the longest delay, in whole milliseconds: 1 ms or more, unless nothing is late
 */
public record DeliveryFaults(double loss, double repeat, double late, Duration atMost) {
    private static final Duration SHORTEST = Duration.ofMillis(1);

    /** Checks. */
    public DeliveryFaults {
        part("loss", loss);
        part("repeat", repeat);
        part("late", late);
        if (atMost.isNegative() || (late > 0 && atMost.compareTo(SHORTEST) < 0)) {
            throw new IllegalArgumentException(
                    "What is late is so by up to 1 ms or more, not by up to " + Durations.text(atMost));
        }
    }

    /** Every event arrives once, at once. */
    public static DeliveryFaults none() {
        return new DeliveryFaults(0, 0, 0, Duration.ZERO);
    }

    /** This, and this part of the events never arrives. */
    public DeliveryFaults losing(double part) {
        return new DeliveryFaults(part, repeat, late, atMost);
    }

    /** This, and this part of the events arrives twice. */
    public DeliveryFaults repeating(double part) {
        return new DeliveryFaults(loss, part, late, atMost);
    }

    /** This, and this part of the events is late by up to so much. */
    public DeliveryFaults delaying(double part, Duration upTo) {
        return new DeliveryFaults(loss, repeat, part, upTo);
    }

    private static void part(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("The part of " + name + " is from 0 to 1, not " + value);
        }
    }
}
