package dev.isthmus.journal.zookeeper;

import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.JournalZnodes;
import java.util.List;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/** Classifies ZooKeeper's result codes. A code that this client does not know is treated as any other error. */
final class Codes {

    private Codes() {}

    /** The client's own look-up throws where it knows none, on a thread that everything else needs. */
    private static KeeperException.@Nullable Code known(int number) {
        for (KeeperException.Code code : KeeperException.Code.values()) {
            if (code.intValue() == number) {
                return code;
            }
        }
        return null;
    }

    static boolean isOk(int code) {
        return code == KeeperException.Code.OK.intValue();
    }

    static boolean isNoNode(int code) {
        return code == KeeperException.Code.NONODE.intValue();
    }

    /** What became of changes that were asked for in one step. */
    static CommitOutcome ofCommit(int code, List<Change> changes, @Nullable List<OpResult> results) {
        if (isOk(code)) {
            return new CommitOutcome.Applied();
        }
        if (isPassing(code)) {
            return new CommitOutcome.Unknown("ZooKeeper says " + name(code));
        }
        int failed = failedAt(results);
        return isOfZnode(code)
                ? new CommitOutcome.Rejected(failed, "ZooKeeper says " + name(code))
                : new CommitOutcome.Refused(words(code, changes.get(failed).path()));
    }

    /** What became of a znode that was to be made, unless it was there. */
    static CommitOutcome ofCreate(int code, String path) {
        if (isOk(code) || code == KeeperException.Code.NODEEXISTS.intValue()) {
            return new CommitOutcome.Applied();
        }
        return isPassing(code) || isNoNode(code)
                ? new CommitOutcome.Unknown("ZooKeeper says " + name(code))
                : new CommitOutcome.Refused(words(code, path));
    }

    /** Why something cannot be read. */
    static JournalZnodes.Unreadable ofRead(int code, String path) {
        return new JournalZnodes.Unreadable(words(code, path), !isPassing(code));
    }

    /** Whether it says nothing of what was asked, and the next may be answered. */
    private static boolean isPassing(int number) {
        KeeperException.Code code = known(number);
        return code != null
                && switch (code) {
                    case CONNECTIONLOSS, SESSIONEXPIRED, OPERATIONTIMEOUT, SESSIONMOVED, REQUESTTIMEOUT, THROTTLEDOP ->
                        true;
                    default -> false;
                };
    }

    /** Whether it says that a znode is not as it should be. */
    private static boolean isOfZnode(int number) {
        KeeperException.Code code = known(number);
        return code != null
                && switch (code) {
                    case BADVERSION, NONODE, NODEEXISTS, NOTEMPTY -> true;
                    default -> false;
                };
    }

    /** Each before it says that it would have gone well, each after it that it was not looked at. */
    private static int failedAt(@Nullable List<OpResult> results) {
        int last = 0;
        for (int i = 0; results != null && i < results.size(); i++) {
            if (results.get(i) instanceof OpResult.ErrorResult error) {
                int code = error.getErr();
                if (!isOk(code) && code != KeeperException.Code.RUNTIMEINCONSISTENCY.intValue()) {
                    return i;
                }
                last = i;
            }
        }
        return last;
    }

    private static String words(int number, String path) {
        KeeperException.Code code = known(number);
        boolean forbidden = code == KeeperException.Code.NOAUTH
                || code == KeeperException.Code.AUTHFAILED
                || code == KeeperException.Code.INVALIDACL;
        return forbidden
                ? "ZooKeeper does not permit it at " + path + " (" + code
                        + "). See whose it is, and whose the one above it, and that "
                        + ZooKeeperJournalProvider.CREDENTIALS.name() + " names the file with that user and password"
                : "ZooKeeper says " + name(number) + " at " + path;
    }

    private static String name(int number) {
        KeeperException.Code code = known(number);
        return code == null ? "error " + number : code.toString();
    }
}
