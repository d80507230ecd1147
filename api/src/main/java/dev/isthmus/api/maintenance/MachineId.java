package dev.isthmus.api.maintenance;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.inventory.AgentAddress;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A machine as operators name it (include/mesos/mesos.proto, {@code MachineID}). An agent is on it if both its host name and its address are these. Two that
 * differ in nothing but the case of their host names are equal.
 *
 * @param hostname may be empty
 * @param ip an IPv4 address in decimals; may be empty, if the host name is not
 */
public record MachineId(String hostname, String ip) implements Comparable<MachineId> {

    private static final Comparator<MachineId> ORDER =
            Comparator.comparing(MachineId::lowerHostname).thenComparing(MachineId::ip);

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it has a {@link #problem}
     */
    public MachineId {
        requireNonNull(hostname, "hostname");
        requireNonNull(ip, "ip");
        problem(hostname, ip).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /** Why these two name no machine, in the words of Mesos (src/master/maintenance.cpp, {@code validation::machine}); empty: they do. */
    public static Optional<String> problem(String hostname, String ip) {
        if (hostname.isEmpty() && ip.isEmpty()) {
            return Optional.of("Both 'hostname' and 'ip' for a machine are empty");
        }
        return ip.isEmpty() || IPV4.matcher(ip).matches()
                ? Optional.empty()
                : Optional.of("Failed to parse IPv4: " + ip);
    }

    /** The machine of an agent. An address that operators cannot write is none to them. */
    public static MachineId of(AgentAddress agent) {
        return new MachineId(
                agent.hostname(),
                agent.knownIp().filter(ip -> IPV4.matcher(ip).matches()).orElse(""));
    }

    private String lowerHostname() {
        return hostname.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(MachineId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MachineId machine && compareTo(machine) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * lowerHostname().hashCode() + ip.hashCode();
    }

    /** Both, as people write them. */
    @Override
    public String toString() {
        return hostname + "/" + ip;
    }
}
