package dev.isthmus.simulation.client;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.simulation.driver.DriverPlace;
import dev.isthmus.simulation.driver.Drivers;
import dev.isthmus.simulation.driver.ProcessDriver;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Drivers that are clients of one master. Each framework has a role and an encoding by its name, so that the roles and the encodings of a world mix. */
public final class ClientWorld implements Drivers {

    /** How often a stream gives a sign of life. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** The roles of frameworks. */
    public static final List<String> ROLES = List.of("*", "web", "batch");

    private final ManualClock clock;
    private final MasterLookup masters;
    private final Function<String, FrameworkTerms> terms;
    /** The newest client of each framework. */
    private final Map<String, MasterClient> newest = new LinkedHashMap<>();

    /**
     * Clients of the master that is found there.
     *
     * @param terms of the framework of a name
     */
    public ClientWorld(ManualClock clock, MasterLookup masters, Function<String, FrameworkTerms> terms) {
        this.clock = clock;
        this.masters = masters;
        this.terms = terms;
    }

    @Override
    public ProcessDriver open(
            DriverPlace place, FrameworkInfo info, SchedulerCallbacks callbacks, Described described) {
        String name = place.life().framework();
        int number = number(name);
        FrameworkTerms its = terms.apply(name);
        MasterClient client = new MasterClient(
                clock,
                masters,
                place,
                new SubscribeTerms(
                        withRole(info, its.role().isEmpty() ? roleOf(name) : its.role()),
                        its,
                        place.chance().of("terms")),
                callbacks,
                described,
                new WireForm(number % 2 == 0 ? MediaType.JSON : MediaType.PROTOBUF));
        newest.put(name, client);
        return client;
    }

    /** The role of the framework of this name. */
    public static String roleOf(String name) {
        return ROLES.get(number(name) / 2);
    }

    private static int number(String name) {
        return Math.floorMod(name.hashCode(), 2 * ROLES.size());
    }

    @SuppressWarnings("deprecation") // Frameworks of one role have it there.
    private static FrameworkInfo withRole(FrameworkInfo info, String role) {
        return info.getRolesCount() > 0 ? info : info.toBuilder().setRole(role).build();
    }

    /** The connection of a framework to its master breaks. */
    public void cut(String framework) {
        MasterClient client = newest.get(framework);
        if (client != null) {
            client.cut();
        }
    }

    /** A framework subscribes so many times more, each on a connection of its own. */
    public void storm(String framework, int times) {
        MasterClient client = newest.get(framework);
        for (int i = 0; client != null && i < times; i++) {
            client.subscribeInVain();
        }
    }
}
