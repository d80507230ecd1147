package dev.isthmus.api.discovery;

import java.util.Optional;

/**
 * A provider as selection sees it.
 *
 * @param name what it can be chosen by
 * @param priority the higher wins
 * @param unavailable why it cannot be used; empty if it can
 * @param origin its class, and the jar that holds it
 */
public record Candidate(String name, int priority, Optional<String> unavailable, String origin) {

    static Candidate of(Provider provider, Optional<String> unavailable) {
        return new Candidate(provider.name(), provider.priority(), unavailable, Origin.of(provider.getClass()));
    }

    @Override
    public String toString() {
        return name + " (priority " + priority
                + unavailable.map(reason -> ", unavailable: " + reason).orElse(", available") + ", " + origin + ")";
    }
}
