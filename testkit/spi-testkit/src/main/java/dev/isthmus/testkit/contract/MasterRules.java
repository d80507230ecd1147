package dev.isthmus.testkit.contract;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.MasterMeaning;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What holds for every answer of a provider to a master argument: R-BP-07. */
public final class MasterRules {

    private static final String RULE = "R-BP-07";

    /** What belongs to Mesos, or to nobody. */
    public static final List<String> OTHERS = List.of(
            "zk://a:2181,b:2181/mesos",
            "zk://user:secret@a:2181/mesos",
            "10.0.0.1:5050",
            "mesos.example.com:5050",
            "file:///etc/mesos/zk",
            "nobody-has-this://somewhere");

    private static final List<String> ODD = List.of(
            "",
            " ",
            "/",
            ":",
            "://",
            "x://",
            "@",
            "%zz",
            "a b",
            "\u0000",
            "\uD800",
            "\u00fc://\u00fc",
            "x".repeat(100_000));

    private MasterRules() {}

    /** Texts of all kinds. */
    public static List<String> texts(List<String> own) {
        List<String> texts = new ArrayList<>(OTHERS);
        texts.addAll(ODD);
        for (String one : own) {
            texts.add(one);
            texts.add(one + "/and/more");
            texts.add(one.replace("://", ":/"));
            texts.add(one.toUpperCase(java.util.Locale.ROOT));
        }
        return texts;
    }

    /** The answer, which has to be there. */
    public static MasterMeaning meaning(BackendProvider provider, String master) {
        MasterMeaning meaning;
        try {
            meaning = provider.meaningOf(master);
        } catch (RuntimeException e) {
            throw new AssertionError(RULE + ": master argument " + quoted(master) + " was answered by " + e, e);
        }
        require(meaning != null, RULE, "master argument " + quoted(master) + " was answered by null");
        return meaning;
    }

    /** That it is the same again, and that what it sets is declared. */
    public static void consistent(BackendProvider provider, String master) {
        MasterMeaning first = meaning(provider, master);
        MasterMeaning second = meaning(provider, master);
        require(
                words(first).equals(words(second)),
                RULE,
                "master argument " + quoted(master) + " meant " + words(first) + ", and then " + words(second));
        List<String> declared = provider.settings().stream().map(Setting::name).toList();
        for (Setting<?> setting : named(first)) {
            require(
                    declared.contains(setting.name()),
                    RULE,
                    "master argument " + quoted(master) + " is answered by setting " + setting.name()
                            + ", which the provider does not declare: " + declared);
        }
    }

    /** What opens what a master argument names; empty if it names nothing. */
    public static Optional<Settings> applied(MasterMeaning meaning, Settings settings) {
        return meaning.fold(
                cluster -> {
                    Settings.Builder builder = settings.toBuilder();
                    for (Map.Entry<Setting<?>, String> entry :
                            cluster.settings().entrySet()) {
                        builder.set(entry.getKey(), entry.getValue());
                    }
                    return Optional.of(builder.build());
                },
                mistake -> Optional.empty(),
                foreign -> Optional.empty());
    }

    private static Collection<Setting<?>> named(MasterMeaning meaning) {
        return meaning.fold(
                cluster -> cluster.settings().keySet(),
                mistake -> List.of(),
                foreign -> foreign.instead().stream()
                        .<Setting<?>>map(setting -> setting)
                        .toList());
    }

    public static String words(MasterMeaning meaning) {
        return meaning.fold(
                cluster -> "a cluster, by " + byName(cluster.settings()),
                mistake -> "a mistake: " + mistake.wanted(),
                foreign -> "nothing here: " + foreign.wanted());
    }

    private static List<String> byName(Map<Setting<?>, String> settings) {
        return settings.entrySet().stream()
                .map(entry -> entry.getKey().name() + "=" + entry.getValue())
                .sorted()
                .toList();
    }

    public static String quoted(String master) {
        return "'" + (master.length() > 100 ? master.substring(0, 100) + "..." : master) + "'";
    }
}
