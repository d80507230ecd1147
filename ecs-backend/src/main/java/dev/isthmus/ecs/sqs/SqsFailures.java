package dev.isthmus.ecs.sqs;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.sdk.CredentialsChain;
import dev.isthmus.ecs.service.JsonProtocol;
import java.util.Locale;
import java.util.Set;

/** Classifies errors of SQS. Source: SQS API Reference, "Common errors" and those of each action. */
record SqsFailures(QueueUrl queue) implements JsonProtocol.Words {

    private static final Set<String> THROTTLES =
            Set.of("RequestThrottled", "ThrottlingException", "Throttling", "TooManyRequestsException", "SlowDown");

    private static final Set<String> MISSING =
            Set.of("QueueDoesNotExist", "NonExistentQueue", "AWS.SimpleQueueService.NonExistentQueue");

    /** Whether there is no such queue, by the code of an error. */
    static boolean isMissing(String code) {
        return MISSING.contains(code);
    }

    @Override
    public CallFailure refused(String action, int status, String code, String message) {
        String words = " (" + status + (code.isEmpty() ? "" : " " + code) + ", " + CallFailure.shortened(message) + ")";
        String where = " at " + queue.url();
        if (isMissing(code)) {
            return failure(
                    Category.CALLER,
                    code,
                    "there is no queue" + where + words
                            + ": check ISTHMUS_EVENTS, or make the queue, see docs/guide/events.md");
        }
        if (THROTTLES.contains(code)) {
            return failure(Category.THROTTLED, code, "SQS is asked too often" + where + words);
        }
        if (code.equals("OverLimit")) {
            return failure(
                    Category.THROTTLED,
                    code,
                    "too many messages were received and not deleted" + where + words
                            + ": check whether somebody else receives from the queue");
        }
        if (code.toLowerCase(Locale.ROOT).startsWith("kms")) {
            return failure(
                    Category.DENIED,
                    code,
                    "the key of the queue may not be used" + where + words
                            + ": allow kms:Decrypt with it, or encrypt the queue with SQS's own (SSE-SQS)");
        }
        if (code.startsWith("AccessDenied")) {
            return failure(
                    Category.DENIED,
                    code,
                    "not allowed to call " + action + where + words + ", see statement ReceiveEvents in "
                            + CredentialsChain.POLICY_PAGE);
        }
        if (status == 401 || status == 403) {
            return failure(Category.DENIED, code, "SQS does not accept the credentials" + where + words);
        }
        if (status >= 500) {
            return failure(Category.TRANSIENT, code, "SQS failed" + where + words);
        }
        return failure(Category.CALLER, code, action + " was refused" + where + words);
    }

    @Override
    public CallFailure unanswered(String why) {
        return failure(
                Category.TRANSIENT,
                "",
                "no answer of SQS from " + queue.url() + " (" + CallFailure.shortened(why)
                        + "): check the network, and the host in ISTHMUS_EVENTS");
    }

    @Override
    public CallFailure noCredentials() {
        return failure(Category.DENIED, "", "no AWS credentials were found to ask SQS at " + queue.url());
    }

    @Override
    public CallFailure fenced(String why) {
        return failure(Category.DENIED, "", why);
    }

    private static CallFailure failure(Category category, String code, String message) {
        return CallFailure.of(category, code, Done.NO, message);
    }
}
