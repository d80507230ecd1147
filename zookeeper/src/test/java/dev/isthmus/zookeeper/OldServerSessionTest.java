package dev.isthmus.zookeeper;

import dev.isthmus.zookeeper.testing.ZooKeeperServer;

class OldServerSessionTest extends SessionContract {
    OldServerSessionTest() {
        super(ZooKeeperServer.Release.OLD);
    }
}
