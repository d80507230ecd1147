package dev.isthmus.ecs.event;

import dev.isthmus.ecs.budget.ReadShare;
import java.time.Duration;

/** The polling rounds, as far as events bear on them. Within steps only. */
public interface PolledRounds {

    /** Whether all tasks were read, those of every framework that is watched among them: only then is known what an event is newer than. */
    boolean isRead();

    /** From now on nothing has to be looked at more often than that: events tell of it. */
    void rest(Duration between);

    /** From now on everything is looked at as often as the budget allows, and all of it next. */
    void awake();

    /** There may be an instance that is not known yet, or one of which it is not known what has changed. */
    void instancesChanged();

    /** What part of the budget listing and describing tasks keeps to. */
    ReadShare forTasks();
}
