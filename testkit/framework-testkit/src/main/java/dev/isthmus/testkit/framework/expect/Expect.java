package dev.isthmus.testkit.framework.expect;

import dev.isthmus.testkit.framework.stage.DriverCall;
import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.mesos.Protos.TaskState;

/**
 * What a script expects of a scheduler: that it has called something, or not, or that it was told something. Made by the static
 * methods here, to be imported statically.
 *
 * <p>An expectation looks at what has happened since the last sends: since the first of the sends, acts and advances that stand in
 * a row before it and the expectations beside it. A call meets one expectation; in what order calls were made does not matter.
 */
public abstract class Expect {

    Expect() {}

    /** Why it is not met, or nothing if it is; takes the call that it is met by. */
    public abstract Optional<String> unmet(Stage stage);

    /** How it reads in a history. */
    @Override
    public abstract String toString();

    /** A task launched, and let through by the master. */
    public static LaunchExpect launched(String task) {
        return new LaunchExpect(task);
    }

    /** Some task launched, of whatever id. */
    public static LaunchExpect launched() {
        return new LaunchExpect("");
    }

    /** A task launched in a way that the master refuses: with invalid offers, for more than was offered, malformed. */
    public static RefusedLaunchExpect launchedInVain(String task) {
        return new RefusedLaunchExpect(task);
    }

    /** No task launched. */
    public static Expect noLaunch() {
        return new NoCallExpect("noLaunch", "no task is launched", call -> call instanceof DriverCall.Launch);
    }

    /** Nothing called that no other expectation has been met by. */
    public static Expect noCall() {
        return new NoCallExpect("noCall", "nothing is called", call -> true);
    }

    /** The offer of an agent declined, as a whole. */
    public static DeclineExpect declined(String agent) {
        return new DeclineExpect(agent);
    }

    /** Every offer declined that the scheduler was told since the last sends; at least one. */
    public static Expect declinedAll() {
        return new DeclinedAllExpect();
    }

    /** A task killed. */
    public static Expect killed(String task) {
        return CallExpect.ofTask(
                "killed",
                task,
                (call, id) ->
                        call instanceof DriverCall.Kill kill && kill.task().equals(id));
    }

    /** An update of a task acknowledged, by a call or by the return of its callback. */
    public static Expect acknowledged(String task) {
        return CallExpect.ofTask(
                "acknowledged",
                task,
                (call, id) -> call instanceof DriverCall.Acknowledge acknowledge
                        && acknowledge.task().equals(id));
    }

    /** An update of a task in this state acknowledged, by a call or by the return of its callback. */
    public static Expect acknowledged(String task, TaskState state) {
        return CallExpect.ofTask(
                "acknowledged " + state.name() + " of",
                task,
                (call, id) -> call instanceof DriverCall.Acknowledge acknowledge
                        && acknowledge.task().equals(id)
                        && acknowledge.state().equals(state.name()));
    }

    /** No update of a task acknowledged. */
    public static Expect notAcknowledged(String task) {
        return new NoCallExpect(
                "notAcknowledged '" + task + "'",
                "no update of '" + task + "' is acknowledged",
                (stage, call) -> call instanceof DriverCall.Acknowledge acknowledge
                        && acknowledge.task().equals(stage.id(task)));
    }

    /** Offers wanted again: of these roles, or of all when none is named. */
    public static Expect revived(String... roles) {
        return CallExpect.of(
                "revived" + Texts.roles(List.of(roles)),
                call -> call instanceof DriverCall.Revive revive
                        && Set.copyOf(revive.roles()).equals(Set.of(roles)));
    }

    /** No offers wanted: of these roles, or of all when none is named. */
    public static Expect suppressed(String... roles) {
        return CallExpect.of(
                "suppressed" + Texts.roles(List.of(roles)),
                call -> call instanceof DriverCall.Suppress suppress
                        && Set.copyOf(suppress.roles()).equals(Set.of(roles)));
    }

    /** The states of exactly these tasks asked for, in one call, in any order. */
    public static Expect reconciledExplicitly(String... tasks) {
        if (tasks.length == 0) {
            throw new IllegalArgumentException("name the tasks, or use reconciledImplicitly() for all of them");
        }
        return new CallExpect(
                "reconciledExplicitly " + Texts.list(List.of(tasks)),
                (stage, call) -> call instanceof DriverCall.Reconcile reconcile
                        && List.of(tasks).stream()
                                .map(stage::id)
                                .sorted()
                                .toList()
                                .equals(reconcile.tasks().stream().sorted().toList()),
                stage -> Optional.empty());
    }

    /** The states of all tasks asked for, without naming them. */
    public static Expect reconciledImplicitly() {
        return CallExpect.of(
                "reconciledImplicitly",
                call -> call instanceof DriverCall.Reconcile reconcile
                        && reconcile.tasks().isEmpty());
    }

    /** The driver stopped, and with it the tasks of the framework. */
    public static Expect stopped() {
        return CallExpect.of("stopped", call -> call instanceof DriverCall.Stop stop && !stop.failover());
    }

    /** The driver stopped for a while, the tasks to run on. */
    public static Expect stoppedForFailover() {
        return CallExpect.of("stoppedForFailover", call -> call instanceof DriverCall.Stop stop && stop.failover());
    }

    /** The driver aborted by the scheduler. */
    public static Expect aborted() {
        return CallExpect.of("aborted", call -> call instanceof DriverCall.Abort);
    }

    /**
     * One of the calls that no other expectation is about.
     *
     * @param method {@code requestResources}, {@code sendFrameworkMessage} or {@code updateFramework}, or an operation on offers such
     *     as {@code RESERVE}
     */
    public static Expect called(String method) {
        return CallExpect.of(
                "called " + method,
                call -> call instanceof DriverCall.Named named && named.name().equals(method));
    }

    /** The scheduler told this state of a task. */
    public static ToldExpect told(String task, TaskState state) {
        return new ToldExpect(task, state.name());
    }

    /** The scheduler offered something of this agent. */
    public static Expect toldOffer(String agent) {
        return new OfferedExpect(agent);
    }

    /** The scheduler offered nothing. */
    public static Expect toldNoOffer() {
        return new OfferedExpect("");
    }

    /** The scheduler told of an error, in words that contain this. */
    public static Expect toldError(String words) {
        return new ErrorExpect(words);
    }

    /**
     * Something that is so by now, of the scheduler or of anything else.
     *
     * @param what in words, for the history
     * @param is whether it is so
     */
    public static Expect that(String what, BooleanSupplier is) {
        return new ThatExpect(what, is);
    }

    /** How long, as messages say it. */
    public static String seconds(Duration duration) {
        return Texts.number(duration.toMillis() / 1000.0) + " s";
    }
}
