package dev.isthmus.zookeeper;

import org.apache.zookeeper.ClientCnxnSocketNIO;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * A client over plain sockets of the JDK, whatever the system properties of this JVM say for other clients of ZooKeeper in it: the other kind of
 * socket needs Netty, which is not here.
 */
final class PlainConfig extends ZKClientConfig {

    /** What servers may answer: names of many znodes are longer than the 1 MiB that the client takes by default. */
    private static final int LONGEST_ANSWER = 64 * 1024 * 1024;

    PlainConfig() {
        setProperty(JUTE_MAXBUFFER, Integer.toString(LONGEST_ANSWER));
        setProperty(ZOOKEEPER_CLIENT_CNXN_SOCKET, ClientCnxnSocketNIO.class.getName());
        setProperty(SECURE_CLIENT, "false");
    }

    /** The original also reads the settings of TLS, by a class that is linked to Netty. What else it reads is what an old name of a property says. */
    @Override
    protected void handleBackwardCompatibility() {
        String sasl = System.getProperty(ENABLE_CLIENT_SASL_KEY);
        if (sasl != null) {
            setProperty(ENABLE_CLIENT_SASL_KEY, sasl);
        }
    }
}
