package dev.isthmus.testkit.ecs.client;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The exceptions of the SDK's client for calls that nobody answers. Each is made anew. */
public final class Unanswered {
    private Unanswered() {}

    /** The connection ended before the answer was there; whether anything was done is unknown. */
    public static SdkClientException connectionLost() {
        return unable(new SocketException("Connection reset"));
    }

    /** The name of the endpoint cannot be resolved; nothing was sent. */
    public static SdkClientException unknownHost(String host) {
        return unable(new UnknownHostException(host));
    }

    /** Nobody listens at the endpoint; nothing was sent. */
    public static SdkClientException connectionRefused() {
        return unable(new ConnectException("Connection refused"));
    }

    /** The answer was not there within the time that the client gives a call; whether anything was done is unknown. */
    public static SdkClientException timedOut(Duration apiCallTimeout) {
        return ApiCallTimeoutException.create(apiCallTimeout.toMillis());
    }

    /** The credentials' providers have none; nothing was sent. */
    public static SdkClientException noCredentials() {
        return SdkClientException.create("Unable to load credentials from any of the providers in the chain");
    }

    private static SdkClientException unable(Exception cause) {
        return SdkClientException.builder()
                .message("Unable to execute HTTP request: " + cause.getMessage())
                .cause(cause)
                .numAttempts(1)
                .build();
    }
}
