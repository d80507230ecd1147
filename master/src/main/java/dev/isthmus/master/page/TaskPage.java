package dev.isthmus.master.page;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.http.Routes;
import dev.isthmus.master.life.TaskMoment;
import dev.isthmus.master.life.TaskStory;
import dev.isthmus.master.snapshot.MasterSnapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One task: what it is, and its life. */
public final class TaskPage {

    private static final Routes ROUTES = new Routes(List.of("isthmus/task"));

    private TaskPage() {}

    /**
     * Which task a request is for.
     *
     * @param framework the id of its framework
     * @param task its id
     */
    public record Of(String framework, String task) {

        /** As the query says. */
        public static Of request(HttpRequest request) {
            Query query = Query.of(request.target());
            return new Of(
                    query.get("framework_id").orElse(""), query.get("task_id").orElse(""));
        }
    }

    /** Whether a request is for a task. */
    public static boolean has(HttpRequest request) {
        return ROUTES.of(request.target()).isPresent();
    }

    /**
     * The task, if it is shown, and what is known of its life.
     *
     * @param now in seconds since 1970
     */
    public static HttpAnswer answer(Of of, MasterSnapshot master, TaskStory story, double now) {
        Map<String, Object> shown = PageFigures.head(master, now);
        TaskListing.find(master, of.framework(), of.task()).ifPresent(task -> shown.put("task", task));
        shown.put("life", story.moments().stream().map(TaskPage::moment).toList());
        shown.put("left", story.left());
        Map<String, Object> links = new LinkedHashMap<>();
        story.links().forEach((name, link) -> links.put(name, link.toString()));
        shown.put("links", links);
        return PageFigures.json(shown);
    }

    private static Map<String, Object> moment(TaskMoment moment) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("at", moment.at());
        shown.put("kind", moment.kind().name().toLowerCase(Locale.ROOT));
        shown.put("text", moment.text());
        return shown;
    }
}
