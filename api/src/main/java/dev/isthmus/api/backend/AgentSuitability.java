package dev.isthmus.api.backend;

import dev.isthmus.api.inventory.Agent;
import java.util.function.Predicate;

/**
 * On which agents tasks of a framework can run, as far as the backend's settings say it of all of its tasks: others are not offered to it.
 *
 * <p>R-BP-08: for a framework's name and an agent the answer is always the same. Any thread; does not block and does not throw.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AgentSuitability {

    /** Every agent suits every framework. */
    AgentSuitability ALL = framework -> agent -> true;

    /** Whether an agent suits the framework of this name; asked once a framework, and then of agent after agent. */
    Predicate<Agent> of(String framework);
}
