package dev.isthmus.api.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.api.identity.AgentId;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A plan as words of a line, as a journal keeps it: for each window {@code window=START,DURATION} in nanoseconds, without the comma if it lasts for ever, and then its
 * machines, {@code machine=HOSTNAME/IP} or {@code down=HOSTNAME/IP}; for each agent that is out of service {@code deactivated=ID}, {@code draining=ID} or {@code gone=ID},
 * of which the second may have a comma and the grace period in nanoseconds behind it, and {@code ,gone} if it is gone when it is drained. Host names and ids are encoded as in
 * a URL, so there are no other spaces, slashes and commas.
 */
public final class MaintenanceText {

    private static final String WINDOW = "window=";
    private static final String MACHINE = "machine=";
    private static final String DOWN = "down=";
    private static final String DEACTIVATED = "deactivated=";
    private static final String DRAINING = "draining=";
    private static final String GONE = "gone=";
    private static final String GONE_WHEN_DRAINED = "gone";

    private MaintenanceText() {}

    /** The words, each with a space before it. */
    public static String write(MaintenancePlan plan) {
        StringBuilder text = new StringBuilder();
        plan.windows().forEach(window -> {
            Unavailability when = window.unavailability();
            text.append(' ').append(WINDOW).append(when.startNanos());
            when.durationNanos().ifPresent(duration -> text.append(',').append(duration));
            window.machines()
                    .forEach(machine -> text.append(' ')
                            .append(plan.isDown(machine) ? DOWN : MACHINE)
                            .append(URLEncoder.encode(machine.hostname(), UTF_8))
                            .append('/')
                            .append(machine.ip()));
        });
        plan.agents().forEach((agent, how) -> {
            text.append(' ').append(word(how.kind())).append(URLEncoder.encode(agent.value(), UTF_8));
            how.maxGraceNanos().ifPresent(nanos -> text.append(',').append(nanos));
            text.append(how.isGoneWhenDrained() ? "," + GONE_WHEN_DRAINED : "");
        });
        return text.toString();
    }

    private static String word(AgentWithdrawal.Kind kind) {
        return switch (kind) {
            case DEACTIVATED -> DEACTIVATED;
            case DRAINING -> DRAINING;
            case GONE -> GONE;
        };
    }

    /**
     * Reads them.
     *
     * @param words of which those from one place on are the plan
     * @throws IllegalArgumentException if they are none that this version writes
     */
    public static MaintenancePlan read(String[] words, int from) {
        List<MaintenanceWindow> windows = new ArrayList<>();
        SortedSet<MachineId> down = new TreeSet<>();
        List<MachineId> machines = new ArrayList<>();
        SortedMap<AgentId, AgentWithdrawal> agents = new TreeMap<>();
        // From the last word back: the machines of a window are behind it.
        for (int at = words.length - 1; at >= from; at--) {
            String word = words[at];
            if (word.startsWith(WINDOW)) {
                windows.add(0, new MaintenanceWindow(machines, unavailability(word.substring(WINDOW.length()))));
                machines.clear();
            } else if (word.startsWith(MACHINE)) {
                machines.add(0, machine(word.substring(MACHINE.length())));
            } else if (word.startsWith(DOWN)) {
                MachineId machine = machine(word.substring(DOWN.length()));
                machines.add(0, machine);
                down.add(machine);
            } else if (word.startsWith(DEACTIVATED)) {
                agents.put(agent(word.substring(DEACTIVATED.length())), AgentWithdrawal.DEACTIVATED);
            } else if (word.startsWith(GONE)) {
                agents.put(agent(word.substring(GONE.length())), AgentWithdrawal.GONE);
            } else if (word.startsWith(DRAINING)) {
                String[] parts = word.substring(DRAINING.length()).split(",", -1);
                agents.put(agent(parts[0]), drain(parts));
            } else {
                throw new IllegalArgumentException("'" + word + "' is neither a window, a machine nor an agent");
            }
        }
        if (!machines.isEmpty()) {
            throw new IllegalArgumentException("machine " + machines.get(0) + " is before any window");
        }
        return new MaintenancePlan(windows, down, agents);
    }

    private static Unavailability unavailability(String text) {
        int comma = text.indexOf(',');
        return comma < 0
                ? new Unavailability(Long.parseLong(text), OptionalLong.empty())
                : new Unavailability(
                        Long.parseLong(text.substring(0, comma)),
                        OptionalLong.of(Long.parseLong(text.substring(comma + 1))));
    }

    private static AgentId agent(String text) {
        return new AgentId(URLDecoder.decode(text, UTF_8));
    }

    /** @param parts of which the first is the agent */
    private static AgentWithdrawal drain(String[] parts) {
        boolean isGone = parts[parts.length - 1].equals(GONE_WHEN_DRAINED) && parts.length > 1;
        int left = parts.length - (isGone ? 1 : 0);
        if (left > 2) {
            throw new IllegalArgumentException("agent '" + parts[0] + "' has more than one grace period");
        }
        return AgentWithdrawal.draining(
                left == 2 ? OptionalLong.of(Long.parseLong(parts[1])) : OptionalLong.empty(), isGone);
    }

    private static MachineId machine(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' has no '/'");
        }
        return new MachineId(URLDecoder.decode(text.substring(0, slash), UTF_8), text.substring(slash + 1));
    }
}
