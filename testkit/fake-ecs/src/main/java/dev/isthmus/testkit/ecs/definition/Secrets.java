package dev.isthmus.testkit.ecs.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.isthmus.testkit.ecs.wire.ModelCodec;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Secret;

/** Secrets Manager and the Parameter Store of Systems Manager, as far as tasks read them. */
public final class Secrets {
    /** A task cannot have what its definition asks for; the message is what ECS says of it. */
    public static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1;

        Unavailable(String of, String why) {
            super(
                    "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: "
                            + "unable to " + of + ": service call has been retried 1 time(s): " + why);
        }

        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    private static final String FROM_ASM = "retrieve secret from asm";
    private static final String FROM_SSM = "retrieve secrets from ssm";
    private static final String AUTH = "get registry auth from asm";

    private final Map<String, String> values = new LinkedHashMap<>();

    /** Sets the value of a secret by its ARN, or its name, or of a parameter by its ARN or name. */
    public void put(String nameOrArn, String value) {
        values.put(key(nameOrArn), value);
    }

    public void remove(String nameOrArn) {
        values.remove(key(nameOrArn));
    }

    /** The values of a container's secrets, by the names of the variables that they become. */
    public Map<String, String> of(ContainerDefinition container) throws Unavailable {
        if (container.repositoryCredentials() != null) {
            credentials(container.repositoryCredentials().credentialsParameter());
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (Secret secret : container.secrets()) {
            variables.put(secret.name(), value(secret.valueFrom()));
        }
        return variables;
    }

    private String value(String from) throws Unavailable {
        Matcher arn = SecretRules.SECRET_ARN.matcher(from);
        if (!arn.matches()) {
            String value = values.get(key(from));
            if (value == null) {
                throw new Unavailable(FROM_SSM, "invalid parameters: " + key(from));
            }
            return value;
        }
        String value = secret(arn.group(1), FROM_ASM);
        String jsonKey = arn.group(2);
        return jsonKey == null || jsonKey.isEmpty() ? value : member(value, jsonKey);
    }

    private String secret(String arnOrName, String of) throws Unavailable {
        String value = values.get(key(arnOrName));
        if (value == null) {
            throw new Unavailable(
                    of,
                    "failed to fetch secret " + arnOrName + " from secrets manager: ResourceNotFoundException: "
                            + "Secrets Manager can't find the specified secret.");
        }
        return value;
    }

    private static String member(String value, String jsonKey) throws Unavailable {
        JsonNode member = json(value, FROM_ASM).get(jsonKey);
        if (member == null) {
            throw new Unavailable(
                    FROM_ASM, "retrieved secret from Secrets Manager did not contain json key " + jsonKey);
        }
        return member.isTextual() ? member.textValue() : member.toString();
    }

    /** A user's name and password, as a registry wants them. */
    private void credentials(String arnOrName) throws Unavailable {
        JsonNode login = json(secret(arnOrName, AUTH), AUTH);
        for (String member : new String[] {"username", "password"}) {
            if (!login.path(member).isTextual()
                    || login.path(member).textValue().isEmpty()) {
                throw new Unavailable(AUTH, "asm fetching " + member + ": AuthorizationData is malformed, empty field");
            }
        }
    }

    private static JsonNode json(String value, String of) throws Unavailable {
        try {
            return ModelCodec.parse(value);
        } catch (ServiceError e) {
            // Without a word of the value.
            throw new Unavailable(of, "the secret is no JSON object");
        }
    }

    /** A parameter's ARN and its name mean the same, with or without a slash in front. A secret's ARN is itself. */
    private static String key(String nameOrArn) {
        Matcher parameter = SecretRules.PARAMETER_ARN.matcher(nameOrArn);
        @Nullable String name = parameter.matches() ? parameter.group(1) : nameOrArn;
        return name.startsWith("/") ? name.substring(1) : name;
    }
}
