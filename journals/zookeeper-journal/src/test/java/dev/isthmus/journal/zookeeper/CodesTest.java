package dev.isthmus.journal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.OpResult;
import org.junit.jupiter.api.Test;

/** Whatever number a server answers with, something comes of it. */
class CodesTest {

    private static final List<Change> CHANGES =
            List.of(new Change.Check("/fence", 1), new Change.Put("/state", "", 2), new Change.Delete("/ends", 3));

    @Test
    void any_number_is_an_outcome() {
        for (int code = -300; code <= 300; code++) {
            assertThat(Codes.ofCommit(code, CHANGES, null)).isNotNull();
            assertThat(Codes.ofCreate(code, "/a")).isNotNull();
            assertThat(Codes.ofRead(code, "/a")).isNotNull();
        }
        assertThat(Codes.ofCommit(-250, CHANGES, null))
                .isEqualTo(new CommitOutcome.Refused("ZooKeeper says error -250 at /fence"));
        assertThat(Codes.ofRead(-250, "/a").isLasting()).isTrue();
    }

    @Test
    void what_says_nothing_is_asked_again() {
        int lost = KeeperException.Code.CONNECTIONLOSS.intValue();
        assertThat(Codes.ofCommit(lost, CHANGES, null)).isInstanceOf(CommitOutcome.Unknown.class);
        assertThat(Codes.ofRead(lost, "/a").isLasting()).isFalse();
        assertThat(Codes.ofCommit(KeeperException.Code.THROTTLEDOP.intValue(), CHANGES, null))
                .as("dropped by a server under load")
                .isInstanceOf(CommitOutcome.Unknown.class);
    }

    @Test
    void which_change_failed_is_known() {
        int code = KeeperException.Code.BADVERSION.intValue();
        List<OpResult> results = List.of(
                new OpResult.ErrorResult(KeeperException.Code.OK.intValue()),
                new OpResult.ErrorResult(code),
                new OpResult.ErrorResult(KeeperException.Code.RUNTIMEINCONSISTENCY.intValue()));
        assertThat(Codes.ofCommit(code, CHANGES, results))
                .isEqualTo(new CommitOutcome.Rejected(1, "ZooKeeper says BADVERSION"));
        int noAuth = KeeperException.Code.NOAUTH.intValue();
        assertThat(Codes.ofCommit(noAuth, CHANGES, List.of(results.get(0), new OpResult.ErrorResult(noAuth))))
                .isInstanceOfSatisfying(
                        CommitOutcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("/state", "ISTHMUS_JOURNAL_ZK_CREDENTIALS"));
    }
}
