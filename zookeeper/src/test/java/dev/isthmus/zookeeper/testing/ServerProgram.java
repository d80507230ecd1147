package dev.isthmus.zookeeper.testing;

import java.io.IOException;

/** Runs a server of whatever release is on the class path, for as long as whoever started it holds our input open. */
final class ServerProgram {

    private ServerProgram() {}

    public static void main(String[] configuration) throws ReflectiveOperationException {
        Thread leash = new Thread(ServerProgram::untilLetGo, "leash");
        leash.setDaemon(true);
        leash.start();
        Class.forName("org.apache.zookeeper.server.ZooKeeperServerMain")
                .getMethod("main", String[].class)
                .invoke(null, (Object) configuration);
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
