package dev.isthmus.ecs.plan;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.definition.DefinitionField;
import dev.isthmus.ecs.definition.FargateTraits;
import dev.isthmus.ecs.definition.Ranges;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.rules.RuleKey;
import dev.isthmus.ecs.rules.TaskRules;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes of the content of a task definition one for Fargate, or refuses by name what Fargate does not have. */
final class FargateDefinitions {

    /** The longest stop timeout on Fargate, in seconds: {@code ContainerDefinition.stopTimeout} in the API reference. */
    private static final int LONGEST_STOP_TIMEOUT = 120;

    private static final String AWSLOGS = "awslogs";
    private static final String STREAM_PREFIX = "awslogs-stream-prefix";

    /** A private repository of ECR, which a role is needed for. Its names of both address families have a dash. */
    private static final Pattern ECR = Pattern.compile("\\d{12}\\.dkr[.-]ecr[.-].*");

    private FargateDefinitions() {}

    /**
     * The content for Fargate.
     *
     * @param executionRole the ARN of the task's execution role, if it has one
     * @throws UnsupportedFieldException if Fargate does not have what it asks for
     */
    static DefinitionContent of(
            DefinitionContent content, Optional<String> executionRole, SlotSettings slots, List<String> warnings) {
        List<String> refused = DefinitionField.refusedOnFargate(content);
        if (!refused.isEmpty()) {
            throw UnsupportedFieldException.onFargate(
                    "Fargate does not have what the task asks for (" + Brief.list(refused)
                            + "): leave that out, or keep the task off the slots by a constraint on their attribute provider");
        }
        content.execution()
                .options()
                .architecture()
                .filter(processors -> processors != slots.architecture())
                .ifPresent(processors -> {
                    throw UnsupportedFieldException.onFargate("the task is for " + processors.word()
                            + ", and the slots have " + slots.architecture().word()
                            + ": keep it off them by a constraint on their attribute ecs.cpu-architecture");
                });
        if (executionRole.isEmpty()) {
            forRole(content).ifPresent(what -> {
                throw UnsupportedFieldException.onFargate("on Fargate " + what
                        + " needs an execution role, and the task has none: add " + RuleKey.EXECUTION_ROLE.written()
                        + ":... to a rule of " + TaskRules.SETTING);
            });
        }
        OptionalInt stopTimeout = content.stopTimeout().isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(Ranges.within(
                        "kill grace period", content.stopTimeout().getAsInt(), 2, LONGEST_STOP_TIMEOUT, warnings));
        return content.onFargate(
                new FargateTraits(slots.architecture(), executionRole),
                stopTimeout,
                content.log().map(FargateDefinitions::log));
    }

    /** What of it ECS needs a role for. */
    private static Optional<String> forRole(DefinitionContent content) {
        if (ECR.matcher(content.image()).matches()) {
            return Optional.of("an image of ECR");
        }
        return content.log().filter(log -> log.driver().equals(AWSLOGS)).map(log -> "log driver " + AWSLOGS);
    }

    /** Fargate wants a prefix for the names of streams. */
    private static Log log(Log log) {
        if (!log.driver().equals(AWSLOGS) || log.options().containsKey(STREAM_PREFIX)) {
            return log;
        }
        SortedMap<String, String> options = new TreeMap<>(log.options());
        options.put(STREAM_PREFIX, "isthmus");
        return new Log(log.driver(), options);
    }
}
