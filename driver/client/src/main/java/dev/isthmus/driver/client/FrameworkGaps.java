package dev.isthmus.driver.client;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Fills in user and hostname, as sched.cpp's {@code fillMissingFrameworkInfoFields} does. */
final class FrameworkGaps {

    private FrameworkGaps() {}

    static FrameworkInfo fill(FrameworkInfo info) {
        FrameworkInfo.Builder filled = info.toBuilder();
        if (info.getUser().isEmpty()) {
            filled.setUser(System.getProperty("user.name", ""));
        }
        if (info.getHostname().isEmpty()) {
            filled.setHostname(localHost());
        }
        return filled.build();
    }

    private static String localHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine whose own name does not resolve is not an error: Mesos goes on without, too.
            return "localhost";
        }
    }
}
