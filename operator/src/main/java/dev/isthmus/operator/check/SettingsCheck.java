package dev.isthmus.operator.check;

import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.operator.check.finding.Finding;
import dev.isthmus.operator.settings.KnownSettings;
import java.util.ArrayList;
import java.util.List;

/** Whether every setting can be read, and nothing is misspelt. */
final class SettingsCheck {

    private static final String SUBJECT = "settings";

    private SettingsCheck() {}

    /**
     * What is said of the settings.
     *
     * @param areReadable whether what is set can be read, so that other checks can go by it; a misspelt name keeps nothing from being read
     */
    record Outcome(List<Finding> findings, boolean areReadable) {

        Outcome {
            findings = List.copyOf(findings);
        }
    }

    static Outcome of(Settings settings) {
        List<Finding> findings = new ArrayList<>();
        List<Setting<?>> known = KnownSettings.all();
        int set = 0;
        for (Setting<?> setting : known) {
            if (settings.isSet(setting)) {
                set++;
                try {
                    settings.get(setting);
                } catch (InvalidSettingException e) {
                    findings.add(Finding.wrong(
                            SUBJECT, String.valueOf(e.getMessage()), "set " + setting.name() + " as it says"));
                }
            }
        }
        List<Finding> misspelt =
                settings.unknown(known).stream().map(SettingsCheck::misspelt).toList();
        if (findings.isEmpty() && misspelt.isEmpty()) {
            findings.addAll(rules(settings));
        }
        boolean areReadable = findings.isEmpty();
        findings.addAll(misspelt);
        if (findings.isEmpty()) {
            findings.add(
                    Finding.ok(SUBJECT, set == 0 ? "none is set: the defaults" : set + " set, and each can be read"));
        }
        return new Outcome(findings, areReadable);
    }

    private static Finding misspelt(Settings.Unknown unknown) {
        return Finding.wrong(
                SUBJECT,
                unknown.name() + " is set, and nothing that is installed reads it",
                unknown.nearest()
                        .map(nearest -> "name it " + nearest)
                        .orElse("unset it; README.md lists all settings"));
    }

    /** What one setting says of another. */
    private static List<Finding> rules(Settings settings) {
        try {
            EcsSettings.requireTogether(settings);
            return List.of();
        } catch (InvalidSettingException e) {
            return List.of(Finding.wrong(SUBJECT, String.valueOf(e.getMessage()), "set them as it says"));
        }
    }
}
