package dev.isthmus.operator.check;

import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.plan.LogSettings;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.aws.LogStreams;
import dev.isthmus.operator.aws.SignedJson;
import dev.isthmus.operator.aws.SignedJson.Refused;
import dev.isthmus.operator.check.finding.Finding;
import dev.isthmus.operator.check.finding.PolicyStatements;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Whether the logs of tasks may be read where the settings ask for that. A stream is asked for that is not there. */
final class LogTailCheck {

    private static final String ACTION = "logs:GetLogEvents";

    private static final String SUBJECT = "action " + ACTION;

    private LogTailCheck() {}

    /** Nothing where logs are not read. */
    static Optional<Finding> of(Target target, Settings settings, Optional<URI> endpoint, PolicyStatements policy) {
        try {
            return LogSettings.tailed(settings, target.region())
                    .map(log -> asked(target, settings, endpoint, policy, log));
        } catch (InvalidSettingException e) {
            return Optional.of(Finding.wrong(SUBJECT, String.valueOf(e.getMessage()), "set them as it says"));
        }
    }

    private static Finding asked(
            Target target, Settings settings, Optional<URI> endpoint, PolicyStatements policy, Log log) {
        Target there = new Target(
                target.cluster(), log.options().getOrDefault("awslogs-region", target.region()), target.override());
        String group = log.options().getOrDefault("awslogs-group", "");
        try (SignedJson logs = new SignedJson(
                LogStreams.CLOUDWATCH_LOGS,
                there,
                // As a driver asks: an ECS on this machine is a fake, which answers for the logs, too.
                endpoint.or(() -> target.override().filter(here -> target.loopback())),
                settings.get(EcsSettings.CALL_TIMEOUT))) {
            return logs.call(
                            "GetLogEvents", Map.of("logGroupName", group, "logStreamName", "isthmus/check", "limit", 1))
                    .fold(
                            answered -> Finding.ok(SUBJECT, "allowed"),
                            refused -> refused(refused, group, policy),
                            unanswered -> Finding.unknown(SUBJECT, "not known: " + unanswered.why(), "check again"));
        }
    }

    private static Finding refused(Refused refused, String group, PolicyStatements policy) {
        if (refused.isDenied()) {
            return Finding.unknown(
                    SUBJECT,
                    "not allowed on " + group + " (" + refused.message()
                            + "), so the ends of tasks come without the lines of ISTHMUS_LOG_TAIL",
                    policy.granting(ACTION));
        }
        return refused.code().equals("ResourceNotFoundException")
                ? Finding.ok(SUBJECT, "allowed")
                : Finding.unknown(SUBJECT, "not known: " + refused.code() + " " + refused.message(), "check again");
    }
}
