package dev.isthmus.driver.state;

import dev.isthmus.zookeeper.testing.ZooKeeperServer;

class OldServerStateTest extends ZooKeeperStateContract {
    OldServerStateTest() {
        super(ZooKeeperServer.Release.OLD);
    }
}
