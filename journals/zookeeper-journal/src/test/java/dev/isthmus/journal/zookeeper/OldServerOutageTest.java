package dev.isthmus.journal.zookeeper;

import dev.isthmus.zookeeper.testing.ZooKeeperServer;

class OldServerOutageTest extends OutageContract {
    OldServerOutageTest() {
        super(ZooKeeperServer.Release.OLD);
    }
}
