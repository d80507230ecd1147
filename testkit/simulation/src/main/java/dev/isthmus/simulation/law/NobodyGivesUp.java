package dev.isthmus.simulation.law;

import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;

/** R-WD-10: no framework gives up for lack of an answer, and no driver gives up but for another that has its framework, or for a journal that it cannot have. */
public final class NobodyGivesUp implements WorldLaw {

    private final Court court;

    /** Everybody goes on. */
    public NobodyGivesUp(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-10";
    }

    @Override
    public void gaveUp(String framework, String why) {
        court.broken(rule(), framework + " gives up: " + why);
    }

    @Override
    public void failed(DriverLife life, String message) {
        boolean replaced = message.contains("failed over");
        boolean journal = message.contains("cannot be opened") || message.contains("cannot be set up");
        boolean removed = message.equals("Framework has been removed");
        if (!replaced && !journal && !removed) {
            court.broken(rule(), life + " ends with an error: " + message);
        }
    }
}
