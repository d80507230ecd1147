package dev.isthmus.journal.zookeeper;

import dev.isthmus.zookeeper.testing.ZooKeeperServer;

class CurrentServerOutageTest extends OutageContract {
    CurrentServerOutageTest() {
        super(ZooKeeperServer.Release.CURRENT);
    }
}
