package dev.isthmus.zookeeper;

import dev.isthmus.zookeeper.testing.ZooKeeperServer;

class CurrentServerSessionTest extends SessionContract {
    CurrentServerSessionTest() {
        super(ZooKeeperServer.Release.CURRENT);
    }
}
