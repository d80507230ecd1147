package dev.isthmus.api.discovery;

import java.util.Optional;

/**
 * A provider as the selection sees it.
 *
 * @param name the name by which it can be selected
 * @param priority the higher one is preferred
 * @param unavailable why it cannot be used; empty if it can
 * @param origin its class, and the jar that contains it
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
