package dev.isthmus.ecs.sdk;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.call.CallFailure.Grade;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.sdk.FailureTable.Meaning;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.client5.http.ConnectTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.ConflictException;

/** Converts exceptions of the SDK into failures, with messages that say where they happened and what to do. */
final class SdkFailures {

    /** How AWS says which action was not allowed; it may be another than the one called, such as iam:PassRole. */
    private static final Pattern ACTION = Pattern.compile("not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)");

    /** Which role was not to be given to a task, as AWS says it. */
    private static final Pattern ROLE =
            Pattern.compile("not authorized to perform: iam:PassRole on resource: ([^\\s,;]+)");

    /** What AWS asks for besides where a start has tags. */
    private static final String TAGGING = "ecs:TagResource";

    private final Target target;
    private final FailureTable table;
    /** Found once: that of a region is looked up in the SDK's tables. */
    private final URI endpoint;

    private volatile boolean worked;

    SdkFailures(Target target, FailureTable table) {
        this.target = target;
        this.table = table;
        this.endpoint = target.endpoint();
    }

    /** A call has succeeded: from now on, credentials that fail are taken as being renewed, and not as wrong. */
    void worked() {
        worked = true;
    }

    private String words() {
        return target.words(endpoint);
    }

    private Category ofCredentials() {
        return worked ? Category.TRANSIENT : Category.DENIED;
    }

    CallFailure of(EcsOperation operation, Throwable thrown) {
        if (thrown instanceof AwsServiceException answer) {
            return ofAnswer(operation, answer);
        }
        String message = String.valueOf(thrown.getMessage());
        if (message.contains("Unable to load credentials") || message.contains("profile file cannot be null")) {
            return CallFailure.of(
                    ofCredentials(),
                    "",
                    Done.NO,
                    "no AWS credentials were found for " + words()
                            + CredentialReasons.of(message)
                            + ": set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or "
                            + "a profile, or run with a role"
                            + (target.loopback()
                                    ? "; for a fake cluster any will do, such as those './isthmus fake' prints"
                                    : ""));
        }
        if (neverSent(thrown)) {
            return CallFailure.of(
                    Category.TRANSIENT,
                    "",
                    Done.NO,
                    "cannot reach ECS at " + endpoint + " (" + root(thrown) + "): check the network"
                            + (target.override().isPresent() ? " and AWS_ECS_ENDPOINT" : ""));
        }
        return CallFailure.of(
                Category.TRANSIENT,
                "",
                Done.MAYBE,
                operation.awsName() + " at " + endpoint + " was not answered: " + root(thrown));
    }

    private CallFailure ofAnswer(EcsOperation operation, AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code =
                Optional.ofNullable(details).map(AwsErrorDetails::errorCode).orElse("");
        String words = Optional.ofNullable(details)
                .map(AwsErrorDetails::errorMessage)
                .orElseGet(() -> String.valueOf(answer.getMessage()));
        // EC2's throttling hides in InvalidParameterException's text.
        Optional<Meaning> meaning = answer.isThrottlingException()
                ? Optional.of(Meaning.THROTTLED)
                : table.of(code, answer.statusCode(), words);
        return meaning.map(known -> ofMeaning(known, operation, answer, code, words))
                .orElseGet(() -> refused(operation, code, words, Grade.UNKNOWN));
    }

    private CallFailure ofMeaning(
            Meaning meaning, EcsOperation operation, AwsServiceException answer, String code, String words) {
        String name = operation.awsName();
        return switch (meaning) {
            case THROTTLED -> failure(Category.THROTTLED, code, Done.NO, name + " is throttled by AWS: " + words);
            case CLUSTER ->
                failure(
                        Category.CALLER,
                        code,
                        Done.NO,
                        "there is no " + words()
                                + ": create it, or name another with AWS_ECS_CLUSTER (or the driver's master argument, which"
                                + " goes before it), or another region with AWS_REGION");
            case CREDENTIALS ->
                failure(
                        ofCredentials(),
                        code,
                        Done.NO,
                        "AWS does not accept the credentials at " + endpoint + " (" + words
                                + "): renew or correct them");
            case DENIED ->
                failure(
                        Category.DENIED,
                        code,
                        Done.NO,
                        "not allowed to call " + actionOf(operation, words) + " on " + words() + ": " + remedyOf(words)
                                + " (AWS says: " + words + ")");
            case TRANSIENT ->
                answer.statusCode() >= 500
                        ? failure(
                                Category.TRANSIENT,
                                code,
                                Done.MAYBE,
                                name + " failed within ECS (" + answer.statusCode() + "): " + words)
                        : failure(Category.TRANSIENT, code, Done.NO, name + " was refused by ECS for now: " + words);
            case CONTENDED ->
                new CallFailure(
                        new BackendFailure(Category.TRANSIENT, name + " was refused by ECS for now: " + words),
                        code,
                        Done.NO,
                        List.of(),
                        Grade.CONTENDED);
            case RESOURCES ->
                failure(Category.RESOURCES, code, Done.NO, name + ": a limit of the account is reached: " + words);
            case FINAL ->
                answer instanceof ConflictException conflict
                        ? new CallFailure(
                                new BackendFailure(Category.CALLER, words), code, Done.NO, conflict.resourceIds())
                        : refused(operation, code, words, Grade.KNOWN);
        };
    }

    private CallFailure refused(EcsOperation operation, String code, String words, Grade grade) {
        String message = operation.awsName() + " was refused by ECS in region " + target.region() + ": " + words;
        return new CallFailure(new BackendFailure(Category.CALLER, message), code, Done.NO, List.of(), grade);
    }

    private static String actionOf(EcsOperation operation, String words) {
        Matcher named = ACTION.matcher(words);
        return named.find() && !named.group(1).equals(operation.iamAction())
                ? operation.iamAction() + " with " + named.group(1)
                : operation.iamAction();
    }

    private static String remedyOf(String words) {
        Matcher named = ACTION.matcher(words);
        if (named.find() && named.group(1).equals(TAGGING)) {
            return "give the credentials in use " + TAGGING + ", as statement " + CredentialsChain.TAG_TASKS
                    + " of the policy in " + CredentialsChain.POLICY_PAGE
                    + " does, or set no tags (ISTHMUS_TAGS, ISTHMUS_TAG_LABELS, tag:... in ISTHMUS_TASK_RULES)";
        }
        Matcher role = ROLE.matcher(words);
        return role.find()
                ? "give the credentials in use iam:PassRole for role " + role.group(1) + ", as statement "
                        + CredentialsChain.PASS_ROLE + " of the policy in " + CredentialsChain.POLICY_PAGE + " does"
                : "allow this action in the policy of the credentials in use, see " + CredentialsChain.POLICY_PAGE;
    }

    private static CallFailure failure(Category category, String code, Done done, String message) {
        return new CallFailure(new BackendFailure(category, message), code, done, List.of());
    }

    private static boolean neverSent(Throwable thrown) {
        return causes(thrown)
                .anyMatch(cause -> cause instanceof ConnectException
                        || cause instanceof ConnectTimeoutException
                        || cause instanceof UnknownHostException
                        || cause instanceof NoRouteToHostException);
    }

    private static String root(Throwable thrown) {
        return causes(thrown)
                .reduce((first, second) -> second)
                .map(SdkFailures::inWords)
                .orElseGet(() -> inWords(thrown));
    }

    private static String inWords(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }
}
