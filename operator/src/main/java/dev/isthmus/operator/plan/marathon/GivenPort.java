package dev.isthmus.operator.plan.marathon;

import java.util.ArrayList;
import java.util.List;

/**
 * A port of an app with that of the host which it is given.
 *
 * @param wanted has one on the host
 * @param host the one of the offer, or the one that it asks for
 */
record GivenPort(MarathonPorts.Wanted wanted, int host) {

    /**
     * Those that have one on the host, in their order; where the offer has too few, the last ones go without.
     *
     * @param hostPorts one after the other, as {@link MarathonPorts#hostPorts} gives them
     */
    static List<GivenPort> of(MarathonPorts ports, List<Integer> hostPorts) {
        List<GivenPort> given = new ArrayList<>();
        for (MarathonPorts.Wanted port : ports.wanted()) {
            if (port.onHost() && given.size() < hostPorts.size()) {
                given.add(new GivenPort(port, hostPorts.get(given.size())));
            }
        }
        return given;
    }

    /** Within the container. */
    int container() {
        return wanted.container() == 0 ? host : wanted.container();
    }
}
