package dev.isthmus.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * The agent: {@code -javaagent:isthmus-agent.jar}. It replaces Mesos's classes with the drop-ins when they are loaded, in any class loader, and does
 * nothing in a JVM without a Mesos driver.
 *
 * <p>Byte code for Java 8, so that an older JVM gets one line that says what is needed. It writes to the error stream, because programs read the
 * output of some JVMs.
 */
public final class IsthmusAgent {

    /** The oldest Java that the driver runs on. */
    private static final int JAVA = 17;

    private IsthmusAgent() {}

    /**
     * Called by the JVM before the application's {@code main}.
     *
     * @param argument the text after {@code isthmus-agent.jar=}: a class path of the user's own translators, backends and journals; null for none
     * @param instrumentation the JVM's
     */
    public static void premain(String argument, Instrumentation instrumentation) {
        String specification = System.getProperty("java.specification.version", "");
        if (tooOld(specification)) {
            say("needs Java " + JAVA + " or newer; this is Java " + specification + " ("
                    + System.getProperty("java.home") + "): the application starts without it");
            return;
        }
        try {
            AgentBundle.more(argument);
            DropIns dropIns = DropIns.inside(AgentBundle.jar());
            sayWhatIsTooLate(instrumentation, dropIns);
            instrumentation.addTransformer(dropIns);
        } catch (IOException | RuntimeException e) {
            say("cannot be used, the application starts without it: " + e);
        }
    }

    /** Explains itself to someone who starts the agent as a program. */
    public static void main(String[] arguments) {
        say("is an agent of the JVM, not a program: java -javaagent:isthmus-agent.jar -jar framework.jar ...");
        System.exit(2);
    }

    private static void sayWhatIsTooLate(Instrumentation instrumentation, DropIns dropIns) {
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (dropIns.has(loaded.getName())) {
                say(loaded.getName()
                        + " was loaded before the agent and stays Mesos's own: name isthmus-agent.jar before"
                        + " other agents");
            }
        }
    }

    /**
     * Whether the driver cannot run.
     *
     * @param specification the version that the JVM says it is of: 1.8, 11, 17
     */
    static boolean tooOld(String specification) {
        return !specification.matches("\\d{2,}.*") || Integer.parseInt(specification.replaceAll("\\D.*", "")) < JAVA;
    }

    static void say(String line) {
        System.err.println("isthmus-agent: " + line);
    }
}
