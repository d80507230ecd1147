package dev.isthmus.ecs.contract;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.BackendProvider;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.backend.MasterMeaning;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsBackendProvider;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.testkit.contract.backend.ExaminedCluster;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.runtime.ContainerId;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;

/** A fake ECS cluster on the manual clock, for the contract suites. */
final class EcsCluster implements ExaminedCluster {

    /** More calls than any test makes. */
    private static final int ALWAYS = 10_000;

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final ScriptedRuntime containers = ScriptedRuntime.running();
    private final FakeEcs ecs;
    private final String startOperation;
    private final Settings settings;
    private final Map<Backend, Answers> opened = new ConcurrentHashMap<>();
    private final BackendProvider provider = new BackendProvider() {

        private final BackendProvider real = new EcsBackendProvider();

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public List<Setting<?>> settings() {
            return real.settings();
        }

        @Override
        public MasterMeaning meaningOf(String master) {
            return real.meaningOf(master);
        }

        @Override
        public Backend open(BackendContext context) {
            Answers answers = new Answers(context.scheduler());
            Backend backend =
                    real.open(new BackendContext(context.settings(), context.clock(), answers, context.fence()));
            opened.put(backend, answers);
            return new Closing(backend);
        }
    };

    private long begunBefore;
    private long arrivedBefore;
    private volatile boolean silent;

    /** A backend whose calls are not waited for once it is closed. */
    private final class Closing implements Backend {

        private final Backend real;

        Closing(Backend real) {
            this.real = real;
        }

        @Override
        public Dialect dialect() {
            return real.dialect();
        }

        @Override
        public ClusterDescription cluster() {
            return real.cluster();
        }

        @Override
        public AgentSuitability suitability() {
            return real.suitability();
        }

        @Override
        public OfferSource offers() {
            return real.offers();
        }

        @Override
        public TaskLauncher launcher() {
            return real.launcher();
        }

        @Override
        public Map<String, Long> callCounts() {
            return real.callCounts();
        }

        @Override
        public void close() {
            real.close();
            opened.remove(real);
            begunBefore = begun();
            arrivedBefore = calls();
        }
    }

    private long begun() {
        return opened.keySet().stream()
                .flatMap(backend -> backend.callCounts().values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    EcsCluster(ManualClock clock, String launch) {
        OpenBackend.useCredentials();
        ecs = FakeEcs.start(
                FakeEcsConfig.builder().clock(clock).runtime(containers).build());
        startOperation = launch.equals("run-task") ? "RunTask" : "StartTask";
        settings = OpenBackend.settings(
                ecs,
                Map.of(
                        EcsSettings.LAUNCH,
                        launch,
                        EcsSettings.POLL_BUSY,
                        "1s",
                        EcsSettings.POLL_IDLE,
                        "30s",
                        EcsSettings.CONSISTENCY_WINDOW,
                        WINDOW.toMinutes() + "min"));
    }

    @Override
    public BackendProvider provider() {
        return provider;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public List<String> masters() {
        return List.of("ecs://" + ecs.clusterName(), "arn:aws:ecs:us-east-1:123456789012:cluster/" + ecs.clusterName());
    }

    @Override
    public Optional<Wrong> wrongSettings() {
        String name = EcsSettings.BUDGET_PERCENT.name();
        return Optional.of(new Wrong(
                settings.toBuilder().set(EcsSettings.BUDGET_PERCENT, "150").build(), name));
    }

    @Override
    public AgentId addAgent() {
        String arn = ecs.addInstance(InstanceSpec.of(1024, 2048));
        return new AgentId(arn.substring(arn.lastIndexOf('/') + 1));
    }

    private String arn(AgentId agent) {
        return ecs.instances().stream()
                .map(instance -> instance.containerInstanceArn())
                .filter(arn -> arn.endsWith("/" + agent.value()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void drain(AgentId agent) {
        ecs.drain(arn(agent));
    }

    @Override
    public void disconnect(AgentId agent) {
        ecs.disconnectAgent(arn(agent));
    }

    @Override
    public void reconnect(AgentId agent) {
        ecs.reconnectAgent(arn(agent));
    }

    @Override
    public void remove(AgentId agent) {
        ecs.terminate(arn(agent));
    }

    @Override
    public void exit(LaunchedTask task, int exitCode) {
        Task there = ecs.tasks().stream()
                .filter(one -> launches(Stream.of(one)).contains(task.launch()))
                .findFirst()
                .orElseThrow();
        containers.exits(new ContainerId(there.taskArn(), container(there, task)), exitCode);
    }

    @Override
    public void loseNextAnswer() {
        ecs.injectNext(startOperation, 1, Fault.loseAnswer());
    }

    @Override
    public void loseNextLaunch() {
        ecs.injectNext(startOperation, 1, Fault.dropConnection());
    }

    @Override
    public void hideNextTask() {
        ecs.consistency(Consistency.after(WINDOW.minusSeconds(1)));
    }

    @Override
    public void loseContact() {
        ecs.injectNext("*", ALWAYS, Fault.serverError());
    }

    @Override
    public void restoreContact() {
        ecs.clearFaults();
    }

    @Override
    public void fallSilent() {
        silent = true;
        ecs.injectNext("*", ALWAYS, Fault.delay(Duration.ofDays(1)));
    }

    @Override
    public List<LaunchId> started() {
        return launches(ecs.tasks().stream());
    }

    @Override
    public List<LaunchId> live() {
        return launches(ecs.tasks().stream().filter(task -> !"STOPPED".equals(task.lastStatus())));
    }

    private static List<LaunchId> launches(Stream<Task> tasks) {
        return tasks.flatMap(task -> task.overrides().containerOverrides().stream())
                .flatMap(container -> launch(container).stream())
                .toList();
    }

    private static String container(Task there, LaunchedTask task) {
        return there.overrides().containerOverrides().stream()
                .filter(container -> launch(container).equals(Optional.of(task.launch())))
                .map(ContainerOverride::name)
                .findFirst()
                .orElseThrow();
    }

    /** The token that the backend keeps with each task, in its container. */
    private static Optional<LaunchId> launch(ContainerOverride container) {
        return container.environment().stream()
                .filter(variable -> variable.name().equals("ISTHMUS_LAUNCH_ID"))
                .map(KeyValuePair::value)
                .map(LaunchId::new)
                .findFirst();
    }

    @Override
    public long calls() {
        return ecs.calls().size();
    }

    @Override
    public Duration quiet() {
        return Duration.ofMillis(silent ? 10 : 1);
    }

    /** Whether a call was begun whose answer is not yet with the scheduler; while nothing is answered, one that has not arrived. */
    @Override
    public boolean underWay() {
        return silent
                ? begun() - begunBefore > calls() - arrivedBefore
                : begun() > opened.values().stream().mapToLong(Answers::count).sum();
    }

    @Override
    public void close() {
        ecs.close();
    }
}
