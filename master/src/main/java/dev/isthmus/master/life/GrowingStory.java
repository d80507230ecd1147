package dev.isthmus.master.life;

import dev.isthmus.api.identity.LaunchId;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The life of a task while it goes on. What repeats itself is counted once, and of many moments the first and the last ones are kept. */
final class GrowingStory {

    private static final int FIRST = 16;
    private static final int LAST = 16;

    private final List<TaskMoment> first = new ArrayList<>();
    private final Deque<TaskMoment> last = new ArrayDeque<>();
    private final SortedMap<String, URI> links = new TreeMap<>();
    private final Set<LaunchId> launches = new LinkedHashSet<>();
    private int left;
    private boolean isPlaced;
    private boolean isOver;

    void add(double at, TaskMoment.Kind kind, String text) {
        TaskMoment before = last.isEmpty() ? first.isEmpty() ? null : first.get(first.size() - 1) : last.getLast();
        if (before != null && before.kind() == kind && before.text().equals(text)) {
            return;
        }
        TaskMoment moment = new TaskMoment(at, kind, text);
        if (first.size() < FIRST) {
            first.add(moment);
        } else {
            last.add(moment);
            if (last.size() > LAST) {
                last.remove();
                left++;
            }
        }
    }

    /** The backend knows it by this. */
    void launch(LaunchId launch) {
        launches.add(launch);
    }

    Set<LaunchId> launches() {
        return launches;
    }

    void links(SortedMap<String, URI> more) {
        links.putAll(more);
    }

    void placed() {
        isPlaced = true;
    }

    boolean isPlaced() {
        return isPlaced;
    }

    /** It has come to its end; what comes still, such as an acknowledgement, is of that. */
    void over() {
        isOver = true;
    }

    boolean isOver() {
        return isOver;
    }

    TaskStory told() {
        List<TaskMoment> all = new ArrayList<>(first);
        all.addAll(last);
        return new TaskStory(all, left, links);
    }
}
