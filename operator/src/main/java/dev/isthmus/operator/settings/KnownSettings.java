package dev.isthmus.operator.settings;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.discovery.Provider;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.mesos.FrontendSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The settings that something installed reads: those of a driver, and so of a master. */
public final class KnownSettings {

    private KnownSettings() {}

    /** All of them. */
    public static List<Setting<?>> all() {
        List<Setting<?>> known = new ArrayList<>(FrontendSettings.all());
        known.add(BackendProvider.BACKEND);
        known.add(JournalProvider.JOURNAL);
        for (Class<? extends Provider> service :
                List.of(BackendProvider.class, ResourceTranslator.class, JournalProvider.class)) {
            Discovery.installed().load(service).forEach(provider -> known.addAll(provider.settings()));
        }
        return known;
    }

    /** The one of this name. */
    public static Optional<Setting<?>> named(String name) {
        return all().stream()
                .filter(setting -> setting.name().equals(name))
                .<Setting<?>>map(setting -> setting)
                .findFirst();
    }
}
