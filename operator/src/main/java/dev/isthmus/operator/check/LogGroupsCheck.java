package dev.isthmus.operator.check;

import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.plan.LogSettings;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.aws.LogStreams;
import dev.isthmus.operator.aws.SignedJson;
import dev.isthmus.operator.aws.SignedJson.Reply;
import dev.isthmus.operator.check.finding.Finding;
import dev.isthmus.operator.check.finding.PolicyStatements;
import dev.isthmus.operator.text.Document;
import dev.isthmus.operator.text.Document.WrongDocumentException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Whether the log group is there that tasks write to; where it is not, their start fails. */
final class LogGroupsCheck {

    private static final String SUBJECT = "log group";

    /** Of the IAM policy. */
    static final String ACTION = "logs:DescribeLogGroups";

    /** As Docker's awslogs driver reads a truth: Go's strconv.ParseBool. */
    private static final Set<String> YES = Set.of("1", "t", "T", "true", "TRUE", "True");

    private LogGroupsCheck() {}

    static Finding of(Target target, Settings settings, Optional<URI> endpoint, PolicyStatements policy) {
        Optional<Log> log;
        try {
            log = LogSettings.of(settings, target.region());
        } catch (InvalidSettingException e) {
            return Finding.wrong(SUBJECT, String.valueOf(e.getMessage()), "set one of them");
        }
        if (!log.map(Log::driver).equals(Optional.of("awslogs"))) {
            return Finding.unknown(
                    SUBJECT,
                    log.map(other -> "ISTHMUS_LOG_DRIVER is " + other.driver() + ": where that writes is not looked at")
                            .orElse("ISTHMUS_LOG_GROUP is not set: what tasks print stays on their instance"),
                    "set ISTHMUS_LOG_GROUP=...");
        }
        SortedMap<String, String> options = log.get().options();
        String group = options.getOrDefault("awslogs-group", "");
        if (group.isEmpty()) {
            return Finding.wrong(
                    SUBJECT,
                    "ISTHMUS_LOG_OPTIONS names no awslogs-group, without which no task starts",
                    "add awslogs-group=... to ISTHMUS_LOG_OPTIONS");
        }
        String region = options.getOrDefault("awslogs-region", "");
        if (region.isEmpty()) {
            return Finding.wrong(
                    SUBJECT,
                    "ISTHMUS_LOG_OPTIONS names no awslogs-region, without which ECS takes no definition",
                    "add awslogs-region=" + target.region() + " to ISTHMUS_LOG_OPTIONS");
        }
        if (target.loopback() && endpoint.isEmpty()) {
            return Finding.unknown(SUBJECT, group + " is not looked for, as ECS is on this machine");
        }
        try (SignedJson logs = new SignedJson(
                LogStreams.CLOUDWATCH_LOGS,
                new Target(target.cluster(), region, target.override()),
                endpoint,
                settings.get(EcsSettings.CALL_TIMEOUT))) {
            return found(
                    logs.call("DescribeLogGroups", Map.of("logGroupNamePrefix", group)),
                    group,
                    region,
                    YES.contains(options.getOrDefault("awslogs-create-group", "")),
                    policy);
        }
    }

    private static Finding found(Reply reply, String group, String region, boolean isCreated, PolicyStatements policy) {
        return reply.fold(
                answered -> listed(answered.body(), group, region, isCreated),
                refused -> refused.isDenied()
                        ? Finding.unknown(
                                SUBJECT,
                                "not allowed to look for " + group + " (" + refused.message() + ")",
                                policy.granting(ACTION))
                        : Finding.unknown(
                                SUBJECT, "CloudWatch Logs refused to say: " + refused.code() + " " + refused.message()),
                unanswered -> Finding.unknown(SUBJECT, unanswered.why()));
    }

    private static Finding listed(Document body, String group, String region, boolean isCreated) {
        try {
            for (Document found : body.objects("logGroups")) {
                if (found.text("logGroupName").equals(Optional.of(group))) {
                    return Finding.ok(SUBJECT, group + " in " + region);
                }
            }
        } catch (WrongDocumentException e) {
            return Finding.unknown(SUBJECT, "the answer of CloudWatch Logs is not understood: " + e.why());
        }
        String text = "there is no " + group + " in " + region;
        return isCreated
                ? Finding.unknown(SUBJECT, text + "; awslogs-create-group makes it, if the instances' role may")
                : Finding.wrong(
                        SUBJECT,
                        text + ", so no task starts",
                        "aws logs create-log-group --region " + region + " --log-group-name " + group);
    }
}
