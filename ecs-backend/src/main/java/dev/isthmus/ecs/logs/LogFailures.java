package dev.isthmus.ecs.logs;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.sdk.CredentialsChain;
import dev.isthmus.ecs.service.JsonProtocol;
import java.net.URI;
import java.util.Set;

/** Classifies errors of CloudWatch Logs. Source: Amazon CloudWatch Logs API Reference, "Common errors" and those of GetLogEvents. */
record LogFailures(String group, URI endpoint) implements JsonProtocol.Words {

    private static final Set<String> THROTTLES =
            Set.of("ThrottlingException", "Throttling", "LimitExceededException", "TooManyRequestsException");

    /** Whether there is no such stream, or no such group, by the code of an error. */
    static boolean isNotThere(String code) {
        return code.equals("ResourceNotFoundException");
    }

    @Override
    public CallFailure refused(String action, int status, String code, String message) {
        String words = " (" + status + (code.isEmpty() ? "" : " " + code) + ", " + CallFailure.shortened(message) + ")";
        if (THROTTLES.contains(code)) {
            return failure(Category.THROTTLED, code, "CloudWatch Logs is asked too often" + words);
        }
        if (code.startsWith("AccessDenied")) {
            return failure(
                    Category.DENIED,
                    code,
                    "not allowed to call " + action + " on log group " + group + words + ", see statement ReadLogs in "
                            + CredentialsChain.POLICY_PAGE);
        }
        if (status == 401 || status == 403) {
            return failure(Category.DENIED, code, "CloudWatch Logs does not accept the credentials" + words);
        }
        if (status >= 500 || code.startsWith("ServiceUnavailable")) {
            return failure(Category.TRANSIENT, code, "CloudWatch Logs failed" + words);
        }
        return failure(Category.CALLER, code, action + " was refused" + words);
    }

    @Override
    public CallFailure unanswered(String why) {
        return failure(
                Category.TRANSIENT,
                "",
                "no answer of CloudWatch Logs from " + endpoint + " (" + CallFailure.shortened(why)
                        + "): check the network, and AWS_ENDPOINT_URL_CLOUDWATCH_LOGS if it is set");
    }

    @Override
    public CallFailure noCredentials() {
        return failure(Category.DENIED, "", "no AWS credentials were found to ask CloudWatch Logs at " + endpoint);
    }

    /** Reading is not fenced: it takes nothing from whoever may have taken over. */
    @Override
    public CallFailure fenced(String why) {
        return failure(Category.DENIED, "", why);
    }

    private static CallFailure failure(Category category, String code, String message) {
        return CallFailure.of(category, code, Done.NO, message);
    }
}
