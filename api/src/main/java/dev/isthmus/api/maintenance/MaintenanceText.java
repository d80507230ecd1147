package dev.isthmus.api.maintenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A plan as words of a line, as a journal keeps it: for each window {@code window=START,DURATION} in nanoseconds, without the comma if it lasts for ever, and then its
 * machines, {@code machine=HOSTNAME/IP} or {@code down=HOSTNAME/IP}. Host names are encoded as in a URL, so there are no other spaces and slashes.
 */
public final class MaintenanceText {

    private static final String WINDOW = "window=";
    private static final String MACHINE = "machine=";
    private static final String DOWN = "down=";

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
        return text.toString();
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
            } else {
                throw new IllegalArgumentException("'" + word + "' is neither a window nor a machine");
            }
        }
        if (!machines.isEmpty()) {
            throw new IllegalArgumentException("machine " + machines.get(0) + " is before any window");
        }
        return new MaintenancePlan(windows, down);
    }

    private static Unavailability unavailability(String text) {
        int comma = text.indexOf(',');
        return comma < 0
                ? new Unavailability(Long.parseLong(text), OptionalLong.empty())
                : new Unavailability(
                        Long.parseLong(text.substring(0, comma)),
                        OptionalLong.of(Long.parseLong(text.substring(comma + 1))));
    }

    private static MachineId machine(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' has no '/'");
        }
        return new MachineId(URLDecoder.decode(text.substring(0, slash), UTF_8), text.substring(slash + 1));
    }
}
