package dev.isthmus.operator.check;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.rules.RuleKey;
import dev.isthmus.ecs.rules.TagSettings;
import dev.isthmus.operator.check.finding.Finding;
import dev.isthmus.operator.check.finding.PolicyStatements;
import dev.isthmus.operator.cluster.AskedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whether each action is allowed that a driver with these settings calls. Those that change something are asked for what cannot be: a task of a
 * definition that is not there, a definition without an image, the end of a task that nobody started. Whoever lacks the permission is told so, if AWS looks
 * at permissions before it looks for the thing; whoever has it is told that there is no such thing. That order is documented for no operation, and was
 * seen with the fake alone (ADR 41): with another, an action that is denied would count as allowed. Nothing is done in either case.
 */
final class ActionsCheck {

    private static final String NOTHING = "isthmus-check-that-is-never-registered";

    /** Bare, so that AWS takes it for one of the caller's own account and of this cluster, which is what policies are about. */
    private static final String NO_ID = "0".repeat(32);

    private final AskedCluster cluster;
    private final PolicyStatements policy;
    private final List<Finding> findings = new ArrayList<>();

    private ActionsCheck(AskedCluster cluster, PolicyStatements policy) {
        this.cluster = cluster;
        this.policy = policy;
    }

    static List<Finding> of(AskedCluster cluster, Settings settings, PolicyStatements policy)
            throws InterruptedException {
        ActionsCheck check = new ActionsCheck(cluster, policy);
        check.reads();
        check.changes(settings);
        return check.findings;
    }

    private void reads() throws InterruptedException {
        ask(new EcsCall.ListInstances(Optional.empty(), Optional.empty()));
        ask(new EcsCall.DescribeInstances(List.of(NO_ID)));
        ask(new EcsCall.ListTasks(TaskFilter.RUNNING, Optional.empty()));
        ask(new EcsCall.DescribeTasks(List.of(NO_ID)));
        ask(new EcsCall.DescribeDefinition(NOTHING));
    }

    private void changes(Settings settings) throws InterruptedException {
        InstanceBinding pin = settings.get(EcsSettings.LAUNCH) == LaunchMode.START_TASK
                ? new InstanceBinding.ByName(NO_ID)
                : new InstanceBinding.ByConstraint("i-" + "0".repeat(17));
        ask(start(pin, RunTaskOptions.NONE));
        if (isTagged(settings)) {
            SortedMap<String, String> tags = new TreeMap<>(Map.of("isthmus", "check"));
            ask("ecs:TagResource", start(pin, RunTaskOptions.NONE.with(tags)));
        }
        ask(new EcsCall.Stop(NO_ID, "Isthmus: check, of a task that is not there"));
        ofMasters(new EcsCall.SetInstanceState(NO_ID, false));
        ask(new EcsCall.RegisterDefinition(withoutImage()));
        if (settings.get(EcsSettings.KEEP_DEFINITIONS) > 0) {
            ask(new EcsCall.ListDefinitionFamilies(DefinitionContent.FAMILY_PREFIX, Optional.empty()));
            ask(new EcsCall.DeregisterDefinition(NOTHING + ":1"));
        }
    }

    private static EcsCall<?> start(InstanceBinding pin, RunTaskOptions options) {
        return new EcsCall.Start(
                new StartRequest(pin, NOTHING + ":1", List.of(), options, "isthmus/check", "isthmus-check"));
    }

    private static boolean isTagged(Settings settings) {
        return !settings.get(TagSettings.TAGS).isEmpty()
                || !settings.get(TagSettings.TAG_LABELS).isEmpty()
                || settings.get(EcsSettings.TASK_RULES).anyHas(RuleKey.TAG);
    }

    /** ECS: {@code Container.image should not be null or empty.} */
    private static DefinitionContent withoutImage() {
        return new DefinitionContent(
                "",
                "none",
                List.of(),
                DefinitionContent.Execution.PLAIN,
                List.of(),
                List.of(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                DefinitionContent.Fixed.NOTHING);
    }

    /** What only a master calls, if its operators want something of it: without the permission the rest is done. */
    private void ofMasters(EcsCall<?> call) throws InterruptedException {
        String action = call.operation().iamAction();
        Answer<?> answer = cluster.ask(call);
        findings.add(answer.fold(
                ok -> allowed(action),
                failed -> failed.failure().category() == Category.DENIED
                        ? Finding.unknown(
                                "action " + action,
                                failed.failure().message()
                                        + "; only a master needs it, to keep others from machines that are down and agents that drain",
                                policy.granting(action))
                        : refused(action, failed.failure())));
    }

    private void ask(EcsCall<?> call) throws InterruptedException {
        ask(call.operation().iamAction(), call);
    }

    private void ask(String action, EcsCall<?> call) throws InterruptedException {
        Answer<?> answer = cluster.ask(call);
        findings.add(answer.fold(ok -> allowed(action), failed -> refused(action, failed.failure())));
    }

    private static Finding allowed(String action) {
        return Finding.ok("action " + action, "allowed");
    }

    private Finding refused(String action, CallFailure failure) {
        if (failure.category() == Category.DENIED) {
            return Finding.wrong("action " + action, failure.message(), policy.granting(action));
        }
        boolean isOfNothing = failure.done() == CallFailure.Done.NO
                && !failure.code().isEmpty()
                && failure.category() == Category.CALLER
                && !failure.code().equals("ClusterNotFoundException");
        return isOfNothing
                ? allowed(action)
                : Finding.unknown("action " + action, "not known: " + failure.message(), "check again");
    }
}
