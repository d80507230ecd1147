package dev.isthmus.ecs.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys of task rules, with the syntax of their values. */
public enum RuleKey {
    IMAGE("\\S+", "an image"),
    CONTAINER("[A-Za-z0-9_-]{1,255}", "the name of a container"),
    TASK_ROLE("\\S+", "a role of ISTHMUS_ROLES"),
    EXECUTION_ROLE("\\S+", "a role of ISTHMUS_ROLES"),
    NETWORK("host|bridge|awsvpc|none", "host, bridge, awsvpc or none"),
    SUBNETS("subnet-[0-9a-f]+(,subnet-[0-9a-f]+){0,15}", "1 to 16 subnet ids, separated by commas"),
    SECURITY_GROUPS("sg-[0-9a-f]+(,sg-[0-9a-f]+){0,4}", "1 to 5 security group ids, separated by commas"),
    PORTS("exact|dynamic", "exact or dynamic"),
    VOLUME("/[^:]*:/[^:]*(:ro|:rw)?", "/path/on/host:/path/in/container, with :ro if it is only to be read"),
    LOG_DRIVER(
            "awsfirelens|awslogs|fluentd|gelf|journald|json-file|splunk|syslog",
            "one of awsfirelens, awslogs, fluentd, gelf, journald, json-file, splunk, syslog"),
    LOG_OPTION("[^=]+=.*", "name=value"),
    SANDBOX("uris|always", "uris or always"),
    URIS("fetch|ignore|refuse", "fetch, ignore or refuse"),
    FETCHER("container|prelude", "container or prelude"),
    REGISTRY_CREDENTIALS("arn:aws[a-z-]*:secretsmanager:\\S+", "the ARN of a secret in Secrets Manager"),
    SECRET(
            "[A-Za-z_][A-Za-z0-9_]*=arn:aws[a-z-]*:(secretsmanager|ssm):\\S+",
            "NAME=arn, with the ARN of a secret in Secrets Manager or of a parameter of Systems Manager"),
    TAG("[^=,]+=[^,]*", "key=value, without a comma (say tag again for another),"),
    EXEC("true|false", "true or false"),
    ARCH("x86_64|arm64", "x86_64 or arm64");

    private final Pattern form;
    private final String wanted;

    RuleKey(String form, String wanted) {
        this.form = Pattern.compile(form);
        this.wanted = wanted;
    }

    public String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public boolean takes(String value) {
        return form.matcher(value).matches();
    }

    public String wanted() {
        return wanted;
    }

    /** Whether a rule may have it more than once. */
    boolean repeats() {
        return this == VOLUME || this == LOG_OPTION || this == SECRET || this == TAG;
    }

    static Optional<RuleKey> of(String written) {
        return Arrays.stream(values())
                .filter(key -> key.written().equals(written))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(RuleKey::written).collect(Collectors.joining(", "));
    }
}
