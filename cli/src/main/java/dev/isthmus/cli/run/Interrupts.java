package dev.isthmus.cli.run;

import java.lang.reflect.Proxy;

/**
 * Handles Ctrl-C. A terminal sends SIGINT to all programs in its foreground, and so to the command as well: a SIGTERM from this JVM would cut its
 * shutdown short.
 */
final class Interrupts {

    /** Set by the script: whether SIGINT comes from a terminal. */
    static final String INTERACTIVE = "isthmus.cli.interactive";

    private Interrupts() {}

    /** Ignores SIGINT in this JVM from now on, if it comes from a terminal. */
    static void leaveToTheCommand() {
        if (!Boolean.getBoolean(INTERACTIVE)) {
            return;
        }
        try {
            // By name: javac warns of these types, which every JDK has, and cannot be told not to.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            // A handler that does nothing, and not SIG_IGN, which processes inherit.
            Object nothing = Proxy.newProxyInstance(
                    Interrupts.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> null);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), nothing);
        } catch (ReflectiveOperationException e) {
            // Then it is handed on as elsewhere, by SIGTERM.
            System.err.println("isthmus: Ctrl-C will reach the command as SIGTERM too: " + e);
        }
    }
}
