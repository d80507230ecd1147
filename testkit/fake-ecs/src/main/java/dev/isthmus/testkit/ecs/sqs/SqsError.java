package dev.isthmus.testkit.ecs.sqs;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.Map;

/** The errors of SQS. Clients that know the older protocol find its code in a header. */
final class SqsError {
    private static final String SQS = "com.amazonaws.sqs#";
    private static final String CORAL = "com.amazon.coral.service#";
    private static final String OLD = "AWS.SimpleQueueService.";
    /** Types whose older code is another word. */
    private static final Map<String, String> QUERY_CODES = Map.ofEntries(
            Map.entry(SQS + "QueueDoesNotExist", OLD + "NonExistentQueue"),
            Map.entry(SQS + "EmptyBatchRequest", OLD + "EmptyBatchRequest"),
            Map.entry(SQS + "TooManyEntriesInBatchRequest", OLD + "TooManyEntriesInBatchRequest"),
            Map.entry(SQS + "BatchEntryIdsNotDistinct", OLD + "BatchEntryIdsNotDistinct"),
            Map.entry(SQS + "InvalidBatchEntryId", OLD + "InvalidBatchEntryId"),
            Map.entry(SQS + "MessageNotInflight", OLD + "MessageNotInflight"),
            Map.entry(SQS + "UnsupportedOperation", OLD + "UnsupportedOperation"),
            Map.entry(CORAL + "InvalidParameterValueException", "InvalidParameterValue"),
            Map.entry(CORAL + "MissingRequiredParameterException", "MissingParameter"),
            Map.entry(CORAL + "UnknownOperationException", "InvalidAction"));

    private SqsError() {}

    static ServiceError noQueue() {
        return of("QueueDoesNotExist", "The specified queue does not exist.");
    }

    static ServiceError of(String type, String message) {
        return ServiceError.of(SQS + type, message);
    }

    static ServiceError invalid(String parameter, Object value, String reason) {
        return ServiceError.of(
                CORAL + "InvalidParameterValueException",
                "Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
    }

    static ServiceError missing(String parameter) {
        return ServiceError.of(
                CORAL + "MissingRequiredParameterException",
                "The request must contain the parameter " + parameter + ".");
    }

    static ServiceError unknownOperation(String name) {
        return ServiceError.of(
                CORAL + "UnknownOperationException", "This fake does not implement the operation " + name + " of SQS");
    }

    /** As the header {@code x-amzn-query-error} has it. */
    static String queryError(ServiceError error) {
        String plain = error.code().substring(error.code().indexOf('#') + 1);
        return QUERY_CODES.getOrDefault(error.code(), plain) + (error.status() >= 500 ? ";Receiver" : ";Sender");
    }
}
