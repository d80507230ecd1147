package dev.isthmus.cli.run;

import java.lang.reflect.Proxy;

/**
 * What Ctrl-C does. A terminal tells all programs in its foreground, and so the command as well: to tell it once more, by SIGTERM, would cut short
 * what it does about the first.
 */
final class Interrupts {

    /** Set by the script: whether there is a terminal from which SIGINT comes. */
    static final String INTERACTIVE = "isthmus.cli.interactive";

    private Interrupts() {}

    /** From now on SIGINT is not for this JVM, if it comes from a terminal. */
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
