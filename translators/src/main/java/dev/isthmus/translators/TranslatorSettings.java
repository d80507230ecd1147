package dev.isthmus.translators;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.settings.Setting;

/** Settings of the translators that come with Isthmus. */
public final class TranslatorSettings {

    /**
     * The ports that may be offered, as far as they are free. The default is that of a Mesos agent (src/slave/constants.hpp, {@code
     * DEFAULT_PORTS}). Ports in an instance's ephemeral range, on Linux 32768 and above, may be taken at any moment by an outgoing
     * connection; AWS advises to stay below it (PortMapping, hostPort).
     */
    public static final Setting<PortRanges> PORTS = new Setting<>(
            "ISTHMUS_PORTS",
            "The host ports that may be offered, such as 80,443,31000-32000; preferably below 32768, where ephemeral ports "
                    + "begin. ECS reserves at most 100 an instance.",
            "31000-32000",
            TranslatorSettings::universe);

    /** The disk space that is offered of an agent which does not say otherwise by the attribute {@link #DISK_ATTRIBUTE}. */
    public static final Setting<Amount> DISK = new Setting<>(
            "ISTHMUS_DISK",
            "The disk space in MiB that each agent is assumed to have, because ECS does not count it; the attribute isthmus.disk "
                    + "of an agent overrides it.",
            "10240",
            Amount::parse);

    /** The attribute of an agent that says how much disk space it has for tasks, in MiB. */
    public static final String DISK_ATTRIBUTE = "isthmus.disk";

    private TranslatorSettings() {}

    private static PortRanges universe(String text) {
        PortRanges ports = PortRanges.parse(text);
        if (ports.contains(0)) {
            throw new IllegalArgumentException("port 0 cannot be offered: want ports from 1 to 65535");
        }
        return ports;
    }
}
