package dev.isthmus.operator.aws;

import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.settings.CommandFailure;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** The clusters of an account in a region. No driver asks for them. */
public final class AccountClusters {

    private static final String ACTION = "ecs:ListClusters";

    private AccountClusters() {}

    /**
     * Their ARNs, all pages of them.
     *
     * @throws CommandFailure if ECS refuses to say, or does not answer
     */
    public static List<String> of(Target target, Duration timeout) throws CommandFailure {
        try (EcsClient ecs = ReadingClient.of(target, timeout)) {
            return ecs.listClustersPaginator().clusterArns().stream().toList();
        } catch (EcsException e) {
            if (e.awsErrorDetails() != null && e.awsErrorDetails().errorCode().startsWith("AccessDenied")) {
                throw CommandFailure.denied(
                        "not allowed to call " + ACTION + " ("
                                + e.awsErrorDetails().errorMessage() + ")",
                        "another cluster of the account may use a definition, so none is touched",
                        "ListClusters");
            }
            throw ReadingClient.failed("which clusters the account has", e);
        } catch (SdkException e) {
            throw ReadingClient.failed("which clusters the account has", e);
        }
    }
}
