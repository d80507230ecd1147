package dev.isthmus.zookeeper.testing;

import java.io.IOException;

/** Runs a server of whatever release is on the class path, for as long as whoever started it holds our input open. */
final class ServerProgram {

    private ServerProgram() {}

    /**
     * Runs it.
     *
     * @param arguments the name of the server's main class, and the path of its configuration
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Thread leash = new Thread(ServerProgram::untilLetGo, "leash");
        leash.setDaemon(true);
        leash.start();
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object)
                new String[] {arguments[1]});
    }

    private static void untilLetGo() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said on it; its end is what counts.
            }
        } catch (IOException e) {
            System.err.println("the input broke off: " + e);
        }
        Runtime.getRuntime().halt(0);
    }
}
