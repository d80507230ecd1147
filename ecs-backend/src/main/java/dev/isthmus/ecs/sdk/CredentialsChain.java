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

/** Where credentials come from, and what they must allow. */
public final class CredentialsChain {

    /** The page that has the policy, with the reason for each action. */
    public static final String POLICY_PAGE = "docs/reference/iam-policy.md";

    /** The statement of that policy which allows the roles of tasks. */
    public static final String PASS_ROLE = "RolesOfTasks";

    private static final Logger LOG = LoggerFactory.getLogger(CredentialsChain.class);

    private CredentialsChain() {}

    /**
     * The SDK's own chain. Where ECS is on this machine the metadata service of EC2 is not asked: where there is none, it answers only with a
     * timeout. Where what is asked is on this machine and the chain finds nothing, calls are signed with made-up credentials, and the log says so
     * once: a fake cluster looks at no signature, and a real one refuses these.
     *
     * @param asked the address that is asked, of ECS or of EC2
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
