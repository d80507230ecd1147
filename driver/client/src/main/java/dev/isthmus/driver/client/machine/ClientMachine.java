package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.leader.MasterUrl;
import dev.isthmus.driver.client.wire.SchedulerCall;
import dev.isthmus.driver.client.wire.SchedulerEvent;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;

/**
 * A driver that is a client of a master, without threads, sockets and a clock. It keeps a stream of events open to whoever leads, tells the framework of
 * each, sends what it calls, and answers in the master's place what is asked while there is none. Not thread-safe.
 */
public final class ClientMachine {

    /** Until the master has answered a subscription: one that has just begun to lead reads its journal first. */
    private static final long PATIENCE = 30_000;

    private final boolean implicitAcknowledgements;
    private final MasterLink link = new MasterLink();
    private final RetryPace pace;
    private final ClientInput.Cases inputs = new Inputs();
    private final ClientOutbox outbox = new ClientOutbox();
    private FrameworkMemory framework;
    private boolean registered;
    private boolean aborted;
    private boolean ended;
    private long now;
    private long timeOfDay;

    /**
     * One that knows no master yet.
     *
     * @param framework what it subscribes with
     * @param implicitAcknowledgements whether an update is acknowledged when its callback returns
     * @param chance from 0 to 1, for how long to wait before the next try
     */
    public ClientMachine(FrameworkMemory framework, boolean implicitAcknowledgements, DoubleSupplier chance) {
        this.framework = framework;
        this.implicitAcknowledgements = implicitAcknowledgements;
        this.pace = new RetryPace(chance);
    }

    /**
     * Takes one step.
     *
     * @param steady milliseconds since any moment, by a clock that nobody sets; never less than before
     * @param clock milliseconds since 1970, for times that the framework is told
     * @param input what has come
     * @return what is to be done, in order
     */
    public List<ClientOutput> step(long steady, long clock, ClientInput input) {
        now = steady;
        timeOfDay = clock;
        if (!ended) {
            input.match(inputs);
        }
        return outbox.take();
    }

    /** When a {@link ClientInput.Tick} is due by the steady clock, if nothing comes before. */
    public OptionalLong nextDue() {
        return ended ? OptionalLong.empty() : link.due();
    }

    private void subscribe() {
        link.target().ifPresent(master -> outbox.open(link.next(now + PATIENCE), master, framework));
    }

    /** Lets go of the stream, if there is one, and tells the framework if it had a master. */
    private void disconnect() {
        if (link.isOpen()) {
            outbox.hangUp(link.stream());
            boolean told = link.isSubscribed();
            link.closed();
            if (told) {
                outbox.tell(FrameworkTold.Scheduler::disconnected);
            }
        }
        link.nothingDue();
    }

    private void again(String reason) {
        if (aborted) {
            link.closed();
            cease();
            return;
        }
        Optional<MasterUrl> master = link.target();
        disconnect();
        link.afresh();
        long pause = pace.next();
        link.due(now + pause);
        outbox.lost(master, reason, pause);
    }

    /** The driver cannot go on, and the master is done with it. */
    private void fail(String message) {
        if (!aborted) {
            outbox.fail(message);
        }
        finish();
    }

    /** Nothing more is told. Over HTTP nobody can be deactivated, so the master is asked to make no more offers; without one a stop reaches nobody. */
    private void cease() {
        aborted = true;
        if (link.isSubscribed()) {
            send(SchedulerCall.suppress(Collections.<String>emptyList()));
        } else {
            if (registered) {
                outbox.runsOn("a stop will not tear the framework down");
            }
            finish();
        }
    }

    private void finish() {
        ended = true;
        outbox.finish();
    }

    private void send(SchedulerCall call) {
        outbox.post(link, framework.id(), call);
    }

    private final class Inputs implements ClientInput.Cases {

        @Override
        public void called(FrameworkCall call) {
            if (aborted) {
                return;
            }
            Optional<String> mistake = call.mistake(implicitAcknowledgements, registered);
            if (mistake.isPresent()) {
                outbox.fail(mistake.get());
                cease();
                return;
            }
            framework = call.remembered(framework);
            if (link.isSubscribed()) {
                call.sent().ifPresent(ClientMachine.this::send);
            } else {
                call.launched().forEach(task -> outbox.unsent(task, framework.isPartitionAware(), timeOfDay));
            }
        }

