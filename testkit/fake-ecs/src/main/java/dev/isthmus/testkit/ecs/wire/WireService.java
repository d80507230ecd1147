package dev.isthmus.testkit.ecs.wire;

/**
 * One of the services behind an endpoint.
 *
 * @param targetPrefix what stands before the operation in the header {@code X-Amz-Target}, with a dot at the end
 * @param contentType of its answers, which says the version of AWS JSON
 * @param handler answers its requests
 */
public record WireService(String targetPrefix, String contentType, WireHandler handler) {
    private static final String ECS = "AmazonEC2ContainerServiceV20141113.";
    private static final String JSON_1_1 = "application/x-amz-json-1.1";

    /** ECS. */
    public static WireService ecs(WireHandler handler) {
        return new WireService(ECS, JSON_1_1, handler);
    }
}
