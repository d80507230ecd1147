package dev.isthmus.ecs.rules;

import java.util.regex.Pattern;

/** Recognises references to task definitions. */
public final class DefinitionReference {

    private static final String FAMILY = "[A-Za-z0-9_-]{1,255}";
    private static final Pattern REVISION = Pattern.compile(FAMILY + ":[1-9][0-9]{0,9}");
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]*:ecs:[a-z0-9-]+:[0-9]+:task-definition/" + FAMILY + ":[1-9][0-9]{0,9}");
    private static final Pattern ANY = Pattern.compile(FAMILY + "|" + REVISION.pattern() + "|" + ARN.pattern());

    private DefinitionReference() {}

    /** Whether a command is only {@code family:revision} or the ARN of a task definition: the convention of the original driver. */
    public static boolean isCommand(String command) {
        return isFixed(command.strip());
    }

    /** Whether it names a revision. Revisions never change. */
    public static boolean isFixed(String text) {
        return REVISION.matcher(text).matches() || ARN.matcher(text).matches();
    }

    /** Whether it is a family, family:revision or ARN. */
    public static boolean isReference(String text) {
        return ANY.matcher(text).matches();
    }
}
