package dev.isthmus.operator.plan.world;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.rules.RuleKey;
import dev.isthmus.ecs.rules.TaskLabels;
import dev.isthmus.mesos.messages.Protos.Label;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;

/**
 * Stands for a definition of the user's own: one container of the name that is asked for, with the ports that the task takes, and a task role if it may
 * have one.
 *
 * @param task that runs it
 * @param container the name of its container
 * @param role the ARN of its task role
 */
record AssumedDefinition(TaskInfo task, String container, Optional<String> role) {

    /** Shown as the image, which nobody has looked at. */
    private static final String NOT_LOOKED_AT = "of-your-own-definition";

    /** For a definition that may bring any: nobody has looked at its own. */
    private static final String ANY_ROLE = "arn:aws:iam::123456789012:role/of-your-own-definition";

    private static final int MEMORY = 6;

    private static final Pattern REFERENCE =
            Pattern.compile("(?:arn:.*:task-definition/)?([A-Za-z0-9_-]{1,255})(?::\\d+)?");

    /** As a task of a framework would need it; rules go by the name that the task has on Mesos. */
    static AssumedDefinition of(TaskInfo task, String framework, Settings settings) {
        Optional<String> ruled = settings.get(EcsSettings.TASK_RULES)
                .choicesFor(framework, task.getName())
                .text(RuleKey.CONTAINER);
        return new AssumedDefinition(
                task,
                label(task, TaskLabels.CONTAINER).or(() -> ruled).orElse("main"),
                role(task, framework, settings));
    }

    /** An allowed one, or any where a rule names the definition: what a framework names may bring no other, and its label goes before a rule. */
    private static Optional<String> role(TaskInfo task, String framework, Settings settings) {
        boolean any = label(task, TaskLabels.DEFINITION).isEmpty()
                && settings.get(EcsSettings.TASK_DEFINITION_RULES)
                        .definitionFor(framework, task.getName())
                        .isPresent();
        return settings.get(EcsSettings.ROLES).all().stream()
                .findFirst()
                .or(() -> any ? Optional.of(ANY_ROLE) : Optional.empty());
    }

    /**
     * Registers it, under the family that the reference names: whose account and which revision it is, nobody looks at.
     *
     * @return its ARN; the reference itself, if it is none
     */
    String inPlaceOf(String reference, EcsClient ecs) {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            return reference;
        }
        ContainerDefinition only = ContainerDefinition.builder()
                .name(container)
                .image(NOT_LOOKED_AT)
                .essential(true)
                .memory(MEMORY)
                .portMappings(ports())
                .build();
        return ecs.registerTaskDefinition(request -> request.family(parts.group(1))
                        .networkMode(NetworkMode.HOST)
                        .taskRoleArn(role.orElse(null))
                        .containerDefinitions(only))
                .taskDefinition()
                .taskDefinitionArn();
    }

    private static Optional<String> label(TaskInfo task, String key) {
        return task.getLabels().getLabelsList().stream()
                .filter(label -> label.getKey().equals(key))
                .map(Label::getValue)
                .findFirst();
    }

    private List<PortMapping> ports() {
        return task.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("ports"))
                .map(Resource::getRanges)
                .flatMap(ranges -> ranges.getRangeList().stream())
                .flatMapToLong(AssumedDefinition::all)
                .mapToObj(port -> PortMapping.builder()
                        .containerPort((int) port)
                        .hostPort((int) port)
                        .build())
                .toList();
    }

    private static LongStream all(Value.Range range) {
        return LongStream.rangeClosed(range.getBegin(), range.getEnd());
    }
}
