package dev.isthmus.testkit.server;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/** A table of what happens to tasks: a line for each change of a task's status, last or desired. */
final class TaskTable implements Consumer<Task> {
    private static final String ROW = "%-8s  %-32s  %-20s  %-15s  %-8s  %s%n";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final PrintStream out;
    private final ToIntFunction<String> instanceNumber;
    private final Map<String, String> seen = new HashMap<>();
    private boolean begun;

    /** {@code instanceNumber} answers the number of an instance of that ARN, from 1 on, in order of registration. */
    TaskTable(PrintStream out, ToIntFunction<String> instanceNumber) {
        this.out = out;
        this.instanceNumber = instanceNumber;
    }

    @Override
    public synchronized void accept(Task task) {
        String status = task.lastStatus();
        String wanted = task.desiredStatus();
        String state = status + " " + wanted;
        if (state.equals(status.equals("STOPPED") ? seen.remove(task.taskArn()) : seen.put(task.taskArn(), state))) {
            return;
        }
        if (!begun) {
            begun = true;
            out.printf(ROW, "TIME", "TASK", "DEFINITION", "STATUS", "INSTANCE", "");
        }
        out.printf(
                ROW,
                LocalTime.now(ZoneId.systemDefault()).format(TIME),
                lastPart(task.taskArn()),
                lastPart(task.taskDefinitionArn()),
                status,
                place(task),
                detail(task));
        out.flush();
    }

    private String place(Task task) {
        String instance = task.containerInstanceArn();
        return instance == null ? task.launchTypeAsString() : String.valueOf(instanceNumber.applyAsInt(instance));
    }

    private static String detail(Task task) {
        StringJoiner text = new StringJoiner("  ");
        if (!task.desiredStatus().equals(task.lastStatus())
                && task.desiredStatus().equals("STOPPED")) {
            text.add("to be stopped");
        }
        add(text, "exit ", task.containers(), Container::exitCode);
        add(text, "", task.containers(), Container::reason);
        if (task.stoppedReason() != null) {
            text.add(task.stoppedReason());
        }
        return text.toString();
    }

    /** With the names of the containers, where there are several. */
    private static void add(
            StringJoiner text, String before, List<Container> containers, Function<Container, Object> property) {
        for (Container container : containers) {
            Object value = property.apply(container);
            if (value != null) {
                text.add((containers.size() == 1 ? "" : container.name() + " ") + before + value);
            }
        }
    }

    private static String lastPart(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
