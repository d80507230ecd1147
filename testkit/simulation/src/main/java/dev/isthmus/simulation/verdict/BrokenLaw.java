package dev.isthmus.simulation.verdict;

import java.time.Duration;

/**
 * A law was broken.
 *
 * @param rule its number
 * @param at when, since the start of the world
 * @param what in words
 */
public record BrokenLaw(String rule, Duration at, String what) {

    @Override
    public String toString() {
        return rule + " is broken after " + at + ": " + what;
    }
}
