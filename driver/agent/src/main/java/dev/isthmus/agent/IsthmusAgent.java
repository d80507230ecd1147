package dev.isthmus.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * The agent: {@code -javaagent:isthmus-agent.jar}. It puts the drop-in classes in the place of Mesos's own as those are loaded, in whatever class
 * loader that is, and does nothing in a JVM that has no Mesos driver.
 *
 * <p>Byte code for Java 8, so that an older JVM is told in one line what is wanted. What it says goes to the error stream, because the output
 * of some JVMs is read by programs.
 */
public final class IsthmusAgent {

    /** The oldest Java that the driver runs on. */
    private static final int JAVA = 17;

    private IsthmusAgent() {}

    /**
     * Called by the JVM before the application's {@code main}.
     *
     * @param argument what stands behind {@code isthmus-agent.jar=}: a class path of translators, backends and journals of one's own; null for
     *     none
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

    /** For someone who takes the agent for a program. */
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
