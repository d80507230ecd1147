package dev.isthmus.api.discovery;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.util.List;
import java.util.Optional;

/**
 * What every discovered provider says about itself. A provider is found with {@link java.util.ServiceLoader}, so it has a public
 * constructor without arguments and is named in {@code META-INF/services} (or in a {@code provides} clause).
 *
 * <ul>
 *   <li>Discovery: R-PR-01, in the class loader of this API and in the context class loader.
 *   <li>Threads: R-PR-02, called on the thread that loads it; later possibly on several threads.
 *   <li>Blocking: R-PR-03, no method here may do I/O or block.
 *   <li>Exceptions: R-PR-04, none; an exception fails the load and is reported with the provider's class and jar.
 *   <li>Close: nothing to close; what a provider opens has its own {@code close()}.
 * </ul>
 *
 * @since 0.1
 */
public interface Provider {

    /** The priority of the defaults that come with Isthmus. A higher one replaces them. */
    int DEFAULT_PRIORITY = 0;

    /**
     * The name it can be chosen by: lower case letters, digits and dashes; unique among providers of its kind. What a provider says of
     * itself stays the same, and it declares each setting once (R-PR-05).
     */
    String name();

    /** Where there is a choice, the unique highest priority wins; {@link #DEFAULT_PRIORITY} for the bundled ones. */
    default int priority() {
        return DEFAULT_PRIORITY;
    }

    /** Why it cannot be used under these settings, as a sentence for the user; empty when it can. */
    default Optional<String> unavailableReason(Settings settings) {
        return Optional.empty();
    }

    /** The settings it reads, so that a misspelt one can be told from a foreign one. */
    default List<Setting<?>> settings() {
        return List.of();
    }
}
