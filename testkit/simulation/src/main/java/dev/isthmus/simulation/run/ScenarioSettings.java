package dev.isthmus.simulation.run;

import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.mesos.FrontendSettings;
import java.util.ArrayList;
import java.util.List;

/** What whoever runs frameworks in a world has set. */
final class ScenarioSettings {

    private static final String CLUSTER = "arn:aws:ecs:us-east-1:123456789012:cluster/default";

    private ScenarioSettings() {}

    static Settings of(WorldScenario scenario) {
        Settings.Builder settings =
                Settings.builder().set(EcsSettings.CLUSTER, CLUSTER).set(EcsSettings.DEFAULT_IMAGE, "busybox");
        List<Setting<?>> known = new ArrayList<>(EcsSettings.all());
        known.addAll(FrontendSettings.all());
        for (WorldScenario.Set each : scenario.settings()) {
            settings.set(
                    known.stream()
                            .filter(setting -> setting.name().equals(each.name()))
                            .findFirst()
                            .orElseThrow(() -> new IllegalArgumentException("There is no setting " + each.name())),
                    each.value());
        }
        return settings.build();
    }
}
