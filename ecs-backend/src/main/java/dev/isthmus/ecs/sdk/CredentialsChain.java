package dev.isthmus.ecs.sdk;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;

/** The sources of AWS credentials, and where the required permissions are documented. */
public final class CredentialsChain {

    /** The page with the IAM policy and the reason for each action. */
    public static final String POLICY_PAGE = "docs/reference/iam-policy.md";

    /** The statement of that policy that allows to pass roles to tasks. */
    public static final String PASS_ROLE = "RolesOfTasks";

    /** The statement of that policy that allows to tag tasks as they start. */
    public static final String TAG_TASKS = "TagsOfTasks";

    private static final Logger LOG = LoggerFactory.getLogger(CredentialsChain.class);

    private CredentialsChain() {}

    /**
     * The SDK's default chain. If ECS is on this machine, the chain does not ask the metadata service of EC2, which would only time out. If the
     * endpoint is on this machine and the chain finds nothing, calls are signed with made-up credentials, which is logged once: a fake cluster does
     * not check signatures, and a real one refuses these.
     *
     * @param asked the endpoint, of ECS or of EC2
     */
    public static AwsCredentialsProvider of(Target target, URI asked) {
        List<AwsCredentialsProvider> chain = new ArrayList<>();
        if (target.loopback()) {
            chain.add(SystemPropertyCredentialsProvider.create());
            chain.add(EnvironmentVariableCredentialsProvider.create());
            chain.add(ProfileCredentialsProvider.create());
        } else {
            chain.add(DefaultCredentialsProvider.builder().build());
        }
        if (Nearby.isLoopback(asked)) {
            chain.add(madeUp(asked));
        }
        return AwsCredentialsProviderChain.of(chain.toArray(AwsCredentialsProvider[]::new));
    }

    private static AwsCredentialsProvider madeUp(URI asked) {
        AtomicBoolean said = new AtomicBoolean();
        return () -> {
            if (!said.getAndSet(true)) {
                LOG.info(
                        "no AWS credentials were found, and {} is on this machine: calls are signed with made-up ones, as a fake cluster takes"
                                + " them; for anything else set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
                        asked);
            }
            return AwsBasicCredentials.create("isthmus", "isthmus");
        };
    }
}
