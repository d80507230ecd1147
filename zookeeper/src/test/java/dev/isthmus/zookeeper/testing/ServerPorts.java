package dev.isthmus.zookeeper.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers that must be told theirs before they bind it, and bind it again after a restart. A port that the system handed out and got back may
 * be anybody's a moment later: any connection and any server on port 0 beside us draws from the same range. These lie below that range, where each JVM
 * looks in a part of its own.
 */
final class ServerPorts {

    private static final int FIRST = 12_000;
    /** Where those that the system chooses begin at the earliest. Source: Linux, ip_local_port_range as it is unless set; IANA's begins at 49152. */
    private static final int END = 32_768;

    private static final int OF_A_JVM = 64;
    private static final AtomicInteger NEXT = new AtomicInteger();

    private ServerPorts() {}

    /** Ports of the loopback address that nobody listens on; none comes twice within the last {@value #OF_A_JVM}. */
    static List<Integer> free(int count) throws IOException {
        int part = FIRST + OF_A_JVM * (int) (ProcessHandle.current().pid() % ((END - FIRST) / OF_A_JVM));
        List<Integer> free = new ArrayList<>();
        for (int tries = 0; free.size() < count; tries++) {
            int port = part + Math.floorMod(NEXT.getAndIncrement(), OF_A_JVM);
            if (isFree(port)) {
                free.add(port);
            } else if (tries == OF_A_JVM) {
                throw new IOException("only " + free.size() + " of " + count + " ports from " + part + " on are free");
            }
        }
        return free;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
