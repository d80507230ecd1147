package dev.isthmus.driver.state;

import dev.isthmus.zookeeper.testing.ZooKeeperServer;

class CurrentServerStateTest extends ZooKeeperStateContract {
    CurrentServerStateTest() {
        super(ZooKeeperServer.Release.CURRENT);
    }
}
