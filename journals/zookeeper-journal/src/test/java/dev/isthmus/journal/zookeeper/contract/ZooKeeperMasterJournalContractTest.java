package dev.isthmus.journal.zookeeper.contract;

import dev.isthmus.journal.zookeeper.ExaminedZnodes;
import dev.isthmus.journal.zookeeper.OneServer;
import dev.isthmus.testkit.contract.journal.ExaminedJournals;
import dev.isthmus.testkit.contract.journal.MasterJournalContract;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;

/** The journal in ZooKeeper keeps the contract, on a real server. */
class ZooKeeperMasterJournalContractTest extends MasterJournalContract {

    @Override
    protected ExaminedJournals journals() throws Exception {
        OneServer server = OneServer.of(ZooKeeperServer.Release.CURRENT);
        return new ExaminedZnodes(server.admin(), server.server().address());
    }
}
