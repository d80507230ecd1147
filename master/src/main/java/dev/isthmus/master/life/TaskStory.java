package dev.isthmus.master.life;

import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The life of a task as far as it is known. Immutable.
 *
 * @param moments what happened, as it became known; of a long life the first and the last ones
 * @param left how many are left out between those
 * @param links where people can look further, by name
 */
public record TaskStory(List<TaskMoment> moments, int left, SortedMap<String, URI> links) {

    /** Of a task that nothing is known of. */
    public static final TaskStory UNKNOWN = new TaskStory(List.of(), 0, new TreeMap<>());

    /** Copies the collections. */
    public TaskStory {
        moments = List.copyOf(moments);
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
    }
}
