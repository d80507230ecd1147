package dev.isthmus.simulation.slot;

import dev.isthmus.simulation.law.EcsTasks;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.verdict.Court;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;

/** R-WD-31: the tasks of one provider on Fargate have together no more vCPUs than the quota that is set, from their start until they are STOPPED. */
public final class WithinQuota implements WorldLaw {

    private static final int UNITS = 1024;
    private static final String ON_DEMAND = "FARGATE";

    private final Court court;
    private final String provider;
    private final int quota;
    private final Map<String, Integer> units = new TreeMap<>();
    private int sum;

    /**
     * Nothing is held.
     *
     * @param provider as ECS names it
     * @param quota in vCPUs
     */
    public WithinQuota(Court court, String provider, int quota) {
        this.court = court;
        this.provider = provider;
        this.quota = quota;
    }

    @Override
    public String rule() {
        return "R-WD-31";
    }

    @Override
    public void taskChanged(Task task) {
        if (task.launchType() != LaunchType.FARGATE || !provider.equals(providerOf(task))) {
            return;
        }
        if (EcsTasks.isStopped(task)) {
            sum -= units.containsKey(task.taskArn()) ? units.remove(task.taskArn()) : 0;
        } else if (!units.containsKey(task.taskArn())) {
            int its = Integer.parseInt(task.cpu());
            units.put(task.taskArn(), its);
            sum += its;
            if (sum > quota * UNITS) {
                court.broken(
                        rule(),
                        "by " + provider + " run " + units + " CPU units, and the quota is " + quota + " vCPUs");
            }
        }
    }

    /** A task that was started by the launch type names none. */
    private static String providerOf(Task task) {
        return task.capacityProviderName() == null ? ON_DEMAND : task.capacityProviderName();
    }
}
