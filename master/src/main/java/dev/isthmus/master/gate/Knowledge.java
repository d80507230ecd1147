package dev.isthmus.master.gate;

import dev.isthmus.master.http.Credentials;
import java.util.Optional;

/** What the gate asks of a master. It is asked during {@link SchedulerGate#pass}, by the thread that calls it. */
public interface Knowledge {

    /** Who may be a framework; empty: everybody. */
    Optional<Credentials> schedulers();

    /** Whether this master leads. */
    Leadership leadership();

    /**
     * A framework that is registered now.
     *
     * @param id its id; may be empty
     */
    Optional<KnownFramework> framework(String id);
}
