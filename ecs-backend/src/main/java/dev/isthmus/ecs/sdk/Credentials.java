package dev.isthmus.ecs.sdk;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;

/** Where credentials come from, and what they must allow. */
public final class Credentials {

    /** The page that has the policy, with the reason for each action. */
    public static final String POLICY_PAGE = "docs/reference/iam-policy.md";

    /** The statement of that policy which allows the roles of tasks. */
    public static final String PASS_ROLE = "RolesOfTasks";

    private Credentials() {}

    /**
     * The SDK's own chain. Where ECS is on this machine the metadata service of EC2 is not asked: where there is none, it answers only with a
     * timeout.
     */
    public static AwsCredentialsProvider of(Target target) {
        if (!target.loopback()) {
            return DefaultCredentialsProvider.builder().build();
        }
        return AwsCredentialsProviderChain.of(
                SystemPropertyCredentialsProvider.create(),
                EnvironmentVariableCredentialsProvider.create(),
                ProfileCredentialsProvider.create());
    }
}
