package dev.isthmus.driver.client.leader;

import org.apache.zookeeper.ClientCnxnSocketNIO;
import org.apache.zookeeper.client.ZKClientConfig;

/** A client with plain sockets, whatever system properties say to other clients of this JVM: see the one of the same kind in module zookeeper, and ADR 18. */
final class PlainClientConfig extends ZKClientConfig {

    PlainClientConfig() {
        setProperty(ZOOKEEPER_CLIENT_CNXN_SOCKET, ClientCnxnSocketNIO.class.getName());
        setProperty(SECURE_CLIENT, "false");
        setProperty(ENABLE_CLIENT_SASL_KEY, "false");
    }

    /** The original reads old names of properties, and the settings of TLS by a class that is linked to Netty. */
    @Override
    protected void handleBackwardCompatibility() {}
}
