package dev.isthmus.testkit.ecs.cluster;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of an ECS agent, and which features came after it. */
public record AgentVersion(int major, int minor, int patch) implements Comparable<AgentVersion> {
    /** Those before leave a container that can never start, and with it its task, PENDING. */
    private static final AgentVersion GIVES_UP_DEPENDENTS = new AgentVersion(1, 61, 2);
    /** The first that orders containers by {@code dependsOn}. */
    private static final AgentVersion ORDERS_CONTAINERS = new AgentVersion(1, 26, 0);

    /** The first that reads both kinds of secrets, "version 1.22.0 or later of the container agent". */
    private static final AgentVersion READS_SECRETS = new AgentVersion(1, 22, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");
    private static final Comparator<AgentVersion> ORDER = Comparator.comparingInt(AgentVersion::major)
            .thenComparingInt(AgentVersion::minor)
            .thenComparingInt(AgentVersion::patch);

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is not three numbers with dots between them
     */
    public static AgentVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The version of an agent is three numbers, as in 1.61.2, not '" + text + "'");
        }
        return new AgentVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    public boolean givesUpDependents() {
        return compareTo(GIVES_UP_DEPENDENTS) >= 0;
    }

    boolean readsSecrets() {
        return compareTo(READS_SECRETS) >= 0;
    }

    boolean ordersContainers() {
        return compareTo(ORDERS_CONTAINERS) >= 0;
    }

    @Override
    public int compareTo(AgentVersion other) {
        return ORDER.compare(this, other);
    }
}
