package dev.isthmus.operator.check;

import dev.isthmus.api.settings.InvalidSettingException;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.Page;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.operator.aws.CallerIdentity;
import dev.isthmus.operator.aws.ServerClock;
import dev.isthmus.operator.aws.ServiceAddresses;
import dev.isthmus.operator.check.finding.Finding;
import dev.isthmus.operator.check.finding.Partition;
import dev.isthmus.operator.check.finding.PolicyStatements;
import dev.isthmus.operator.cluster.AgentsNow;
import dev.isthmus.operator.cluster.AskedCluster;
import dev.isthmus.operator.settings.ClusterOptions;
import dev.isthmus.operator.settings.CommandFailure;
import dev.isthmus.operator.settings.OperatorShell;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All checks, one after the other; those that need what an earlier one did not find are left out. */
final class Checkup {

    private static final Duration CLOCK_TIMEOUT = Duration.ofSeconds(5);

    private final Settings settings;
    private final OperatorShell surroundings;
    private final List<Finding> findings = new ArrayList<>();

    Checkup(Settings settings, OperatorShell surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** Looks at everything, in the order in which it is needed. */
    List<Finding> findings() throws InterruptedException {
        SettingsCheck.Outcome read = SettingsCheck.of(settings);
        findings.addAll(read.findings());
        if (!read.areReadable()) {
            return findings;
        }
        findings.addAll(ImagesCheck.of(settings));
        Optional<Target> target = target();
        if (target.isPresent()) {
            ofAws(target.get());
        }
        findings.add(JournalCheck.of(settings, settings.get(EcsSettings.CLUSTER)));
        return findings;
    }

    private Optional<Target> target() {
        try {
            Target target = ClusterOptions.target(settings);
            findings.add(Finding.ok(
                    "region",
                    target.region() + ", partition " + Partition.of(target.region()) + ", at " + target.endpoint()));
            return Optional.of(target);
        } catch (CommandFailure e) {
            findings.add(Finding.wrong(
                    "region", String.valueOf(e.getMessage()), e.next().toArray(String[]::new)));
            return Optional.empty();
        }
    }

    private void ofAws(Target target) throws InterruptedException {
        findings.add(ClockCheck.of(surroundings.clock().instant(), ServerClock.at(target.endpoint(), CLOCK_TIMEOUT)));
        Optional<CallerIdentity.Who> who = identity(target);
        if (who.isPresent() && !IdentityCheck.canCall(who.get())) {
            return;
        }
        PolicyStatements policy = new PolicyStatements(target, who.flatMap(Checkup::account));
        try (AskedCluster cluster = AskedCluster.open(target, settings)) {
            Answer<Page> listed = cluster.ask(new EcsCall.ListInstances(Optional.empty(), Optional.empty()));
            Optional<CallFailure> failure = listed.problem();
            if (failure.isPresent() && !isDenied(failure.get())) {
                findings.add(unreached(target, failure.get()));
                return;
            }
            if (failure.isEmpty()) {
                findings.add(Finding.ok("cluster", target.clusterName() + " is there"));
            }
            findings.addAll(ActionsCheck.of(cluster, settings, policy));
            findings.addAll(RolesCheck.of(settings, policy));
            logGroup(target, policy);
            findings.addAll(QueueCheck.of(target, settings, policy));
            contents(cluster, target);
        }
    }

    /** Whose the credentials are; empty if the address at which to ask is none. */
    private Optional<CallerIdentity.Who> identity(Target target) {
        try {
            CallerIdentity.Who who = CallerIdentity.of(
                    target, ServiceAddresses.ofSts(surroundings), settings.get(EcsSettings.CALL_TIMEOUT));
            findings.add(IdentityCheck.of(who));
            return Optional.of(who);
        } catch (InvalidSettingException e) {
            findings.add(invalid(e));
            return Optional.empty();
        }
    }

    private static Optional<String> account(CallerIdentity.Who who) {
        return who.fold(
                known -> Optional.of(known.account()),
                unasked -> Optional.empty(),
                rejected -> Optional.empty(),
                none -> Optional.empty());
    }

    private void logGroup(Target target, PolicyStatements policy) {
        try {
            Optional<URI> logs = ServiceAddresses.ofLogs(surroundings);
            findings.add(LogGroupsCheck.of(target, settings, logs, policy));
            LogTailCheck.of(target, settings, logs, policy).ifPresent(findings::add);
        } catch (InvalidSettingException e) {
            findings.add(invalid(e));
        }
    }

    private static Finding invalid(InvalidSettingException e) {
        return Finding.wrong("settings", String.valueOf(e.getMessage()), "set it as it says");
    }

    /** By its code, as the category is the same where AWS does not accept the credentials, which no statement of a policy mends. */
    private static boolean isDenied(CallFailure failure) {
        return failure.code().contains("AccessDenied");
    }

    private static Finding unreached(Target target, CallFailure failure) {
        return failure.code().equals("ClusterNotFoundException")
                ? Finding.wrong(
                        "cluster",
                        failure.message(),
                        "see which there are: aws ecs list-clusters --region " + target.region(),
                        "make it: aws ecs create-cluster --region " + target.region() + " --cluster-name "
                                + target.clusterName())
                : Finding.wrong("cluster", failure.message(), "mend that, and check again");
    }

    /** What is in the cluster, if it may be read. */
    private void contents(AskedCluster cluster, Target target) throws InterruptedException {
        try {
            List<InstanceView> instances = cluster.instances();
            findings.addAll(InstancesCheck.of(instances, target, settings));
            findings.add(HostNamesCheck.of(AgentsNow.of(settings, surroundings.clock()), surroundings.names()));
            int tasks = cluster.count(TaskFilter.RUNNING);
            findings.addAll(BudgetCheck.of(settings, instances.size(), tasks));
        } catch (CommandFailure e) {
            findings.add(Finding.unknown("instances", "not looked at: " + e.getMessage()));
        } catch (InvalidSettingException e) {
            findings.add(invalid(e));
        }
    }
}
