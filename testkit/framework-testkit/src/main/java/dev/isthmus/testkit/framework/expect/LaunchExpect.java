package dev.isthmus.testkit.framework.expect;

import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.testkit.framework.stage.DriverCall;
import dev.isthmus.testkit.framework.stage.Made;
import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.mesos.Protos;

/** A launch; see {@link Expect#launched()}. Not thread-safe. */
public final class LaunchExpect extends Expect {

    /** One thing that is wanted of the task: what is wrong with it, if anything. */
    private record Wish(String text, Function<TaskInfo, Optional<String>> wrong) {}

    private final String name;
    private final List<Wish> wishes = new ArrayList<>();
    private String alias = "";

    LaunchExpect(String task) {
        this.name = task;
    }

    /** On this agent. */
    public LaunchExpect on(String agent) {
        return with("on " + agent, "is on", task -> task.getSlaveId().getValue(), agent);
    }

    /** With so many CPUs. */
    public LaunchExpect cpus(double cpus) {
        return scalar("cpus", cpus);
    }

    /** With so much memory, in MiB. */
    public LaunchExpect mem(double mebibytes) {
        return scalar("mem", mebibytes);
    }

    /** With so much disk, in MiB. */
    public LaunchExpect disk(double mebibytes) {
        return scalar("disk", mebibytes);
    }

    /** With so many GPUs. */
    public LaunchExpect gpus(int gpus) {
        return scalar("gpus", gpus);
    }

    /** With exactly these ports; none means that it asks for none. */
    public LaunchExpect ports(int... ports) {
        List<Long> wanted = Arrays.stream(ports).asLongStream().sorted().boxed().toList();
        return with("ports " + wanted, "has ports", task -> ranges(task, "ports"), wanted);
    }

    /** With so much of a resource of one's own. */
    public LaunchExpect scalar(String resource, double wanted) {
        return with(
                resource + " " + Texts.number(wanted),
                "has " + resource,
                task -> Texts.number(amount(task, resource)),
                Texts.number(wanted));
    }

    /** With exactly these items of a resource of one's own; none means that it asks for none. */
    public LaunchExpect set(String resource, String... items) {
        List<String> wanted = Arrays.stream(items).sorted().toList();
        return with(resource + " " + wanted, "has " + resource, task -> items(task, resource), wanted);
    }

    /** With exactly these numbers of a resource of one's own; none means that it asks for none. */
    public LaunchExpect ranges(String resource, int... numbers) {
        List<Long> wanted =
                Arrays.stream(numbers).asLongStream().sorted().boxed().toList();
        return with(resource + " " + wanted, "has " + resource, task -> ranges(task, resource), wanted);
    }

    /** Whose {@code TaskInfo.name} is this. */
    public LaunchExpect named(String taskName) {
        return with("named '" + taskName + "'", "is named", TaskInfo::getName, taskName);
    }

    /** Whose command line contains this. */
    public LaunchExpect command(String part) {
        wishes.add(new Wish(
                "command with '" + part + "'",
                task -> task.getCommand().getValue().contains(part)
                        ? Optional.empty()
                        : Optional.of("has the command '" + task.getCommand().getValue() + "'")));
        return this;
    }

    /**
     * Which is so.
     *
     * @param what in words, for the message when it is not
     * @param is whether it is so, of the task as the scheduler launched it
     */
    public LaunchExpect matching(String what, Predicate<Protos.TaskInfo> is) {
        wishes.add(new Wish(what, task -> is.test(theirs(task)) ? Optional.empty() : Optional.of("is not " + what)));
        return this;
    }

    /** From here on steps may call this task by another name; for ids that the scheduler makes up. */
    public LaunchExpect as(String otherName) {
        alias = otherName;
        return this;
    }

    private <T> LaunchExpect with(String text, String verb, Function<TaskInfo, T> get, T wanted) {
        wishes.add(new Wish(
                text,
                task -> get.apply(task).equals(wanted) ? Optional.empty() : Optional.of(verb + " " + get.apply(task))));
        return this;
    }

    private static double amount(TaskInfo task, String resource) {
        return task.getResourcesList().stream()
                .filter(has -> has.getName().equals(resource))
                .mapToDouble(has -> has.getScalar().getValue())
                .sum();
    }

    private static List<String> items(TaskInfo task, String resource) {
        return task.getResourcesList().stream()
                .filter(has -> has.getName().equals(resource))
                .flatMap(has -> has.getSet().getItemList().stream())
                .sorted()
                .toList();
    }

    private static List<Long> ranges(TaskInfo task, String resource) {
        return task.getResourcesList().stream()
                .filter(has -> has.getName().equals(resource))
                .map(Resource::getRanges)
                .map(Value.Ranges::getRangeList)
                .flatMap(List::stream)
                .flatMapToLong(range -> LongStream.rangeClosed(range.getBegin(), range.getEnd()))
                .sorted()
                .boxed()
                .toList();
    }

    /** The task in the framework's own classes. No method reference, and no name for what it throws: those are protobuf's. */
    private static Protos.TaskInfo theirs(TaskInfo task) {
        byte[] bytes = task.toByteArray();
        try {
            return Protos.TaskInfo.parseFrom(bytes);
        } catch (Exception e) {
            throw new IllegalStateException("the framework's own Mesos classes cannot read its own task", e);
        }
    }

    @Override
    public Optional<String> unmet(Stage stage) {
        List<String> wrong = new ArrayList<>();
        for (Made made : stage.ledger().open()) {
            if (made.call() instanceof DriverCall.Launch launch) {
                Optional<String> problem = problem(stage, made, launch.task());
                if (problem.isEmpty()) {
                    made.take(stage.history().step());
                    if (!alias.isEmpty()) {
                        stage.alias(alias, launch.task().getTaskId().getValue());
                    }
                    return Optional.empty();
                }
                wrong.add("\n- but '" + launch.task().getTaskId().getValue() + "' " + problem.get());
            }
        }
        return Optional.of("wanted: " + this + "\n" + CallExpect.calls(stage) + String.join("", wrong)
                + CallExpect.elsewhere(
                                stage,
                                call -> call instanceof DriverCall.Launch launch
                                        && (name.isEmpty() || isIt(stage, launch.task())))
                        .map(line -> "\n" + line)
                        .orElse(""));
    }

    private boolean isIt(Stage stage, TaskInfo task) {
        return task.getTaskId().getValue().equals(stage.id(name));
    }

    private Optional<String> problem(Stage stage, Made made, TaskInfo task) {
        if (!name.isEmpty() && !isIt(stage, task)) {
            return Optional.of("is not '" + stage.id(name) + "'");
        }
        List<String> wrong = wishes.stream()
                .map(wish -> wish.wrong().apply(task))
                .flatMap(Optional::stream)
                .toList();
        if (!wrong.isEmpty()) {
            return Optional.of(String.join(", ", wrong));
        }
        return made.hasArrived()
                ? Optional.empty()
                : Optional.of("was refused by the master"
                        + RefusedLaunchExpect.answer(stage, made, task)
                                .map(status -> ": " + Texts.status(status))
                                .orElse("")
                        + "; launchedInVain(...) expects that");
    }

    @Override
    public String toString() {
        return "launched" + (name.isEmpty() ? "" : " '" + name + "'")
                + wishes.stream().map(wish -> " " + wish.text()).collect(Collectors.joining(","))
                + (alias.isEmpty() ? "" : " as '" + alias + "'");
    }
}
