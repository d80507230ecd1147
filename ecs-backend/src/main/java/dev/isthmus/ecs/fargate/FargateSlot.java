package dev.isthmus.ecs.fargate;

import dev.isthmus.api.identity.AgentId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place for one ECS task on Fargate, which is offered as an agent. Its id is the same in each process, and no container instance has such an id: theirs
 * are hexadecimal.
 *
 * @param provider what its tasks run by
 * @param number from 0
 */
public record FargateSlot(SlotProvider provider, int number) {

    private static final String PREFIX = "fargate-";

    private static final Pattern ID = Pattern.compile(PREFIX + "(spot-)?(\\d{1,9})");

    /** Checks the number. */
    public FargateSlot {
        if (number < 0) {
            throw new IllegalArgumentException("slots are counted from 0");
        }
    }

    /** The slot of this id; empty if the agent is none. */
    public static Optional<FargateSlot> of(AgentId agent) {
        // Asked of every task and agent, of which few are.
        if (!agent.value().startsWith(PREFIX)) {
            return Optional.empty();
        }
        Matcher id = ID.matcher(agent.value());
        return id.matches()
                ? Optional.of(new FargateSlot(
                        id.group(1) == null ? SlotProvider.FARGATE : SlotProvider.FARGATE_SPOT,
                        Integer.parseInt(id.group(2))))
                : Optional.empty();
    }

    /** Whether an agent is a slot, and no container instance. */
    public static boolean isSlot(AgentId agent) {
        return of(agent).isPresent();
    }

    /** The id of its agent. */
    public AgentId id() {
        return new AgentId(provider.prefix() + number);
    }
}
