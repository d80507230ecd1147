package dev.isthmus.driver.e2e.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.state.InMemoryState;
import org.apache.mesos.state.LevelDBState;
import org.apache.mesos.state.State;
import org.apache.mesos.state.Variable;
import org.apache.mesos.state.ZooKeeperState;

/** Keeps a count in a state as a framework does, in each of its lives one more, and prints what it finds. It closes nothing: nothing can be closed. */
final class StateProgram {

    private StateProgram() {}

    public static void main(String[] servers) throws Exception {
        print("memory", new InMemoryState());
        print("zookeeper", new ZooKeeperState(servers[0], 10_000, TimeUnit.MILLISECONDS, "/chronos/state", null, null));
        print(
                "digest",
                new ZooKeeperState(
                        servers[0],
                        10_000,
                        TimeUnit.MILLISECONDS,
                        "/chronos/owned",
                        "digest",
                        "me:s3cret".getBytes(UTF_8)));
        try {
            print("leveldb", new LevelDBState("/nowhere"));
        } catch (UnsupportedOperationException e) {
            System.out.println(e.getMessage());
        }
        // Mesos's own variables have a native finalizer; ours must not.
        System.gc();
    }

    private static void print(String name, State state) throws Exception {
        Variable read = state.fetch("lives").get();
        Variable stored =
                state.store(read.mutate((text(read) + "i").getBytes(UTF_8))).get();
        Variable stale = state.store(read.mutate("stale".getBytes(UTF_8))).get();
        List<String> names = new ArrayList<>();
        for (Iterator<String> all = state.names().get(); all.hasNext(); ) {
            names.add(all.next());
        }
        System.out.println(name + " " + text(stored) + " " + stale + " " + names);
    }

    private static String text(Variable variable) {
        return new String(variable.value(), UTF_8);
    }
}
