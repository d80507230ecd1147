package dev.isthmus.operator.check;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.ecs.growth.VirtualAgents;
import dev.isthmus.operator.check.finding.Finding;
import dev.isthmus.operator.settings.NameResolver;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Whether the names that offers give agents lead anywhere from here, where a framework might run. */
final class HostNamesCheck {

    private static final String SUBJECT = "host names";

    /** Where there are thousands, these speak for all. */
    private static final int MOST = 50;

    private HostNamesCheck() {}

    static Finding of(List<Agent> all, NameResolver names) {
        // The name of a slot is its id, and leads nowhere: tasks there say their addresses themselves.
        List<Agent> agents =
                all.stream().filter(agent -> !VirtualAgents.isSlot(agent.id())).toList();
        List<String> lost = new ArrayList<>();
        List<Agent> asked = agents.subList(0, Math.min(MOST, agents.size()));
        for (Agent agent : asked) {
            String name = agent.address().hostname();
            try {
                names.address(name);
            } catch (UnknownHostException e) {
                lost.add(name);
            }
        }
        if (asked.isEmpty()) {
            return Finding.unknown(SUBJECT, "there are no agents to have one");
        }
        if (lost.isEmpty()) {
            return Finding.ok(
                    SUBJECT,
                    "those of " + asked.size() + " agents resolve from here, such as "
                            + asked.get(0).address().hostname());
        }
        return Finding.unknown(
                SUBJECT,
                lost.size() + " of " + asked.size() + " do not resolve from here, such as " + lost.get(0)
                        + ": health checks, load balancers and links that use them lead nowhere",
                "run this where the framework runs; allow ec2:DescribeInstances; or name agents by attribute, see"
                        + " docs/guide/frameworks.md, names of agents");
    }
}
