package dev.isthmus.ecs.view;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of the ECS agent on an instance, such as 1.61.2. */
public record EcsAgentVersion(int major, int minor, int patch) implements Comparable<EcsAgentVersion> {

    private static final Pattern FORM = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})(?:[-+ ].*)?");

    private static final Comparator<EcsAgentVersion> ORDER = Comparator.comparingInt(EcsAgentVersion::major)
            .thenComparingInt(EcsAgentVersion::minor)
            .thenComparingInt(EcsAgentVersion::patch);

    /** Parses the version that an agent reports; empty if it is not a version, as for custom builds. */
    public static Optional<EcsAgentVersion> parse(String text) {
        Matcher match = FORM.matcher(text.strip());
        return match.matches()
                ? Optional.of(new EcsAgentVersion(
                        Integer.parseInt(match.group(1)),
                        Integer.parseInt(match.group(2)),
                        Integer.parseInt(match.group(3))))
                : Optional.empty();
    }

    @Override
    public int compareTo(EcsAgentVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
