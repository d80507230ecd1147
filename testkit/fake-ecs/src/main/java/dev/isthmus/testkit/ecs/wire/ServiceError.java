package dev.isthmus.testkit.ecs.wire;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An error answer of the service: what a client sees as an exception. Names and HTTP codes are those of the ECS API model; only
 * {@code ServerException} is the server's fault (HTTP 500), all others are 400.
 */
public final class ServiceError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final transient Map<String, List<String>> members;

    /**
     * An error answer.
     *
     * @param code what the client reads as the type, as in {@code ClusterNotFoundException}
     * @param status the HTTP status
     * @param members members of the error beside its message, each a list of strings
     */
    public ServiceError(String code, int status, String message, Map<String, List<String>> members) {
        super(message);
        this.code = code;
        this.status = status;
        this.members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    private ServiceError(String code, String message) {
        this(code, 400, message, Map.of());
    }

    /** The caller named a cluster that does not exist. */
    public static ServiceError clusterNotFound() {
        return new ServiceError("ClusterNotFoundException", "Cluster not found.");
    }

    /** A parameter is outside what the API allows. */
    public static ServiceError invalidParameter(String message) {
        return new ServiceError("InvalidParameterException", message);
    }

    /** The action cannot be done for this caller as things are. */
    public static ServiceError client(String message) {
        return new ServiceError("ClientException", message);
    }

    /** A client token was used again with other parameters; {@code resourceIds} are what its first use made. */
    public static ServiceError conflict(String message, List<String> resourceIds) {
        return new ServiceError("ConflictException", 400, message, Map.of("resourceIds", resourceIds));
    }

    /** Any other error of the API model that is the caller's fault. */
    public static ServiceError of(String code, String message) {
        return new ServiceError(code, message);
    }

    /** The operation, or this use of it, is not there. */
    public static ServiceError unsupported(String message) {
        return new ServiceError("UnsupportedFeatureException", message);
    }

    /** The request is not JSON, or a member has the wrong JSON type. */
    public static ServiceError serialization(String message) {
        return new ServiceError("SerializationException", message);
    }

    /** What the client reads as the type of the error. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** Members beside the message. */
    public Map<String, List<String>> members() {
        return members;
    }

    /** The text of the error. */
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
