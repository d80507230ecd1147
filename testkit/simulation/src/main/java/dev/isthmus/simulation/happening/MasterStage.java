package dev.isthmus.simulation.happening;

import dev.isthmus.master.http.HttpRequest;

/** What happenings happen to in a world of a master. */
public interface MasterStage {

    /** The connection of a framework to its master breaks. */
    void cutStream(int framework);

    /** A framework subscribes so many times more, each on a connection of its own, which it leaves alone. */
    void subscribeAgain(int framework, int times);

    /** An operator sets the weight of a role. */
    void weigh(String role, double weight, HttpRequest request);

    /** An operator sets the quota of a role. */
    void setQuota(HttpRequest request);

    /** An operator has a framework removed, if it has an id. */
    void tearDown(int framework);
}
