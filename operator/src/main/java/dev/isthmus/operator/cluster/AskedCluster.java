package dev.isthmus.operator.cluster;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.Page;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.sdk.SdkCaller;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.operator.settings.ClusterOptions;
import dev.isthmus.operator.settings.CommandFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A cluster that is asked by one command, one call after the other, on the caller's thread. Not thread-safe. */
public final class AskedCluster implements AutoCloseable {

    /** Some seconds: longer, and somebody waits for nothing. */
    private static final Backoff PATIENCE = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(2), 5);

    /** An ECS that answers nothing takes a whole timeout for each attempt. */
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    private final Target target;
    private final Settings settings;
    private final SdkCaller caller;
    private final RequestPace pace;

    private AskedCluster(Target target, Settings settings, RequestPace pace) {
        this.target = target;
        this.settings = settings;
        this.pace = pace;
        this.caller = new SdkCaller(
                target, settings.get(EcsSettings.CALL_TIMEOUT), 1, settings.get(EcsSettings.ECS_FAILURES));
    }

    /**
     * Opens the cluster that the settings name, without calling it.
     *
     * @throws CommandFailure if no region is set
     */
    public static AskedCluster open(Settings settings) throws CommandFailure {
        return open(ClusterOptions.target(settings), settings);
    }

    /** Opens this one, without calling it. */
    public static AskedCluster open(Target target, Settings settings) {
        return new AskedCluster(target, settings, RequestPace.of(settings.get(EcsSettings.BUDGET_PERCENT)));
    }

    /**
     * Opens the cluster that the settings name for a command that makes many calls: it takes half of the share of a driver, and leaves the rest to the
     * drivers that run.
     *
     * @throws CommandFailure if no region is set
     */
    public static AskedCluster sparing(Settings settings) throws CommandFailure {
        return new AskedCluster(
                ClusterOptions.target(settings),
                settings,
                RequestPace.of(settings.get(EcsSettings.BUDGET_PERCENT) / 2.0));
    }

    /** Another cluster of the same account and region, out of the same budget; it is to be closed too. */
    public AskedCluster beside(String cluster) {
        return new AskedCluster(new Target(cluster, target.region(), target.override()), settings, pace);
    }

    /** Which it is. */
    public Target target() {
        return target;
    }

    /**
     * Makes a call when the request budget allows it; again for some seconds while it is throttled, and if doing it twice does no harm, while ECS or the way
     * to it fails.
     */
    public <T> Answer<T> ask(EcsCall<T> call) throws InterruptedException {
        Instant begin = pace.now();
        Answer<T> answer = once(call);
        for (int failed = 1;
                mayPass(call, answer) && PATIENCE.again(failed) && pace.now().isBefore(begin.plus(ENOUGH));
                failed++) {
            TimeUnit.MILLISECONDS.sleep(PATIENCE.after(failed).toMillis());
            answer = once(call);
        }
        return answer;
    }

    private <T> Answer<T> once(EcsCall<T> call) throws InterruptedException {
        pace.await(call.operation().bucket());
        Answer<T> answer = caller.call(call);
        if (answer.problem()
                .filter(failure -> failure.category() == Category.THROTTLED)
                .isPresent()) {
            pace.throttled(call.operation().bucket());
        }
        return answer;
    }

    private static <T> boolean mayPass(EcsCall<T> call, Answer<T> answer) {
        return answer.fold(ok -> false, failed -> switch (failed.failure().category()) {
            case THROTTLED -> true;
            case TRANSIENT -> call instanceof EcsCall.Stop || isRead(call);
            case CALLER, RESOURCES, DENIED, GONE -> false;
        });
    }

    private static boolean isRead(EcsCall<?> call) {
        return switch (call.operation().bucket()) {
            case CLUSTER_READ, DEFINITION_READ -> true;
            case CLUSTER_MODIFY, FARGATE_LAUNCH, DEFINITION_MODIFY -> false;
        };
    }

    /** Makes a call that has to succeed, as {@link #ask} does. */
    public <T> T need(EcsCall<T> call) throws CommandFailure, InterruptedException {
        Answer<T> answer = ask(call);
        Optional<CallFailure> failed = answer.problem();
        if (failed.isPresent()) {
            throw failure(failed.get());
        }
        return answer.fold(Answer.Ok::value, refused -> {
            throw new IllegalStateException("what was refused has been seen to");
        });
    }

    /** What a user is told of a call that had to succeed. */
    public static CommandFailure failure(CallFailure failure) {
        return failure(failure.message(), failure.category());
    }

    /** The same of what somebody else was told of a call. */
    static CommandFailure failure(String message, Category category) {
        return CommandFailure.unanswered(
                message,
                switch (category) {
                    case DENIED -> "these credentials may not do it, have expired, or there are none";
                    case TRANSIENT -> "the network, or the address of ECS";
                    case THROTTLED -> "others use up the request budget of the account";
                    case CALLER -> "it is named wrongly, or is in another region or account";
                    case RESOURCES, GONE -> "";
                },
                "./isthmus check");
    }

    /** All its container instances, without inactive ones. */
    public List<InstanceView> instances() throws CommandFailure, InterruptedException {
        List<String> arns = pages(next -> new EcsCall.ListInstances(Optional.empty(), next));
        List<InstanceView> instances = new ArrayList<>();
        for (List<String> batch : batches(arns)) {
            instances.addAll(need(new EcsCall.DescribeInstances(batch)).found());
        }
        return instances;
    }

    /** The tasks that fit, with those of a group as one. */
    public List<TaskView> tasks(TaskFilter filter) throws CommandFailure, InterruptedException {
        return describe(arns(filter));
    }

    /** How many tasks fit. */
    public int count(TaskFilter filter) throws CommandFailure, InterruptedException {
        return arns(filter).size();
    }

    /** The ARNs of the tasks that fit. */
    public List<String> arns(TaskFilter filter) throws CommandFailure, InterruptedException {
        return pages(next -> new EcsCall.ListTasks(filter, next));
    }

    /** Whether any task fits. */
    public boolean hasAny(TaskFilter filter) throws CommandFailure, InterruptedException {
        Optional<String> next = Optional.empty();
        do {
            Page page = need(new EcsCall.ListTasks(filter, next));
            if (!page.arns().isEmpty()) {
                return true;
            }
            next = page.next();
        } while (next.isPresent());
        return false;
    }

    /** These tasks, as far as ECS knows them. */
    public List<TaskView> describe(List<String> arns) throws CommandFailure, InterruptedException {
        return describe(arns, Progress.NONE);
    }

    /** These tasks, as far as ECS knows them; it is told how far it is. */
    public List<TaskView> describe(List<String> arns, Progress progress) throws CommandFailure, InterruptedException {
        List<TaskView> tasks = new ArrayList<>();
        int asked = 0;
        for (List<String> batch : batches(arns)) {
            Described<TaskView> described = need(new EcsCall.DescribeTasks(batch));
            tasks.addAll(described.found());
            asked += batch.size();
            progress.at(asked, arns.size());
        }
        return tasks;
    }

    /** All pages of a listing. */
    public List<String> pages(Function<Optional<String>, EcsCall<Page>> listing)
            throws CommandFailure, InterruptedException {
        List<String> arns = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            Page page = need(listing.apply(next));
            arns.addAll(page.arns());
            next = page.next();
        } while (next.isPresent());
        return arns;
    }

    private static List<List<String>> batches(List<String> arns) {
        List<List<String>> batches = new ArrayList<>();
        for (int from = 0; from < arns.size(); from += PagedReads.BATCH) {
            batches.add(arns.subList(from, Math.min(arns.size(), from + PagedReads.BATCH)));
        }
        return batches;
    }

    @Override
    public void close() {
        caller.close();
    }
}
