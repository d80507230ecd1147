package dev.isthmus.operator.settings;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.settings.Setting;
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

    /** The one of this name. */
    public static Optional<Setting<?>> named(String name) {
        return all().stream()
                .filter(setting -> setting.name().equals(name))
                .<Setting<?>>map(setting -> setting)
                .findFirst();
    }
}
