package dev.isthmus.mesos.task;

import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.status.StopCause;
import dev.isthmus.mesos.task.StopRequest.Sent;
import dev.isthmus.mesos.task.TaskLife.Ended;
import dev.isthmus.mesos.task.TaskLife.Launching;
import dev.isthmus.mesos.task.TaskLife.Living;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The rows and columns of the first table in docs/reference/task-states.md: each kind of state of a task, and what happens to it. */
public final class TaskRows {

    static final StopWish LIMIT = new StopWish(StopCause.OUT_OF_TIME, false);
    static final StopWish KILL = new StopWish(StopCause.KILLED, true);
    static final TaskPhase RUNNING = new TaskPhase.Running(List.of(), Optional.empty());
    static final TaskPhase STOPPING = new TaskPhase.Stopping();

    private static final List<TaskLife> EXAMPLES = List.of(
            new Launching(Optional.empty()),
            new Launching(Optional.of(KILL)),
            living(RUNNING, Optional.empty()),
            living(RUNNING, Optional.of(Sent.DUE)),
            living(RUNNING, Optional.of(Sent.ASKED)),
            living(RUNNING, Optional.of(Sent.ACCEPTED)),
            living(STOPPING, Optional.of(Sent.ACCEPTED)),
            new Ended());

    /** What {@link #after} answers for each row: asked of every task after every step of a model. */
    private static final Map<String, Set<String>> AFTER =
            all().stream().collect(Collectors.toUnmodifiableMap(row -> row, TaskRows::reached));

    private TaskRows() {}

    private static Living living(TaskPhase phase, Optional<Sent> sent) {
        return new Living(phase, ToldState.NOTHING, Optional.empty(), sent.map(state -> new StopRequest(KILL, state)));
    }

    /** What can happen to a task, by its heading. */
    static Map<String, UnaryOperator<TaskLife>> events() {
        Map<String, UnaryOperator<TaskLife>> events = new LinkedHashMap<>();
        events.put("launch answered", TaskLife::launchAnswered);
        events.put("said to run", life -> life.reached(RUNNING));
        events.put("said to stop", life -> life.reached(STOPPING));
        events.put("killed", life -> life.wish(KILL));
        events.put("time limit", life -> life.wish(LIMIT));
        events.put("stop sent", TaskLife::stopSent);
        events.put("stop accepted", TaskLife::stopAccepted);
        events.put("stop refused", TaskLife::stopRefused);
        events.put("end", TaskLife::ended);
        return events;
    }

    /** Every row, with an example of it. */
    static Map<String, TaskLife> examples() {
        Map<String, TaskLife> rows = new LinkedHashMap<>();
        EXAMPLES.forEach(life -> rows.put(of(life), life));
        return rows;
    }

    /** Every row. */
    public static Set<String> all() {
        return examples().keySet();
    }

    /** The row of a task. */
    public static String of(MesosTask task) {
        return of(task.life());
    }

    static String of(TaskLife life) {
        return life.fold(
                launching -> launching.wish().isPresent() ? "launching, to be stopped" : "launching",
                living -> "living"
                        + living.stop()
                                .map(stop -> switch (stop.sent()) {
                                    case DUE -> ", stop due";
                                    case ASKED -> ", stop asked";
                                    case ACCEPTED ->
                                        living.phase() instanceof TaskPhase.Stopping
                                                ? ", stop accepted and begun"
                                                : ", stop accepted";
                                })
                                .orElse(""),
                ended -> "ended");
    }

    /** The rows that can follow on one, at once or in several steps, itself among them. */
    public static Set<String> after(String row) {
        return AFTER.get(row);
    }

    private static Set<String> reached(String row) {
        Set<String> found = new LinkedHashSet<>(Set.of(row));
        Deque<String> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            TaskLife life = examples().get(open.remove());
            events().values().stream().map(event -> of(event.apply(life))).forEach(next -> {
                if (found.add(next)) {
                    open.add(next);
                }
            });
        }
        return found;
    }
}
