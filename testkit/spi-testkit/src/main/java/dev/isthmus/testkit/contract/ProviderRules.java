package dev.isthmus.testkit.contract;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.discovery.Provider;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What holds for every provider, whatever it provides. */
public final class ProviderRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

    private ProviderRules() {}

    /** All that a provider says of itself. */
    public static List<Object> describe(Provider provider, Settings settings) {
        return List.of(
                provider.name(),
                provider.priority(),
                provider.unavailableReason(settings),
                provider.settings().stream().map(Setting::name).toList());
    }

    public static List<Object> describe(Provider provider, BackendContext context) {
        return describe(provider, context.settings());
    }

    public static void wellFormed(Provider provider) {
        require(
                NAME.matcher(provider.name()).matches(),
                "R-PR-05",
                "the provider's name is '" + provider.name() + "': want lower case letters, digits and dashes");
        List<String> names = provider.settings().stream().map(Setting::name).toList();
        require(
                new TreeSet<>(names).size() == names.size(),
                "R-PR-05",
                "the provider's settings are " + names + ": want each name once");
    }

    public static void stable(Provider provider, BackendContext context) {
        stable(provider, context.settings());
    }

    public static void stable(Provider provider, Settings settings) {
        List<Object> first = describe(provider, settings);
        List<Object> second = describe(provider, settings);
        require(first.equals(second), "R-PR-05", "the provider said " + first + " of itself, and then " + second);
    }
}
