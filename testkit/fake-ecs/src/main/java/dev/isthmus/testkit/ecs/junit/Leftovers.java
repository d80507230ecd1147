package dev.isthmus.testkit.ecs.junit;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.fault.FaultCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.Task;

/** Finds what a test has left behind and says it. */
final class Leftovers {
    private Leftovers() {}

    /** A sentence for each thing that is left, and the cluster on a page; empty if nothing is. */
    static String of(FakeEcs ecs, List<FakeEcs> openBefore, Set<Leftover> forbidden) {
        List<String> left = new ArrayList<>();
        if (forbidden.contains(Leftover.OPEN_CLUSTER)) {
            for (FakeEcs open : FakeEcs.open()) {
                if (open != ecs && !openBefore.contains(open)) {
                    left.add("a cluster that was not closed: " + open);
                    open.close();
                }
            }
        }
        if (forbidden.contains(Leftover.RUNNING_TASK)) {
            for (Task task : ecs.inspect().runningTasks()) {
                left.add("a task that has not stopped: " + lastPart(task.taskArn()) + " of "
                        + lastPart(task.taskDefinitionArn()) + ", " + task.lastStatus()
                        + (task.startedBy() == null ? "" : ", started by " + task.startedBy()));
            }
        }
        if (forbidden.contains(Leftover.UNCONSUMED_FAULT)) {
            for (FaultCount count : ecs.inspect().unconsumedFaults()) {
                left.add("a fault that was not played: " + count);
            }
        }
        if (left.isEmpty()) {
            return "";
        }
        return "The test left behind" + System.lineSeparator() + "  - "
                + String.join(System.lineSeparator() + "  - ", left) + System.lineSeparator()
                + ecs.inspect().dump();
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
