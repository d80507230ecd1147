package dev.isthmus.master.snapshot;

import dev.isthmus.mesos.messages.Protos.MasterInfo;
import java.util.List;

/**
 * All that is shown of a master at one moment.
 *
 * @param master who it is
 * @param cluster the name of its cluster
 * @param started when it was started, in seconds since 1970
 * @param agents its agents, without those that count as lost
 * @param unreachable how many count as lost
 * @param frameworks those that are registered
 * @param completed those that were removed, the last ones
 */
public record MasterSnapshot(
        MasterInfo master,
        String cluster,
        double started,
        List<ShownAgent> agents,
        int unreachable,
        List<ShownFramework> frameworks,
        List<ShownFramework> completed) {

    /** Copies the lists. */
    public MasterSnapshot {
        agents = List.copyOf(agents);
        frameworks = List.copyOf(frameworks);
        completed = List.copyOf(completed);
    }
}
