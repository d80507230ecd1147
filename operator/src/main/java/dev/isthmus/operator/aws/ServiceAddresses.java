package dev.isthmus.operator.aws;

import dev.isthmus.operator.settings.Surroundings;
import java.net.URI;
import java.util.Optional;

/** Addresses of services that are not their region's own, under the names that every SDK and command line of AWS has for them. */
public final class ServiceAddresses {

    private static final String PREFIX = "AWS_ENDPOINT_URL_";

    private ServiceAddresses() {}

    /** Of STS. */
    public static Optional<URI> ofSts(Surroundings surroundings) {
        return of("STS", surroundings);
    }

    /** Of CloudWatch Logs. */
    public static Optional<URI> ofLogs(Surroundings surroundings) {
        return of("CLOUDWATCH_LOGS", surroundings);
    }

    private static Optional<URI> of(String service, Surroundings surroundings) {
        return Optional.ofNullable(surroundings.environment().get(PREFIX + service))
                .filter(text -> !text.isBlank())
                .map(String::strip)
                .map(URI::create);
    }
}
