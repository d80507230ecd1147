package dev.isthmus.testkit.generate;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.util.Collection;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Settings: nothing set, some of those that are known, and names that nobody knows. */
public final class SettingsArbitraries {

    private static final List<String> TEXTS =
            List.of("", " ", "0", "1", "-1", "true", "yes", "10s", "31000-31010", "a=b", "x".repeat(300), "\u00e9");

    private SettingsArbitraries() {}

    /** Settings of any names, known ones or not, with any text; most of them make no sense to anybody. */
    public static Arbitrary<Settings> settings() {
        Arbitrary<String> names = Arbitraries.of(
                "ISTHMUS_PORTS", "ISTHMUS_BACKEND", "ISTHMUS_POLL_IDLE", "ISTHMUS_MISSPELT", "AWS_ECS_CLUSTER", "PATH");
        return Arbitraries.maps(names, Arbitraries.of(TEXTS))
                .ofMaxSize(6)
                .map(environment -> Settings.builder().environment(environment).build());
    }

    /** Settings that read without an error: of these, some are set to their default text in words, the others are not set. */
    public static Arbitrary<Settings> defaults(Collection<Setting<?>> known) {
        return Arbitraries.of(known).set().ofMaxSize(known.size()).map(chosen -> {
            Settings.Builder settings = Settings.builder();
            chosen.forEach(setting -> settings.set(setting, setting.defaultText()));
            return settings.build();
        });
    }

    /** One setting, at its default or at one of these texts; for the bounds of a setting. */
    public static Arbitrary<Settings> of(Setting<?> setting, String... texts) {
        Arbitrary<Settings> set = Arbitraries.of(texts)
                .map(text -> Settings.builder().set(setting, text).build());
        return Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(Settings.none())), Tuple.of(3, set));
    }
}
