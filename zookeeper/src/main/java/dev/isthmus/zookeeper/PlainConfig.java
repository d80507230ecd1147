package dev.isthmus.zookeeper;

import org.apache.zookeeper.ClientCnxnSocketNIO;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * A client configuration with plain JDK sockets, whatever system properties are set for other ZooKeeper clients of this JVM: the other kind
 * of socket needs Netty, which is not included.
 */
final class PlainConfig extends ZKClientConfig {

    /** What servers may answer: names of many znodes are longer than the 1 MiB that the client takes by default. */
    private static final int LONGEST_ANSWER = 64 * 1024 * 1024;

    PlainConfig() {
        setProperty(JUTE_MAXBUFFER, Integer.toString(LONGEST_ANSWER));
        setProperty(ZOOKEEPER_CLIENT_CNXN_SOCKET, ClientCnxnSocketNIO.class.getName());
        setProperty(SECURE_CLIENT, "false");
        // A "Client" section of JAAS is meant for a client of the framework's own: a login that fails would be taken
        // for our credentials refused.
        setProperty(ENABLE_CLIENT_SASL_KEY, "false");
    }

    /** The original reads old names of properties, and the settings of TLS by a class that is linked to Netty. None of them is meant for us. */
    @Override
    protected void handleBackwardCompatibility() {}
}
