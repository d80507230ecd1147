package dev.isthmus.operator.exec;

import java.lang.reflect.Proxy;

/**
 * Handles the keys of a terminal. It sends their signals to all programs in its foreground, and so to the command that this JVM runs as well: whose they
 * are alone, since it shuts down by them or sends them on.
 */
public final class Interrupts {

    /** Set by the script: whether SIGINT comes from a terminal. */
    static final String INTERACTIVE = "isthmus.cli.interactive";

    private Interrupts() {}

    /**
     * Ignores these signals in this JVM from now on, if they come from a terminal.
     *
     * @param signals such as {@code INT}, of Ctrl-C
     */
    public static void leaveToTheCommand(String... signals) {
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
            for (String name : signals) {
                signal.getMethod("handle", signal, handler)
                        .invoke(null, signal.getConstructor(String.class).newInstance(name), nothing);
            }
        } catch (ReflectiveOperationException e) {
            // Then they end or stop this JVM, as they do elsewhere.
            System.err.println("isthmus: Ctrl-C will reach isthmus too: " + e);
        }
    }
}
