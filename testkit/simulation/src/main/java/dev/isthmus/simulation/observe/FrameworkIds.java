package dev.isthmus.simulation.observe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The id that each process of a driver has told its framework, for as long as it lives. Laws that ask for it observe after it. */
public final class FrameworkIds implements Observer {

    private final Map<DriverLife, String> ids = new HashMap<>();

    /** The id of the framework of this life; empty if it has not been told, or has ended. */
    public Optional<String> of(DriverLife life) {
        return Optional.ofNullable(ids.get(life));
    }

    /** The lives of the framework of this id. */
    public List<DriverLife> livesOf(String id) {
        List<DriverLife> lives = new ArrayList<>();
        ids.forEach((life, its) -> {
            if (its.equals(id)) {
                lives.add(life);
            }
        });
        return lives;
    }

    @Override
    public void registered(DriverLife life, String frameworkId) {
        ids.put(life, frameworkId);
    }

    @Override
    public void ended(DriverLife life) {
        ids.remove(life);
    }
}
