package dev.isthmus.ecs.plan;

import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.rules.DefinitionRules;
import dev.isthmus.ecs.rules.IamRoles;
import dev.isthmus.ecs.rules.TaskRules;
import java.util.Optional;

/**
 * What settings say of definitions.
 *
 * @param image for commands that name none
 * @param rules which tasks run existing definitions
 * @param log where output goes, in definitions of ours
 * @param tasks what holds for tasks by their names
 * @param roles which roles tasks may have
 * @param network where network interfaces of tasks are to be, if no rule says
 * @param dynamicPorts whether ECS chooses host ports, if no rule says
 * @param keep how many definitions of ours to keep when more are registered; 0 keeps all
 * @param sandboxes which tasks have a sandbox, and what is fetched into it
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
        Sandboxes sandboxes) {

    /** Without sandboxes but for tasks that have something to fetch, which then needs no more than the task itself has. */
    public Defaults(
            Optional<String> image,
            DefinitionRules rules,
            Optional<DefinitionContent.Log> log,
            TaskRules tasks,
            IamRoles roles,
            Optional<RunTaskOptions.Network> network,
            boolean dynamicPorts,
            int keep) {
        this(image, rules, log, tasks, roles, network, dynamicPorts, keep, Sandboxes.NONE);
    }

    /** Without what few set. */
    public Defaults(Optional<String> image, DefinitionRules rules, Optional<DefinitionContent.Log> log) {
        this(image, rules, log, TaskRules.NONE, IamRoles.NONE, Optional.empty(), false, 0);
    }
}
