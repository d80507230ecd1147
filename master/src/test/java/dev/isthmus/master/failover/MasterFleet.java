package dev.isthmus.master.failover;

import dev.isthmus.master.server.RawConnection;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Masters of which one leads. */
final class MasterFleet implements AutoCloseable {

    private final List<MasterSeat> seats = new ArrayList<>();
    /** The one that something is done to. */
    private Optional<MasterSeat> victim = Optional.empty();
    /** The one that is not to be asked. */
    private volatile Optional<MasterSeat> silent = Optional.empty();

    MasterFleet(int size, ZooKeeperServer zookeeper, Map<String, String> environment, String session, Path folder)
            throws IOException, InterruptedException {
        for (int i = 0; i < size; i++) {
            seats.add(new MasterSeat(zookeeper, environment, session, folder.resolve("master-" + i + ".log")));
        }
    }

    /** Whoever leads as those say that answer; empty if none does, or nobody knows. */
    Optional<InetSocketAddress> leader() {
        for (MasterSeat seat : seats) {
            if (silent.filter(seat::equals).isEmpty() && seat.isAlive()) {
                Optional<InetSocketAddress> leader = askedOf(seat);
                if (leader.isPresent()
                        && silent.filter(it -> it.address().equals(leader.get()))
                                .isEmpty()) {
                    return leader;
                }
            }
        }
        return Optional.empty();
    }

    /** The one that is at this address. */
    Optional<MasterSeat> at(InetSocketAddress address) {
        return seats.stream().filter(seat -> seat.address().equals(address)).findFirst();
    }

    /**
     * Something is done to one, which is not started anew meanwhile.
     *
     * @param isSilent whether it is not to be asked who leads
     */
    void hurt(MasterSeat seat, boolean isSilent) {
        victim = Optional.of(seat);
        silent = victim.filter(its -> isSilent);
    }

    /** All are as they were. */
    void healed() {
        victim = Optional.empty();
        silent = Optional.empty();
    }

    /** Starts those anew that have ended: on a busy machine one may lose its session by itself. */
    void restart() throws IOException, InterruptedException {
        for (MasterSeat seat : seats) {
            if (!seat.isAlive() && victim.filter(seat::equals).isEmpty()) {
                seat.restart();
            }
        }
    }

    private static Optional<InetSocketAddress> askedOf(MasterSeat seat) {
        try (RawConnection connection = RawConnection.to(seat.address())) {
            String head = connection
                    .send("GET /redirect HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .head();
            return RawConnection.header(head, "location").map(MasterFleet::address);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static InetSocketAddress address(String location) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(),
                URI.create("http:" + location.substring(location.indexOf("//"))).getPort());
    }

    @Override
    public void close() throws IOException {
        for (MasterSeat seat : seats) {
            seat.close();
        }
    }
}
