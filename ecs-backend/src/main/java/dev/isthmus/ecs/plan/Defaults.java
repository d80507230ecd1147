package dev.isthmus.ecs.plan;

import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.growth.GrowthProvider;
import dev.isthmus.ecs.rules.DefinitionRules;
import dev.isthmus.ecs.rules.IamRoles;
import dev.isthmus.ecs.rules.TaskRules;
import dev.isthmus.ecs.rules.TaskTags;
import java.util.List;
import java.util.Optional;

/**
 * The settings that concern task definitions.
 *
 * @param image the image for tasks that name none
 * @param rules rules that choose existing task definitions
 * @param log the log configuration of task definitions that Isthmus registers
 * @param tasks rules that set properties of tasks
 * @param roles the IAM roles that tasks may use
 * @param network subnets and security groups, unless a rule sets others
 * @param dynamicPorts whether ECS assigns host ports, unless a rule says otherwise
 * @param keep how many of the task definitions that Isthmus registered are kept; 0 keeps all
 * @param sandboxes settings of sandboxes and fetching
 * @param tags the tags of tasks
 * @param exec whether commands may be executed in tasks, unless a rule says otherwise
 * @param fargate the slots on Fargate; empty if none are offered
 * @param growth the capacity providers that may grow
 */
public record Defaults(
        Optional<String> image,
        DefinitionRules rules,
        Optional<DefinitionContent.Log> log,
        TaskRules tasks,
        IamRoles roles,
        Optional<RunTaskOptions.Network> network,
        boolean dynamicPorts,
        int keep,
        Sandboxes sandboxes,
        TaskTags tags,
        boolean exec,
        Optional<SlotSettings> fargate,
        List<GrowthProvider> growth) {

    /** Copies the list. */
    public Defaults {
        growth = List.copyOf(growth);
    }

    /** Whether there are agents that are no instances. */
    public boolean hasSlots() {
        return fargate.isPresent() || !growth.isEmpty();
    }

    /** Settings without capacity providers that grow. */
    public Defaults(
            Optional<String> image,
            DefinitionRules rules,
            Optional<DefinitionContent.Log> log,
            TaskRules tasks,
            IamRoles roles,
            Optional<RunTaskOptions.Network> network,
            boolean dynamicPorts,
            int keep,
            Sandboxes sandboxes,
            TaskTags tags,
            boolean exec,
            Optional<SlotSettings> fargate) {
        this(image, rules, log, tasks, roles, network, dynamicPorts, keep, sandboxes, tags, exec, fargate, List.of());
    }

    /** Settings with {@link Sandboxes#NONE}, without tags, ECS Exec and Fargate. */
    public Defaults(
            Optional<String> image,
            DefinitionRules rules,
            Optional<DefinitionContent.Log> log,
            TaskRules tasks,
            IamRoles roles,
            Optional<RunTaskOptions.Network> network,
            boolean dynamicPorts,
            int keep) {
        this(
                image,
                rules,
                log,
                tasks,
                roles,
                network,
                dynamicPorts,
                keep,
                Sandboxes.NONE,
                TaskTags.NONE,
                false,
                Optional.empty());
    }

    /** Settings without those that are seldom set. */
    public Defaults(Optional<String> image, DefinitionRules rules, Optional<DefinitionContent.Log> log) {
        this(image, rules, log, TaskRules.NONE, IamRoles.NONE, Optional.empty(), false, 0);
    }
}
