package dev.isthmus.simulation.happening;

import dev.isthmus.master.http.HttpRequest;

/** What happenings happen to in a world of a master. */
public interface MasterStage {

    /** The connection of a framework to its master breaks. */
    void cutStream(int framework);

    /** A framework subscribes so many times more, each on a connection of its own, which it leaves alone. */
    void subscribeAgain(int framework, int times);

    /** An operator asks for something; if there is no master, nothing happens. */
    void operate(HttpRequest request);

    /** An operator has a framework removed, if it has an id. */
    void tearDown(int framework);
}
