package dev.isthmus.testkit.framework.send;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.testkit.framework.cluster.AgentModel;
import dev.isthmus.testkit.framework.cluster.TaskEndings;
import dev.isthmus.testkit.framework.cluster.TaskModel;
import dev.isthmus.testkit.framework.history.ImpossibleStepException;
import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Texts;
import java.util.function.Consumer;
import org.apache.mesos.Protos.TaskState;

/**
 * What a script sends to a scheduler. Made by the static methods here, to be imported statically; what Mesos would not send as
 * things stand is refused with an {@link ImpossibleStepException}.
 */
public abstract class Send {

    Send() {}

    /** Makes it happen; what follows from it happens afterwards. */
    public abstract void carryOut(Stage stage);

    /** Whether launches that are not answered yet stay so. */
    public boolean leavesLaunchesOpen() {
        return false;
    }

    /** How it reads in a history. */
    @Override
    public abstract String toString();

    /** Starts the driver, and registers the framework: always the first, but for the agents that are there from the beginning. */
    public static Send registered() {
        return new Starting("registered");
    }

    /**
     * Ends the driver with an error. As the first step: the framework is not let in. Later: as when another driver has taken over.
     *
     * @param message what {@code Scheduler.error} is called with
     */
    public static Send error(String message) {
        return new Failing(message);
    }

    /** An agent joins the cluster, or changes; the scheduler is offered what it has. */
    public static AgentSend agent(String id) {
        return new AgentSend(id);
    }

    /**
     * The next offer of one agent. Without amounts: what is free on it. With amounts: exactly those, because others hold the rest
     * of it, from now on; an agent that is not there yet joins with just those.
     */
    public static OfferSend offer(String agent) {
        return new OfferSend(agent);
    }

    /** The next round of offers, a second away at most; refused if there is nothing to offer. */
    public static Send offers() {
        return new OfferSend("");
    }

    /** The state of a task, as its agent tells it. */
    public static StatusSend status(String task, TaskState state) {
        return new StatusSend(task, state.name());
    }

    /**
     * The cluster refuses the launch of a task, after the master has let it through. A launch can be refused until a step sends
     * something else.
     *
     * @param refusal why, by kind
     * @param message why, in words
     */
    public static Send launchRefused(String task, LaunchOutcome.Refusal refusal, String message) {
        return new Answering(
                "launchRefused '" + task + "': " + refusal + " (" + message + ")", task, (stage, model) -> {
                    model.refuse(
                            new LaunchOutcome.Refused(refusal, message),
                            stage.history().step());
                    stage.cluster().tellAgent(model.task().agent());
                });
    }

    /** The answer to a launch is lost: nobody knows whether the task runs, until {@link #status} or {@link #neverLaunched}. */
    public static Send answerLost(String task) {
        return new Answering(
                "answerLost '" + task + "'",
                task,
                (stage, model) -> model.answer().complete(new LaunchOutcome.Unknown("the answer was lost")));
    }

    /** What became of a launch whose answer was lost: nothing. */
    public static Send neverLaunched(String task) {
        return new ToTask("neverLaunched '" + task + "'", task, (stage, model) -> {
            if (!(model.answer().getNow(null) instanceof LaunchOutcome.Unknown) || model.hasRun()) {
                throw stage.history()
                        .impossible("the answer to the launch of '" + model.id()
                                + "' was not lost, or it has run since: " + "send(answerLost(...)) first");
            }
            stage.cluster()
                    .move(model, TaskEndings.of(model, Ending.NOT_LAUNCHED, "it was never launched"), "never launched");
        });
    }

    /** An agent is gone for good, and its tasks with it. */
    public static Send agentLost(String agent) {
        return new ToAgent(
                "agentLost " + agent, agent, (stage, model) -> stage.cluster().remove(model, "lost"));
    }

    /** An agent cannot be reached; that is told when it stays away for as long as {@code ISTHMUS_AGENT_TIMEOUT} says. */
    public static Send agentDisconnected(String agent) {
        return new ToAgent("agentDisconnected " + agent, agent, AgentState.DISCONNECTED);
    }

    /** An agent takes nothing new. */
    public static Send agentDraining(String agent) {
        return new ToAgent("agentDraining " + agent, agent, AgentState.DRAINING);
    }

