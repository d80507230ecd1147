package dev.isthmus.operator.plan.world;

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

/** Stands for a definition of the user's own: one container of the name that is asked for, with the ports that the task takes. */
final class AssumedDefinition {

    /** Shown as the image, which nobody has looked at. */
    private static final String NOT_LOOKED_AT = "of-your-own-definition";

    private static final int MEMORY = 6;

    private static final Pattern REFERENCE =
            Pattern.compile("(?:arn:.*:task-definition/)?([A-Za-z0-9_-]{1,255})(?::\\d+)?");

    private AssumedDefinition() {}

    /**
     * Registers it, under the family that the reference names: whose account and which revision it is, nobody looks at.
     *
     * @return its ARN; the reference itself, if it is none
     */
    static String inPlaceOf(String reference, EcsClient ecs, TaskInfo task, Optional<String> ruled) {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            return reference;
        }
        ContainerDefinition container = ContainerDefinition.builder()
                .name(label(task).or(() -> ruled).orElse("main"))
                .image(NOT_LOOKED_AT)
                .essential(true)
                .memory(MEMORY)
                .portMappings(ports(task))
                .build();
        return ecs.registerTaskDefinition(request -> request.family(parts.group(1))
                        .networkMode(NetworkMode.HOST)
                        .containerDefinitions(container))
                .taskDefinition()
                .taskDefinitionArn();
    }

    private static Optional<String> label(TaskInfo task) {
        return task.getLabels().getLabelsList().stream()
                .filter(label -> label.getKey().equals(TaskLabels.CONTAINER))
                .map(Label::getValue)
                .findFirst();
    }

    private static List<PortMapping> ports(TaskInfo task) {
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
