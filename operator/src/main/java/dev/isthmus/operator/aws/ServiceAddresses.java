package dev.isthmus.operator.aws;

import dev.isthmus.operator.settings.OperatorShell;
import java.net.URI;
import java.util.Optional;

/** Addresses of services that are not their region's own, under the names that every SDK and command line of AWS has for them. */
public final class ServiceAddresses {

    private static final String PREFIX = "AWS_ENDPOINT_URL_";

    private ServiceAddresses() {}

    /** Of STS. */
    public static Optional<URI> ofSts(OperatorShell surroundings) {
        return of("STS", surroundings);
    }

    /** Of CloudWatch Logs. */
    public static Optional<URI> ofLogs(OperatorShell surroundings) {
        return of("CLOUDWATCH_LOGS", surroundings);
    }

    private static Optional<URI> of(String service, OperatorShell surroundings) {
        return Optional.ofNullable(surroundings.environment().get(PREFIX + service))
                .filter(text -> !text.isBlank())
                .map(String::strip)
                .map(URI::create);
    }
}
