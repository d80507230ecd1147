package dev.isthmus.ecs.docker;

import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.Volume;
import dev.isthmus.ecs.definition.ContainerOptions.Host;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Docker parameters of name resolution, volumes and security options. */
final class HostForms {

    private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,253}");
    private static final Pattern LABEL = Pattern.compile("(apparmor|label|credentialspec):(\\S+)");
    private static final Set<String> VOLUME_MODES = Set.of(
            "ro",
            "rw",
            "z",
            "Z",
            "shared",
            "rshared",
            "slave",
            "rslave",
            "private",
            "rprivate",
            "nocopy",
            "consistent",
            "cached",
            "delegated");
    private static final Set<String> SAID_BY_ECS = Set.of("ro", "rw", "private", "rprivate");
    private static final String NO_NEW_PRIVILEGES = "no-new-privileges";

    private HostForms() {}

    static Host host(Parameter parameter) {
        String wanted = "name:address, such as db:10.0.0.2";
        String text = parameter.value();
        // Docker takes name=address too, which reads better where the address has colons.
        String[] pair = ParameterForms.pair(parameter, text.contains("=") ? "=" : ":", wanted);
        String address = pair[1].replaceFirst("^\\[(.*)]$", "$1");
        if (!DOMAIN.matcher(pair[0]).matches()) {
            throw ParameterForms.wrong(parameter, wanted);
        }
        if (address.equals("host-gateway")) {
            throw ParameterForms.wrong(
                    parameter, "an address: ECS knows no host-gateway; on network HOST 127.0.0.1 is the host");
        }
        return new Host(pair[0].toLowerCase(Locale.ROOT), ParameterForms.address(parameter, address));
    }

    static String domain(Parameter parameter) {
        if (!DOMAIN.matcher(parameter.value()).matches()) {
            throw ParameterForms.wrong(parameter, "a domain such as service.consul");
        }
        return parameter.value().toLowerCase(Locale.ROOT);
    }

    /** In ECS's words; empty for what says nothing. */
    static Optional<String> security(Parameter parameter) {
        String text = parameter.value().replaceFirst("=", ":");
        if (text.equals(NO_NEW_PRIVILEGES) || text.equals(NO_NEW_PRIVILEGES + ":true")) {
            return Optional.of(NO_NEW_PRIVILEGES);
        }
        if (text.equals(NO_NEW_PRIVILEGES + ":false")) {
            return Optional.empty();
        }
        if (!LABEL.matcher(text).matches()) {
            throw ParameterForms.wrong(
                    parameter, "one that ECS has: no-new-privileges, apparmor:..., label:... or credentialspec:...");
        }
        return Optional.of(text);
    }

    /** {@code /in/container} or {@code /on/host:/in/container[:modes]}. */
    static Volume volume(Parameter parameter, List<String> warnings) {
        String[] parts = parameter.value().split(":", -1);
        Set<String> modes = parts.length == 3 ? new LinkedHashSet<>(List.of(parts[2].split(",", -1))) : Set.of();
        boolean readOnly = modes.contains("ro");
        if (parts.length > 3 || !VOLUME_MODES.containsAll(modes) || (readOnly && modes.contains("rw"))) {
            throw ParameterForms.wrong(
                    parameter,
                    "/on/host:/in/container, with :ro if it is only to be read; of other modes "
                            + String.join(", ", new TreeSet<>(VOLUME_MODES)));
        }
        if (!SAID_BY_ECS.containsAll(modes)) {
            String warning =
                    "of docker parameter 'volume' modes other than ro and rw are not used: ECS has nothing for labels, "
                            + "propagation and copying, and the instance decides";
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
        if (parts.length == 1) {
            return new Volume(ParameterForms.path(parameter, parts[0]), Optional.empty(), false);
        }
        return new Volume(
                ParameterForms.path(parameter, parts[1]),
                Optional.of(ParameterForms.path(parameter, parts[0])),
                readOnly);
    }
}
