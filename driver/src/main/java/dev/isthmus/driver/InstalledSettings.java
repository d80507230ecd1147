package dev.isthmus.driver;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.ResourceTranslator;
import dev.isthmus.mesos.FrontendSettings;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every setting that something on the class path reads. */
final class InstalledSettings {

    private static final Logger LOG = LoggerFactory.getLogger(InstalledSettings.class);

    private InstalledSettings() {}

    /** All of them, each once: the backends', the frontend's, the translators'. */
    static List<Setting<?>> all(ProviderSource installed) {
        List<Setting<?>> all = new ArrayList<>();
        installed.load(BackendProvider.class).forEach(provider -> all.addAll(provider.settings()));
        all.add(BackendProvider.BACKEND);
        all.addAll(FrontendSettings.all());
        installed.load(ResourceTranslator.class).forEach(provider -> all.addAll(provider.settings()));
        List<Setting<?>> once = new ArrayList<>();
        all.stream()
                .filter(setting -> once.stream().noneMatch(kept -> kept.name().equals(setting.name())))
                .forEach(once::add);
        return List.copyOf(once);
    }

    /** Says which names that look like ours nobody reads. */
    static void warnOfUnknown(ProviderSource installed, Settings settings) {
        List<Setting<?>> known = all(installed);
        for (String name : settings.unknown(known)) {
            LOG.warn(
                    "{} is set, but nothing reads it. Is it misspelt? There are {}",
                    name,
                    known.stream().map(Setting::name).sorted().toList());
        }
    }
}
