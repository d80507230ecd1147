package dev.isthmus.operator.settings;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.mesos.FrontendSettings;
import java.util.List;
import java.util.Optional;

/** The settings that something installed reads: those of a driver, and so of a master. */
public final class KnownSettings {

    private KnownSettings() {}

    /** All of them. */
    public static List<Setting<?>> all() {
        return FrontendSettings.known(Discovery.installed());
    }

    /**
     * These settings, if a driver could start with them: what translates is not asked to go by what it cannot read, and would offer nothing of it.
     *
     * @throws dev.isthmus.api.settings.InvalidSettingException for the first that is set and cannot be read
     */
    public static Settings readable(Settings settings) {
        all().stream().filter(settings::isSet).forEach(settings::get);
        return settings;
    }

    /** The one of this name. */
    public static Optional<Setting<?>> named(String name) {
        return all().stream()
                .filter(setting -> setting.name().equals(name))
                .<Setting<?>>map(setting -> setting)
                .findFirst();
    }
}
