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

    /** Nothing is set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Takes what is set; the rest is as if nothing were. Not thread-safe. */
    public static final class Builder {

        private Optional<String> image = Optional.empty();
        private DefinitionRules rules = DefinitionRules.parse("");
        private Optional<DefinitionContent.Log> log = Optional.empty();
        private TaskRules tasks = TaskRules.NONE;
        private IamRoles roles = IamRoles.NONE;
        private Optional<RunTaskOptions.Network> network = Optional.empty();
        private boolean dynamicPorts;
        private int keep;
        private Sandboxes sandboxes = Sandboxes.NONE;
        private TaskTags tags = TaskTags.NONE;
        private boolean exec;
        private Optional<SlotSettings> fargate = Optional.empty();
        private List<GrowthProvider> growth = List.of();

        private Builder() {}

        /** Sets {@link Defaults#image}. */
        public Builder image(Optional<String> value) {
            image = value;
            return this;
        }

        /** Sets {@link Defaults#rules}. */
        public Builder rules(DefinitionRules value) {
            rules = value;
            return this;
        }

        /** Sets {@link Defaults#log}. */
        public Builder log(Optional<DefinitionContent.Log> value) {
            log = value;
            return this;
        }

        /** Sets {@link Defaults#tasks}. */
        public Builder tasks(TaskRules value) {
            tasks = value;
            return this;
        }

        /** Sets {@link Defaults#roles}. */
        public Builder roles(IamRoles value) {
            roles = value;
            return this;
        }

        /** Sets {@link Defaults#network}. */
        public Builder network(Optional<RunTaskOptions.Network> value) {
            network = value;
            return this;
        }

        /** Sets {@link Defaults#dynamicPorts}. */
        public Builder dynamicPorts(boolean value) {
            dynamicPorts = value;
            return this;
        }

        /** Sets {@link Defaults#keep}. */
        public Builder keep(int value) {
            keep = value;
            return this;
        }

        /** Sets {@link Defaults#sandboxes}. */
        public Builder sandboxes(Sandboxes value) {
            sandboxes = value;
            return this;
        }

        /** Sets {@link Defaults#tags}. */
        public Builder tags(TaskTags value) {
            tags = value;
            return this;
        }

        /** Sets {@link Defaults#exec}. */
        public Builder exec(boolean value) {
            exec = value;
            return this;
        }

        /** Sets {@link Defaults#fargate}. */
        public Builder fargate(Optional<SlotSettings> value) {
            fargate = value;
            return this;
        }

        /** Sets {@link Defaults#growth}. */
        public Builder growth(List<GrowthProvider> value) {
            growth = value;
            return this;
        }

        /** What was set. */
        public Defaults build() {
            return new Defaults(
                    image,
                    rules,
                    log,
                    tasks,
                    roles,
                    network,
                    dynamicPorts,
                    keep,
                    sandboxes,
                    tags,
                    exec,
                    fargate,
                    growth);
        }
    }
}
