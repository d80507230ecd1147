package dev.isthmus.simulation.happening;

import java.time.Duration;

/**
 * The processes of a framework are killed, and none is started for so long: the cluster goes on without it, and may have forgotten what came about meanwhile. The one that is started
 * then is killed before its so many'th activity.
 *
 * @param activities 0 if it is not
 */
public record LongAbsence(int framework, Duration length, int activities) implements Happening.ToProcess {

    @Override
    public <R> R fold(HappeningCases<R> cases) {
        return cases.absence(this);
    }

    @Override
    public void happen(WorldStage stage) {
        stage.keepAway(framework, length, activities);
    }

    @Override
    public Duration outlastsFor() {
        return length;
    }
}
