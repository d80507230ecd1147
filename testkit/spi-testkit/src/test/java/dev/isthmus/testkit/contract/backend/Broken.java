package dev.isthmus.testkit.contract.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.MasterMeaning;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.time.ManualClock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A backend with one thing made wrong on purpose, as a suite meets it.
 *
 * @param words what is wrong
 * @param test how the name of the test begins that finds it
 * @param explanation what the finding says
 * @param features what it declares
 * @param others how the names of tests begin that find it too, because they need what is broken
 * @param provider its provider, given the good one
 */
public record Broken(
        String words,
        String test,
        String explanation,
        Set<BackendFeature> features,
        List<String> others,
        BiFunction<BackendProvider, Scene, BackendProvider> provider) {

    static final Set<BackendFeature> FEATURES =
            EnumSet.complementOf(EnumSet.of(BackendFeature.SETTINGS, BackendFeature.CALL_COUNTS));

    private static final List<String> FRAMEWORKS = List.of(
            "TL02_threads_events_of_several",
            "TL06_recovery_is_of_each",
            "TL06_recovery_of_a_framework",
            "TL15_stop_of_the_task_of_another",
            "TL16_list_is_of_one",
            "TL17_frameworks",
            "TL21_window_is_counted",
            "TL25_");

    /** A provider, each of whose answers a subclass can give otherwise. */
    static class WrappedProvider implements BackendProvider {

        final BackendProvider real;
        final Scene scene;

        WrappedProvider(BackendProvider real, Scene scene) {
            this.real = real;
            this.scene = scene;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Optional<String> unavailableReason(Settings settings) {
            return real.unavailableReason(settings);
        }

        @Override
        public List<Setting<?>> settings() {
            return real.settings();
        }

        @Override
        public MasterMeaning meaningOf(String master) {
            return real.meaningOf(master);
        }

        @Override
        public Backend open(BackendContext context) {
            return new WrappedBackend(real.open(context), scene);
        }
    }

    /** The backend that it opens is wrong. */
    public static Broken backend(
            String words, String test, String explanation, BiFunction<Backend, Scene, ? extends Backend> wrong) {
        return provider(words, test, explanation, (real, scene) -> new WrappedProvider(real, scene) {
            @Override
            public Backend open(BackendContext context) {
                return wrong.apply(real.open(context), scene);
            }
        });
    }

    /** The provider itself is wrong. */
    static Broken provider(
            String words,
            String test,
            String explanation,
            BiFunction<BackendProvider, Scene, BackendProvider> provider) {
        return new Broken(words, test, explanation, FEATURES, List.of(), provider);
    }

    Broken with(BackendFeature feature) {
        Set<BackendFeature> more = EnumSet.copyOf(features);
        more.add(feature);
        return new Broken(words, test, explanation, more, others, provider);
    }

    Broken without(BackendFeature feature) {
        Set<BackendFeature> fewer = EnumSet.copyOf(features);
        fewer.remove(feature);
        return new Broken(words, test, explanation, fewer, others, provider);
    }

    Broken alsoBreaking(String... tests) {
        return new Broken(words, test, explanation, features, List.of(tests), provider);
    }

    /** The rule that it breaks, as findings begin: {@code R-OS-07}. */
    String rule() {
        return "R-" + test.substring(0, 2) + "-" + test.substring(2, 4);
    }

    boolean isAboutGroups() {
        return isAboutGroups(test);
    }

    /** Whether a test of this name, without its prefix, is of R-TL-22 to R-TL-24. */
    static boolean isAboutGroups(String test) {
        return test.matches("TL2[234]_.*");
    }

    boolean isAboutFrameworks() {
        return isAboutFrameworks(test);
    }

    /** Whether a test of this name, without its prefix, watches several frameworks, or one several times. */
    static boolean isAboutFrameworks(String test) {
        return FRAMEWORKS.stream().anyMatch(test::startsWith);
    }

    public ExaminedCluster cluster(ManualClock clock) {
        return cluster(clock, provider);
    }

    static ExaminedMemory cluster(ManualClock clock, BiFunction<BackendProvider, Scene, BackendProvider> provider) {
        Function<ExaminedMemory, Scene> scenes = memory -> new Scene(memory, clock);
        return new ExaminedMemory(clock) {
            private final BackendProvider wrong = provider.apply(super.provider(), scenes.apply(this));

            @Override
            public BackendProvider provider() {
                return wrong;
            }

            @Override
            public Optional<ExaminedCluster.Wrong> wrongSettings() {
                refusesSettings = true;
                return Optional.of(new ExaminedCluster.Wrong(Settings.none(), "ISTHMUS_SENSELESS"));
            }
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