    /** An agent that was disconnected or draining takes tasks again. */
    public static Send agentReturned(String agent) {
        return new ToAgent("agentReturned " + agent, agent, AgentState.READY);
    }

    /** The offers of an agent that stand are taken back. */
    public static Send rescinded(String agent) {
        return new ToAgent("rescinded " + agent, agent, (stage, model) -> {
            if (!stage.offers().standing().contains(agent)) {
                throw stage.history()
                        .impossible("no offer of '" + agent + "' stands, so none can be taken back; offers stand of "
                                + Texts.list(stage.offers().standing()));
            }
            // What makes a master take offers back and give them again: the agent's connection breaks and is made anew.
            AgentState before = model.state();
            model.state(AgentState.DISCONNECTED);
            stage.cluster().tellAgent(model.id());
            model.state(before);
            stage.cluster().tellAgent(model.id());
        });
    }

    /** The cluster cannot be reached; offers that stand are void. */
    public static Send disconnected() {
        return new Plain("disconnected", stage -> {
            stage.requireConnected();
            stage.cluster()
                    .loseContact(
                            new BackendFailure(BackendFailure.Category.TRANSIENT, "the script sends disconnected()"));
        });
    }

    /** The cluster can be reached again. */
    public static Send reregistered() {
        return new Plain("reregistered", stage -> {
            if (!stage.isDisconnected()) {
                throw stage.history()
                        .impossible("the scheduler is not disconnected, so it cannot be reregistered:"
                                + " send(disconnected()) first, or restart(scheduler) for a new driver");
            }
            stage.cluster().restoreContact();
        });
    }

    /** A step that starts the driver. */
    public static final class Starting extends Send {
        private final String text;

        Starting(String text) {
            this.text = text;
        }

        @Override
        public void carryOut(Stage stage) {
            throw stage.history()
                    .impossible("the framework is registered already: send(registered()) is for the start");
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A step that ends the driver with an error, before or after it has begun. */
    public static final class Failing extends Send {
        private final String message;

        Failing(String message) {
            this.message = message;
        }

        /** Before the start: nobody is let in. */
        public void prepare(Stage stage) {
            stage.cluster().refuseAll(new BackendFailure(BackendFailure.Category.DENIED, message));
        }

        @Override
        public void carryOut(Stage stage) {
            if (stage.hasEnded()) {
                stage.requireConnected();
            }
            stage.engine().fail(message);
        }

        @Override
        public String toString() {
            return "error: " + message;
        }
    }

    private static class Plain extends Send {
        private final String text;
        private final Consumer<Stage> step;

        Plain(String text, Consumer<Stage> step) {
            this.text = text;
            this.step = step;
        }

        @Override
        public void carryOut(Stage stage) {
            step.accept(stage);
        }

        @Override
        public final String toString() {
            return text;
        }
    }

    @FunctionalInterface
    private interface Change<M> {
        void make(Stage stage, M model);
    }

    private static class ToTask extends Plain {
        ToTask(String text, String task, Change<TaskModel> change) {
            super(text, stage -> {
                stage.requireConnected();
                change.make(stage, stage.task(task));
            });
        }
    }

    private static final class Answering extends ToTask {
        Answering(String text, String task, Change<TaskModel> change) {
            super(text, task, (stage, model) -> {
                if (model.isAnswered()) {
                    throw stage.history()
                            .impossible(
                                    "the launch of '" + model.id() + "' has been answered: a launch succeeds as soon as"
                                            + " a step sends something else; send this right after expect(launched(...))");
                }
                change.make(stage, model);
            });
        }

        @Override
        public boolean leavesLaunchesOpen() {
            return true;
        }
    }

    private static final class ToAgent extends Plain {
        ToAgent(String text, String agent, Change<AgentModel> change) {
            super(text, stage -> {
                stage.requireConnected();
                change.make(stage, stage.agent(agent));
            });
        }

        ToAgent(String text, String agent, AgentState state) {
            this(text, agent, (stage, model) -> {
                if (model.state() == state) {
                    throw stage.history().impossible("agent '" + agent + "' is " + state + " already");
                }
                model.state(state);
                stage.cluster().tellAgent(model.id());
            });
        }
    }
}
