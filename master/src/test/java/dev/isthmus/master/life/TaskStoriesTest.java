package dev.isthmus.master.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.master.life.TaskMoment.Kind;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is kept of the lives of tasks, and how much. */
class TaskStoriesTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("f");
    private static final LaunchId LAUNCH = LaunchId.of(FRAMEWORK, new TaskId("t"), "o");

    private final TaskStories stories = new TaskStories(3, 2);

    private static LaunchProgress progress(LaunchProgress.Step step, String message) {
        return new LaunchProgress(
                LAUNCH, new TaskId("t"), step, message, new TreeMap<>(Map.of("console", URI.create("https://x"))));
    }

    @Test
    void nothing_is_known_of_a_task_that_was_not_told_of() {
        assertThat(stories.of("f", "t")).isEqualTo(TaskStory.UNKNOWN);
    }

    @Test
    void progress_is_told_with_its_links_and_trouble_is_marked() {
        stories.progressed(1, FRAMEWORK, progress(LaunchProgress.Step.ASKING, "RunTask"));
        stories.progressed(2, FRAMEWORK, progress(LaunchProgress.Step.RETRYING, "throttled"));
        TaskStory story = stories.of("f", "t");
        assertThat(story.moments())
                .containsExactly(
                        new TaskMoment(1, Kind.CLUSTER, "RunTask"), new TaskMoment(2, Kind.TROUBLE, "throttled"));
        assertThat(story.links()).containsEntry("console", URI.create("https://x"));
        assertThat(stories.of(LAUNCH)).isPresent();
        assertThat(stories.of("g", "t")).isEqualTo(TaskStory.UNKNOWN);
    }

    @Test
    void what_repeats_itself_is_told_once() {
        GrowingStory story = stories.at("f", "t");
        story.add(1, Kind.TOLD, "x");
        story.add(2, Kind.TOLD, "x");
        story.add(3, Kind.STATE, "x");
        assertThat(stories.of("f", "t").moments()).extracting(TaskMoment::at).containsExactly(1.0, 3.0);
    }

    @Test
    void of_a_long_life_the_first_and_the_last_moments_are_kept() {
        GrowingStory story = stories.at("f", "t");
        for (int i = 0; i < 100; i++) {
            story.add(i, Kind.STATE, "moment " + i);
        }
        TaskStory told = stories.of("f", "t");
        assertThat(told.moments()).hasSize(32);
        assertThat(told.left()).isEqualTo(68);
        assertThat(told.moments().get(0).at()).isZero();
        assertThat(told.moments().get(15).at()).isEqualTo(15);
        assertThat(told.moments().get(16).at()).isEqualTo(84);
    }

    @Test
    void the_oldest_of_too_many_are_forgotten_with_their_launches() {
        stories.progressed(1, FRAMEWORK, progress(LaunchProgress.Step.ASKING, "RunTask"));
        for (String task : new String[] {"b", "c", "d"}) {
            stories.at("f", task).add(1, Kind.STATE, "x");
        }
        assertThat(stories.of("f", "t")).isEqualTo(TaskStory.UNKNOWN);
        assertThat(stories.of(LAUNCH)).isEmpty();
        for (String task : new String[] {"b", "c", "d"}) {
            stories.over("f", task);
        }
        assertThat(stories.of("f", "b")).isEqualTo(TaskStory.UNKNOWN);
        assertThat(stories.of("f", "c").moments()).hasSize(1);
    }

    @Test
    void a_task_that_takes_an_id_after_another_has_a_life_of_its_own() {
        stories.begun("f", "t").add(1, Kind.STATE, "first");
        assertThat(stories.begun("f", "t").told().moments()).as("it lives").hasSize(1);
        stories.over("f", "t");
        stories.begun("f", "t").add(2, Kind.STATE, "second");
        assertThat(stories.of("f", "t").moments()).extracting(TaskMoment::text).containsExactly("second");
    }
}
