package dev.isthmus.api.backend;

import dev.isthmus.api.settings.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the {@code master} argument of a framework's driver means to one backend: a cluster of its own, a misspelt one, or nothing. It works
 * like {@code java.sql.Driver.acceptsURL}: each backend recognises its own masters, and nobody else does.
 *
 * @since 0.1
 */
public sealed interface MasterMeaning {

    /** What follows from it, in each of its cases. */
    <T> T fold(Function<Cluster, T> cluster, Function<Mistake, T> mistake, Function<Foreign, T> foreign);

    /**
     * It names a cluster of this backend.
     *
     * @param settings what it stands for: settings that the provider declares, with their texts; they win over what was set otherwise. Empty for a
     *     backend that has one cluster only
     */
    record Cluster(Map<Setting<?>, String> settings) implements MasterMeaning {

        /** Keeps a copy. */
        public Cluster {
            Map<Setting<?>, String> kept = new LinkedHashMap<>();
            settings.forEach(
                    (setting, text) -> kept.put(Objects.requireNonNull(setting), Objects.requireNonNull(text)));
            settings = Collections.unmodifiableMap(kept);
        }

        @Override
        public <T> T fold(Function<Cluster, T> cluster, Function<Mistake, T> mistake, Function<Foreign, T> foreign) {
            return cluster.apply(this);
        }
    }

    /**
     * A cluster of this backend is meant, but not rightly named. The driver does not start.
     *
     * @param wanted what is wanted in its place, as the end of a sentence: {@code want ecs://<name of the cluster>}
     */
    record Mistake(String wanted) implements MasterMeaning {

        /** Checks that there is something to say. */
        public Mistake {
            requireWords(wanted);
        }

        @Override
        public <T> T fold(Function<Cluster, T> cluster, Function<Mistake, T> mistake, Function<Foreign, T> foreign) {
            return mistake.apply(this);
        }
    }

    /**
     * It is nothing of this backend's. The driver starts only if the cluster is named by the setting that can take its place, and says so.
     *
     * @param wanted which masters this backend knows, as the end of a sentence
     * @param instead the setting that names the cluster where no master does, if there is one
     */
    record Foreign(String wanted, Optional<Setting<?>> instead) implements MasterMeaning {

        /** Checks that there is something to say. */
        public Foreign {
            requireWords(wanted);
        }

        @Override
        public <T> T fold(Function<Cluster, T> cluster, Function<Mistake, T> mistake, Function<Foreign, T> foreign) {
            return foreign.apply(this);
        }
    }

    private static void requireWords(String wanted) {
        if (wanted.isBlank()) {
            throw new IllegalArgumentException("say which masters are wanted");
        }
    }
}
