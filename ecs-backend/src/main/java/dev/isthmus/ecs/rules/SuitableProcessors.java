package dev.isthmus.ecs.rules;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps agents from a framework none of whose tasks is for their processors, as rules say. If some of its tasks may run on any, every agent suits it. Immutable.
 */
public final class SuitableProcessors implements AgentSuitability {

    private final TaskRules rules;

    /** As these rules say. */
    public SuitableProcessors(TaskRules rules) {
        this.rules = rules;
    }

    @Override
    public Predicate<Agent> of(String framework) {
        Set<String> wanted = rules.valuesOfAll(framework, RuleKey.ARCH);
        return wanted.isEmpty()
                ? agent -> true
                : agent -> wanted.contains(agent.attributes().getOrDefault(CpuArchitecture.ATTRIBUTE, ""));
    }
}