        @Override
        public void delivered(TaskStatus status) {
            if (!aborted && implicitAcknowledgements && link.isSubscribed()) {
                new FrameworkCall.Acknowledge(status).sent().ifPresent(ClientMachine.this::send);
            }
        }

        @Override
        public void leaderKnown(Optional<MasterUrl> leader) {
            if (aborted || leader.equals(link.leader())) {
                return;
            }
            outbox.note(leader.map(master -> "the master is at " + master).orElse("there is no master"));
            disconnect();
            link.leader(leader);
            pace.reset();
            subscribe();
        }

        @Override
        public void searchFailed(String reason) {
            fail(reason);
        }

        @Override
        public void opened(int stream, String id) {
            if (link.isOf(stream)) {
                link.opened(id);
            }
        }

        @Override
        public void received(int stream, byte[] record) {
            if (!link.isOf(stream)) {
                return;
            }
            link.heard(now);
            try {
                SchedulerEvent.read(record, new Events());
            } catch (InvalidProtocolBufferException e) {
                again("it sent an event that cannot be read (" + e.getMessage() + ")");
            }
        }

        @Override
        public void ended(int stream, String reason) {
            if (link.isOf(stream)) {
                again(reason);
            }
        }

        @Override
        public void refused(int stream, MasterAnswer answer) {
            if (!link.isOf(stream)) {
                return;
            }
            if (answer.isUnauthenticated()) {
                fail("Master refused authentication");
            } else if (link.follow(answer.location())) {
                subscribe();
            } else if (answer.isPassing()) {
                again("it answers a subscription with " + answer);
            } else {
                fail("The master does not take the framework's subscription: " + answer);
            }
        }

        @Override
        public void answered(int stream, SchedulerCall.Type call, MasterAnswer answer) {
            if (aborted || !link.isOf(stream) || answer.isTaken()) {
                return;
            }
            if (answer.isUnauthenticated()) {
                fail("Master refused authentication");
            } else if (answer.isPassing()) {
                again("it answers " + call + " with " + answer);
            } else if (call == SchedulerCall.Type.UPDATE_FRAMEWORK) {
                outbox.fail("The framework cannot be updated: " + answer);
                cease();
            } else {
                outbox.warn("the master does not take " + call + ": " + answer);
            }
        }

        @Override
        public void tick() {
            OptionalLong due = link.due();
            if (!due.isPresent() || now < due.getAsLong()) {
                return;
            }
            if (!link.isOpen()) {
                subscribe();
            } else {
                again(link.isSubscribed() ? "it has given no sign of life" : "it does not answer");
            }
        }

        @Override
        public void abort() {
            if (!aborted) {
                cease();
            }
        }

        @Override
        public void end(boolean teardown) {
            if (teardown && link.isSubscribed()) {
                send(SchedulerCall.teardown());
            } else if (teardown && registered) {
                outbox.runsOn("the framework has not been torn down");
            }
            finish();
        }
    }

    private final class Events extends ToldEvents {

        /** A subscription that is confirmed once more changes nothing. */
        @Override
        public void subscribed(FrameworkID id, double heartbeat, MasterInfo master) {
            if (link.isSubscribed()) {
                return;
            }
            link.subscribed(now, heartbeat);
            pace.reset();
            framework = framework.withId(id);
            MasterInfo told = master.hasId() ? master : link.unnamed();
            boolean again = registered;
            registered = true;
            outbox.note((again ? "subscribed again as " : "subscribed as ") + id.getValue());
            tell(again ? scheduler -> scheduler.reregistered(told) : scheduler -> scheduler.registered(id, told));
        }

        @Override
        public void failed(String message) {
            fail(message);
        }

        /** What comes before the subscription is confirmed is not for this driver, and nothing is once it has been aborted. */
        @Override
        void tell(FrameworkTold told) {
            if (link.isSubscribed() && !aborted) {
                outbox.tell(told);
            }
        }
    }
}
