package dev.isthmus.ecs.growth;

import dev.isthmus.api.identity.AgentId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place that stands for one instance which a capacity provider may add, and which is offered as an agent. Its id is the same in each process, and no container
 * instance has such an id: theirs are hexadecimal.
 *
 * @param provider the name of the capacity provider
 * @param number from 0
 */
public record GrowthSlot(String provider, int number) {

    private static final String PREFIX = "growth-";

    private static final Pattern ID = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{1,255})-(\\d{1,9})");

    /** Checks the number. */
    public GrowthSlot {
        if (number < 0) {
            throw new IllegalArgumentException("slots are counted from 0");
        }
    }

    /** The slot of this id; empty if the agent is none. */
    public static Optional<GrowthSlot> of(AgentId agent) {
        // Asked of every task and agent, of which few are.
        if (!agent.value().startsWith(PREFIX)) {
            return Optional.empty();
        }
        Matcher id = ID.matcher(agent.value());
        return id.matches()
                ? Optional.of(new GrowthSlot(id.group(1), Integer.parseInt(id.group(2))))
                : Optional.empty();
    }

    /** Whether an agent is such a slot. */
    public static boolean isSlot(AgentId agent) {
        return of(agent).isPresent();
    }

    /** The id of its agent. */
    public AgentId id() {
        return new AgentId(PREFIX + provider + "-" + number);
    }
}
