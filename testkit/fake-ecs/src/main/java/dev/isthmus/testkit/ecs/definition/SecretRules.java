package dev.isthmus.testkit.ecs.definition;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Secret;

/** What ECS asks of secrets and registry credentials: Secret and RepositoryCredentials in the API reference. */
public final class SecretRules {
    /** Of Secrets Manager, with or without {@code :json-key:version-stage:version-id}. */
    static final Pattern SECRET_ARN = Pattern.compile(
            "(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[^:\\s]+)(?::([^:]*):([^:]*):([^:]*))?");

    static final Pattern PARAMETER_ARN =
            Pattern.compile("arn:aws[a-z-]*:ssm:[a-z0-9-]+:\\d{12}:parameter/?([A-Za-z0-9_.,/-]{1,2048})");
    static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z0-9_.,/-]{1,2048}");

    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

    private SecretRules() {}

    public static void check(RegisterTaskDefinitionRequest request) {
        boolean hasRole = request.executionRoleArn() != null
                && !request.executionRoleArn().isBlank();
        for (ContainerDefinition container : request.containerDefinitions()) {
            secrets(container);
            if (!container.secrets().isEmpty() && !hasRole) {
                throw ServiceError.client(
                        "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
            }
            if (container.repositoryCredentials() != null) {
                credentials(container, hasRole);
            }
        }
    }

    /** An override must not bring a variable that the definition has as a secret. */
    public static void check(ContainerDefinition container, ContainerOverride override) {
        for (Secret secret : container.secrets()) {
            if (override.environment().stream()
                    .anyMatch(variable -> secret.name().equals(variable.name()))) {
                throw ServiceError.invalidParameter(notUnique(secret.name()));
            }
        }
    }

    private static void secrets(ContainerDefinition container) {
        Set<String> names = new LinkedHashSet<>();
        List<KeyValuePair> environment = container.environment();
        environment.forEach(variable -> names.add(variable.name()));
        for (Secret secret : container.secrets()) {
            if (secret.name().isBlank()) {
                throw ContainerRules.invalid(container.name(), "A secret must have a name.");
            }
            if (!names.add(secret.name())) {
                throw ContainerRules.invalid(container.name(), notUnique(secret.name()));
            }
            valueFrom(secret);
        }
    }

    private static void valueFrom(Secret secret) {
        String from = secret.valueFrom();
        boolean known = SECRET_ARN.matcher(from).matches()
                || PARAMETER_ARN.matcher(from).matches()
                || PARAMETER_NAME.matcher(from).matches();
        if (!known) {
            throw ServiceError.client("The Systems Manager parameter name specified for secret " + secret.name()
                    + " is invalid. The parameter name can be up to 2048 characters and include the following letters and "
                    + "symbols: a-zA-Z0-9_.-,");
        }
    }

    private static void credentials(ContainerDefinition container, boolean hasRole) {
        String parameter = container.repositoryCredentials().credentialsParameter();
        if (!SECRET_ARN.matcher(parameter).matches()
                && !SECRET_NAME.matcher(parameter).matches()) {
            throw ContainerRules.invalid(
                    container.name(),
                    "repositoryCredentials.credentialsParameter must be the ARN or the name of a secret of Secrets Manager, not '"
                            + parameter + "'.");
        }
        if (!hasRole) {
            throw ServiceError.client("Private repository authentication requires that the task definition specify a "
                    + "value for executionRoleArn.");
        }
    }

    private static String notUnique(String name) {
        return "The secret name must be unique and not shared with any new or existing environment variables set on the "
                + "container, such as '" + name + "'.";
    }
}
