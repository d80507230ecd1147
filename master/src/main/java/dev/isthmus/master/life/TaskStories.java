package dev.isthmus.master.life;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.api.launch.LaunchedTask;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The lives of tasks, by framework and task id. Of the living the last 50,000 are kept, of those that are over the last 10,000, each of a kilobyte or two. Used by one thread.
 */
public final class TaskStories {

    /** A task. */
    private record Key(String framework, String task) {}

    private final int mostLive;
    private final int mostOver;
    private final Map<Key, GrowingStory> live = new LinkedHashMap<>();
    private final Map<Key, GrowingStory> over = new LinkedHashMap<>();
    private final Map<LaunchId, Key> byLaunch = new LinkedHashMap<>();

    /** None yet. */
    public TaskStories() {
        this(50_000, 10_000);
    }

    TaskStories(int mostLive, int mostOver) {
        this.mostLive = mostLive;
        this.mostOver = mostOver;
    }

    /** The life of a task; {@link TaskStory#UNKNOWN} if nothing is known of it. */
    public TaskStory of(String framework, String task) {
        return find(new Key(framework, task)).map(GrowingStory::told).orElse(TaskStory.UNKNOWN);
    }

    /** A launch gets on. */
    public void progressed(double now, FrameworkId framework, LaunchProgress progress) {
        GrowingStory story = at(framework.value(), progress.task().value());
        launched(story, framework, progress.launch(), progress.task().value());
        if (progress.step() == LaunchProgress.Step.PLACED) {
            story.placed();
        }
        story.links(progress.links());
        boolean isTrouble = progress.step() == LaunchProgress.Step.RETRYING;
        story.add(now, isTrouble ? TaskMoment.Kind.TROUBLE : TaskMoment.Kind.CLUSTER, progress.message());
    }

    /** The life of a task that a framework names, if it is known. */
    Optional<GrowingStory> known(String framework, String task) {
        return find(new Key(framework, task));
    }

    /** The life of a task that something happens to, begun if it is not known. */
    GrowingStory at(String framework, String task) {
        Key key = new Key(framework, task);
        return find(key).orElseGet(() -> begin(key));
    }

    /** The life of a task that is launched now, which may be another one of the same id. */
    GrowingStory begun(String framework, String task) {
        Key key = new Key(framework, task);
        return find(key).filter(story -> !story.isOver()).orElseGet(() -> begin(key));
    }

    private GrowingStory begin(Key key) {
        forget(over, key);
        GrowingStory story = new GrowingStory();
        live.put(key, story);
        shorten(live, mostLive);
        return story;
    }

    /** The life of the task that was launched by this. */
    Optional<GrowingStory> of(LaunchId launch) {
        return Optional.ofNullable(byLaunch.get(launch)).flatMap(this::find);
    }

    /** The life of a task that the backend knows by its launch from now on. */
    GrowingStory launched(LaunchedTask task) {
        GrowingStory story = at(task.framework().value(), task.task().value());
        launched(story, task.framework(), task.launch(), task.task().value());
        return story;
    }

    private void launched(GrowingStory story, FrameworkId framework, LaunchId launch, String task) {
        story.launch(launch);
        byLaunch.put(launch, new Key(framework.value(), task));
    }

    /** A task has come to its end. */
    void over(String framework, String task) {
        Key key = new Key(framework, task);
        GrowingStory story = live.remove(key);
        if (story != null) {
            story.over();
            over.put(key, story);
            shorten(over, mostOver);
        }
    }

    private Optional<GrowingStory> find(Key key) {
        return Optional.ofNullable(live.get(key)).or(() -> Optional.ofNullable(over.get(key)));
    }

    private void shorten(Map<Key, GrowingStory> stories, int most) {
        if (stories.size() > most) {
            forget(stories, stories.keySet().iterator().next());
        }
    }

    private void forget(Map<Key, GrowingStory> stories, Key key) {
        GrowingStory story = stories.remove(key);
        if (story != null) {
            story.launches().forEach(byLaunch::remove);
        }
    }
}
