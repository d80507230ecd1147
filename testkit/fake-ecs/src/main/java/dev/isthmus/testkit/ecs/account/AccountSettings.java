package dev.isthmus.testkit.ecs.account;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.SettingName;

/** The settings of an account: a principal's own value wins over the account's default, and that over what ECS starts with. */
public final class AccountSettings {
    /** What a new account has; a value that the API reference gives no default for starts as disabled. */
    private static final Map<String, String> INITIAL = new TreeMap<>();

    static {
        for (SettingName name : SettingName.knownValues()) {
            INITIAL.put(name.toString(), "disabled");
        }
        INITIAL.put("serviceLongArnFormat", "enabled");
        INITIAL.put("taskLongArnFormat", "enabled");
        INITIAL.put("containerInstanceLongArnFormat", "enabled");
        INITIAL.put("tagResourceAuthorization", "on");
        INITIAL.put("fargateTaskRetirementWaitPeriod", "7");
        INITIAL.put("defaultLogDriverMode", "non-blocking");
    }

    private final Map<String, String> defaults = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> own = new LinkedHashMap<>();

    public void put(String principal, String name, String value) {
        own.computeIfAbsent(principal, any -> new TreeMap<>()).put(name, value);
    }

    public void putDefault(String name, String value) {
        defaults.put(name, value);
    }

    public void delete(String principal, String name) {
        own.getOrDefault(principal, new LinkedHashMap<>()).remove(name);
    }

    /** Name to value, of what the principal has set itself. */
    public Map<String, String> own(String principal) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(own.getOrDefault(principal, Map.of())));
    }

    /** Name to value, of every setting, as it holds for the principal. */
    public Map<String, String> effective(String principal) {
        Map<String, String> all = new TreeMap<>(INITIAL);
        all.putAll(defaults);
        all.putAll(own(principal));
        return all;
    }

    @Nullable
    public String effective(String principal, String name) {
        return effective(principal).get(name);
    }
}
