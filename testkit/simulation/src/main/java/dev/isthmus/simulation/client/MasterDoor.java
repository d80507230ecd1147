package dev.isthmus.simulation.client;

import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.simulation.time.ProcessTime;

/** Where requests to one process of a master come in. */
public interface MasterDoor {

    /** The time of that process. */
    ProcessTime time();

    /** A request has come in, in a step of that process. */
    void handle(HttpRequest request, Exchange exchange);

    /** Whether there is nobody any more. */
    boolean isGone();

    /** Done when there is nobody any more, in no step of anybody. */
    void whenGone(Runnable then);
}
