package dev.isthmus.ecs.host;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.sdk.CredentialsChain;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Classifies errors of EC2. Source: EC2 API Reference, "Error codes". */
final class Ec2Failures {

    /** The IAM action that allows the call. */
    static final String ACTION = "ec2:DescribeInstances";

    private static final Set<String> THROTTLES = Set.of(
            "RequestLimitExceeded", "Throttling", "ThrottlingException", "RequestThrottled", "EC2ThrottledException");
    private static final Pattern INSTANCE_ID = Pattern.compile("\\bi-[0-9a-f]+\\b");
    private final URI endpoint;

    Ec2Failures(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** The failure for an error of EC2. */
    CallFailure refused(int status, Ec2Xml.Problem problem) {
        String code = problem.code();
        String words = code + ", " + CallFailure.shortened(problem.message());
        if (code.equals(HostLookup.NOT_FOUND)) {
            List<String> ids = INSTANCE_ID
                    .matcher(problem.message())
                    .results()
                    .map(MatchResult::group)
                    .distinct()
                    .toList();
            return failure(Category.CALLER, code, "EC2 does not know " + ids, ids);
        }
        if (THROTTLES.contains(code)) {
            return failure(Category.THROTTLED, code, "EC2 is asked too often at " + endpoint + " (" + words + ")");
        }
        if (code.equals("UnauthorizedOperation") || code.startsWith("AccessDenied")) {
            return failure(
                    Category.DENIED,
                    code,
                    "not allowed to call " + ACTION + " at " + endpoint + " (" + words + "), see "
                            + CredentialsChain.POLICY_PAGE);
        }
        if (status == 401 || status == 403) {
            return failure(
                    Category.DENIED, code, "EC2 does not accept the credentials at " + endpoint + " (" + words + ")");
        }
        if (status >= 500) {
            return failure(Category.TRANSIENT, code, "EC2 failed at " + endpoint + " (" + status + " " + words + ")");
        }
        return failure(
                Category.CALLER, code, ACTION + " was refused at " + endpoint + " (" + status + " " + words + ")");
    }

    /** The failure for a missing response, or one that is not from EC2. */
    CallFailure unanswered(String why) {
        return failure(
                Category.TRANSIENT,
                "",
                "no answer of EC2 from " + endpoint + " (" + CallFailure.shortened(why)
                        + "): check the network and ISTHMUS_EC2_ENDPOINT");
    }

    /** The failure for missing credentials. */
    CallFailure noCredentials() {
        return failure(Category.DENIED, "", "no AWS credentials were found to ask EC2 at " + endpoint);
    }

    private static CallFailure failure(Category category, String code, String message) {
        return failure(category, code, message, List.of());
    }

    private static CallFailure failure(Category category, String code, String message, List<String> related) {
        return new CallFailure(new BackendFailure(category, message), code, Done.NO, related);
    }
}
