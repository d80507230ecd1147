package dev.isthmus.ecs.rules;

import java.util.regex.Pattern;

/** The ways to name a task definition. */
public final class DefinitionReference {

    private static final String FAMILY = "[A-Za-z0-9_-]{1,255}";
    private static final Pattern REVISION = Pattern.compile(FAMILY + ":[1-9][0-9]{0,9}");
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]+:task-definition/" + FAMILY + ":[1-9][0-9]{0,9}");
    private static final Pattern ANY = Pattern.compile(FAMILY + "|" + REVISION.pattern() + "|" + ARN.pattern());

    private DefinitionReference() {}

    /** Whether a command is nothing but {@code family:revision} or a definition's ARN, the convention of the original driver. */
    public static boolean isCommand(String command) {
        return isFixed(command.strip());
    }

    /** Whether it names one revision, which never changes. */
    public static boolean isFixed(String text) {
        return REVISION.matcher(text).matches() || ARN.matcher(text).matches();
    }

    /** Whether it is a family, a family with a revision, or an ARN. */
    public static boolean isReference(String text) {
        return ANY.matcher(text).matches();
    }
}
