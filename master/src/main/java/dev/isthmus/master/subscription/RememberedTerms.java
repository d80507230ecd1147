package dev.isthmus.master.subscription;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a lease says of a framework beyond its times. The machine writes what a framework may not change; a master adds what it has to know of one that is away after it
 * has been restarted: to tell the right state of tasks that end meanwhile, and to show it.
 */
public final class RememberedTerms {

    /** How much of a name is shown; a journal may have to keep those of many frameworks in one place. */
    private static final int MOST_NAME = 200;

    private static final String NAME = "name";
    private static final String CAPABILITIES = "capabilities";

    private RememberedTerms() {}

    /** These, which the machine has written, and what a master adds. */
    public static Map<String, String> with(Map<String, String> terms, FrameworkInfo info) {
        Map<String, String> all = new TreeMap<>(terms);
        if (!info.getName().isEmpty()) {
            all.put(NAME, info.getName().substring(0, Math.min(info.getName().length(), MOST_NAME)));
        }
        if (info.getCapabilitiesCount() > 0) {
            all.put(
                    CAPABILITIES,
                    info.getCapabilitiesList().stream()
                            .map(capability -> capability.getType().name())
                            .sorted()
                            .distinct()
                            .collect(Collectors.joining(",")));
        }
        return all;
    }

    /** A description of which these are the terms. What an older version has not written is not set. */
    static FrameworkInfo read(FrameworkId framework, Map<String, String> terms) {
        // The names that the machine gives to what it writes of a framework.
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                .setUser(terms.getOrDefault("user", ""))
                .setName(terms.getOrDefault(NAME, ""))
                .setPrincipal(terms.getOrDefault("principal", ""))
                .setCheckpoint(Boolean.parseBoolean(terms.getOrDefault("checkpoint", "")));
        info.getIdBuilder().setValue(framework.value());
        String capabilities = terms.getOrDefault(CAPABILITIES, "");
        Arrays.stream(Capability.Type.values())
                .filter(type -> ("," + capabilities + ",").contains("," + type.name() + ","))
                .forEach(type -> info.addCapabilitiesBuilder().setType(type));
        return info.build();
    }
}
