package dev.isthmus.operator.check;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.sqs.QueueProbe;
import dev.isthmus.ecs.sqs.QueueUrl;
import dev.isthmus.operator.check.finding.Finding;
import dev.isthmus.operator.check.finding.PolicyStatements;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the queue of events is there and may be used. It is asked for what cannot be, as {@link ActionsCheck} asks ECS, so that no message is kept from the driver
 * that receives them; with the same doubt whether AWS looks at permissions first.
 */
final class QueueCheck {

    private static final String SUBJECT = "queue of events";

    private QueueCheck() {}

    /** Nothing where there is no queue. */
    static List<Finding> of(Target target, Settings settings, PolicyStatements policy) {
        Optional<QueueUrl> queue = settings.get(QueueUrl.EVENTS);
        List<Finding> findings = new ArrayList<>();
        queue.ifPresent(url -> {
            try (QueueProbe probe = new QueueProbe(url, target, settings.get(EcsSettings.CALL_TIMEOUT))) {
                Answer<?> received = probe.receive();
                findings.add(there(url, received));
                if (findings.get(0).remedy().isEmpty()) {
                    findings.add(action("sqs:ReceiveMessage", received, policy));
                    findings.add(action("sqs:DeleteMessage", probe.delete(), policy));
                }
            }
        });
        return findings;
    }

    private static Finding there(QueueUrl queue, Answer<?> received) {
        return received.fold(ok -> Finding.ok(SUBJECT, queue.url() + " answers"), failed -> {
            CallFailure failure = failed.failure();
            if (QueueProbe.isMissing(failure)) {
                return Finding.wrong(
                        SUBJECT,
                        failure.message(),
                        "make it, see docs/guide/events.md, or set ISTHMUS_EVENTS to the URL that SQS shows");
            }
            return failure.code().isEmpty()
                    ? Finding.unknown(SUBJECT, failure.message(), "mend that, and check again")
                    : Finding.ok(SUBJECT, queue.url() + " answers");
        });
    }

    private static Finding action(String action, Answer<?> answer, PolicyStatements policy) {
        String subject = "action " + action;
        return answer.fold(ok -> Finding.ok(subject, "allowed"), failed -> {
            CallFailure failure = failed.failure();
            if (failure.code().startsWith("AccessDenied")) {
                return Finding.wrong(subject, failure.message(), policy.granting(action));
            }
            return failure.category() == Category.CALLER
                    ? Finding.ok(subject, "allowed")
                    : Finding.unknown(subject, "not known: " + failure.message(), "check again");
        });
    }
}
