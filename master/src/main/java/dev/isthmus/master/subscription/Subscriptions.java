package dev.isthmus.master.subscription;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.gate.GateOutcome;
import dev.isthmus.master.gate.KnownFramework;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.translation.AgentAddresses;
import dev.isthmus.master.translation.CallbackEvents;
import dev.isthmus.master.translation.MachineCalls;
import dev.isthmus.master.translation.NamedOperations;
import dev.isthmus.master.translation.SchedulerEvents;
import dev.isthmus.master.translation.UnknownOperations;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The subscriptions of a master, as a state machine: one thread, no I/O, no clock. Each step takes one input with the time and returns what is to be done, in
 * order. No input makes it throw. Source of the rules: Mesos 1.11.0, src/master/master.cpp ({@code subscribe}, {@code _subscribe}, {@code failoverFramework},
 * {@code exited}, {@code removeFramework}).
 */
public final class Subscriptions {

    private final SubscriptionOptions options;
    private final Map<String, SubscribedFramework> frameworks = new LinkedHashMap<>();
    private final Map<String, SubscribedFramework> byStream = new LinkedHashMap<>();
    private final RemovedIds removed = new RemovedIds();
    private final SubscriptionTimers timers = new SubscriptionTimers();
    private final AgentAddresses addresses = new AgentAddresses();
    private final List<SubscriptionOutput> outputs = new ArrayList<>();
    private final SubscriptionInput.Cases inputs = new Inputs();
    private Instant now = Instant.MIN;
    private Instant shown = Instant.MIN;
    private long nextId;

    /** Nobody is subscribed. */
    public Subscriptions(SubscriptionOptions options, Remembered remembered) {
        this.options = options;
        remembered.removed().forEach(removed::add);
        remembered.absent().forEach(absent -> {
            String id = absent.info().getId().getValue();
            frameworks.put(id, new SubscribedFramework(id, absent.info(), away(id, absent.deadline())));
        });
    }

    /**
     * Takes one step: what has fallen due by now, then the input.
     *
     * @param now the steady time; never before that of an earlier step
     * @param shown the time that people see
     * @return what is to be done, in order
     */
    public List<SubscriptionOutput> step(Instant now, Instant shown, SubscriptionInput input) {
        this.now = now;
        this.shown = shown;
        outputs.clear();
        for (var due = timers.take(now); due.isPresent(); due = timers.take(now)) {
            due.get().match(this::heartbeat, timeout -> outputs.add(new SubscriptionOutput.Seek(timeout.framework())));
        }
        input.match(inputs);
        return List.copyOf(outputs);
    }

    /** When a {@link SubscriptionInput.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        return timers.nextDue();
    }

    /** Whether a framework is subscribed on this stream now. */
    public boolean isStreaming(String stream) {
        return byStream.containsKey(stream);
    }

    private Optional<KnownFramework> known(String id) {
        return Optional.ofNullable(frameworks.get(id)).map(SubscribedFramework::known);
    }

    private void subscribe(long exchange, GateOutcome.Subscribing subscribing) {
        Call.Subscribe asked = subscribing.call().getSubscribe();
        FrameworkInfo info = asked.getFrameworkInfo();
        String stream = options.uuids().get().toString();
        outputs.add(new SubscriptionOutput.Open(exchange, stream, subscribing.head(stream)));
        SubscribedFramework known = frameworks.get(info.getId().getValue());
        Optional<String> refusal = SubscriptionChecks.refusal(
                asked, Optional.ofNullable(known).map(SubscribedFramework::info), removed::contains);
        if (refusal.isPresent()) {
            send(stream, subscribing.events(), SchedulerEvents.error(refusal.get()));
            outputs.add(new SubscriptionOutput.End(stream));
            return;
        }
        FrameworkLink.Streaming link = new FrameworkLink.Streaming(stream, subscribing.events(), nextBeat(stream));
        SubscribedFramework framework = known == null ? register(info, link) : failOver(known, info, link);
        byStream.put(stream, framework);
        act(
                framework,
                new FrameworkAction.Serve(
                        stream, framework.info(), asked.getSuppressedRolesList(), asked.getOfferConstraints()));
        send(link, SchedulerEvents.subscribed(framework.id(), options.heartbeat(), options.info()));
        send(link, SchedulerEvents.heartbeat());
    }

    private SubscribedFramework register(FrameworkInfo info, FrameworkLink link) {
        String own = info.getId().getValue();
        // One that this master has never seen is of an earlier one, or made up: it is taken as it is.
        String id = own.isEmpty() ? String.format(Locale.ROOT, "%s-%04d", options.master(), nextId++) : own;
        FrameworkInfo.Builder named = info.toBuilder();
        named.getIdBuilder().setValue(id);
        SubscribedFramework framework = new SubscribedFramework(id, named.build(), link);
        frameworks.put(id, framework);
        return framework;
    }

    private SubscribedFramework failOver(SubscribedFramework framework, FrameworkInfo info, FrameworkLink link) {
        giveUp(framework);
        // These two cannot be changed, and nobody is told.
        framework.info(info.toBuilder()
                .setUser(framework.info().getUser())
                .setCheckpoint(framework.info().getCheckpoint())
                .build());
        framework.link(link);
        return framework;
    }

    /** Somebody else has the framework from now on, and whoever had it hears of that. */
    private void giveUp(SubscribedFramework framework) {
        framework
                .link()
                .match(
                        link -> {
                            send(link, SchedulerEvents.error("Framework failed over"));
                            close(link);
                        },
                        away -> timers.cancel(away.deadline()));
    }

    private void call(long exchange, GateOutcome.Calling calling) {
        answer(exchange, calling.answer());
        Call call = calling.call();
        SubscribedFramework framework = registered(call);
        if (call.getType() == Call.Type.TEARDOWN) {
            remove(framework.id());
            return;
        }
        tellAll(framework, UnknownOperations.of(call.getReconcileOperations(), addresses));
        MachineCalls.of(call.getType() == Call.Type.ACCEPT ? withoutNames(framework, call) : call)
                .forEach(made -> act(framework, new FrameworkAction.Make(made)));
        framework.offers().remove(call.getAccept().getOfferIdsList());
        framework.offers().remove(call.getDecline().getOfferIdsList());
    }

    private Call withoutNames(SubscribedFramework framework, Call call) {
        NamedOperations named = NamedOperations.refuse(call.getAccept(), framework.offers(), shown);
        tellAll(framework, named.refusals());
        return call.toBuilder().setAccept(named.accept()).build();
    }

    private void tellAll(SubscribedFramework framework, List<Event> events) {
        framework.link().match(link -> events.forEach(event -> send(link, event)), away -> {});
    }

    private void update(long exchange, GateOutcome.Updating updating) {
        Call.UpdateFramework asked = updating.call().getUpdateFramework();
        SubscribedFramework framework = registered(updating.call());
        Optional<HttpAnswer> refusal =
                SubscriptionChecks.refusal(asked, framework.info()).map(HttpAnswer::badRequest);
        answer(exchange, refusal.orElse(HttpAnswer.empty(200)));
        if (refusal.isEmpty()) {
            framework.info(asked.getFrameworkInfo());
            MachineCalls.of(updating.call()).forEach(made -> act(framework, new FrameworkAction.Make(made)));
        }
    }

    /** The framework of a call that the gate has let through. */
    private SubscribedFramework registered(Call call) {
        return requireNonNull(frameworks.get(call.getFrameworkId().getValue()), "framework");
    }

    private void heartbeat(SubscriptionTimers.Heartbeat due) {
        on(due.stream(), (framework, link) -> {
            send(link, SchedulerEvents.heartbeat());
            framework.beats(new FrameworkLink.Streaming(link.stream(), link.encoding(), nextBeat(link.stream())));
        });
    }

    private SubscriptionTimers.Timer nextBeat(String stream) {
        return timers.set(now.plus(options.heartbeat()), new SubscriptionTimers.Heartbeat(stream));
    }

    /** The framework has lost its stream, and some time to come back. */
    private void disconnect(SubscribedFramework framework, FrameworkLink.Streaming link) {
        Instant deadline = SubscriptionChecks.deadline(now, framework.info().getFailoverTimeout());
        if (!deadline.isAfter(now)) {
            remove(framework.id());
            return;
        }
        close(link);
        framework.link(away(framework.id(), deadline));
        act(framework, new FrameworkAction.Leave());
    }

    private FrameworkLink.Away away(String id, Instant deadline) {
        return new FrameworkLink.Away(timers.set(deadline, new SubscriptionTimers.FailoverTimeout(id)));
    }

    /** A framework has not come back in time, unless it has done so while it was sought. */
    private void gone(SubscribedFramework framework) {
        framework.link().match(link -> {}, away -> {
            if (!away.deadline().at().isAfter(now)) {
                remove(framework.id());
            }
        });
    }

    /** The framework's machine cannot go on, which is no fault of the framework: without time to come back it is forgotten, and not removed. */
    private void fail(SubscribedFramework framework, FrameworkLink.Streaming link) {
        if (SubscriptionChecks.deadline(now, framework.info().getFailoverTimeout())
                .isAfter(now)) {
            disconnect(framework, link);
            return;
        }
        close(link);
        frameworks.remove(framework.id());
        act(framework, new FrameworkAction.Leave());
    }

    private void remove(String id) {
        SubscribedFramework framework = requireNonNull(frameworks.remove(id), "framework");
        framework.link().match(this::close, away -> timers.cancel(away.deadline()));
        removed.add(id);
        if (!framework.hasSubscribed()) {
            // The machine has never heard of it, and is to find its tasks.
            act(
                    framework,
                    new FrameworkAction.Serve("", framework.info(), List.of(), OfferConstraints.getDefaultInstance()));
        }
        act(framework, new FrameworkAction.Remove());
    }

    private void close(FrameworkLink.Streaming link) {
        timers.cancel(link.heartbeat());
        byStream.remove(link.stream());
        outputs.add(new SubscriptionOutput.End(link.stream()));
    }

    private void send(FrameworkLink.Streaming link, Event event) {
        send(link.stream(), link.encoding(), event);
    }

    private void send(String stream, MediaType encoding, Event event) {
        outputs.add(new SubscriptionOutput.Send(stream, encoding, event));
    }

    private void answer(long exchange, HttpAnswer answer) {
        outputs.add(new SubscriptionOutput.Reply(exchange, answer));
    }

    private void act(SubscribedFramework framework, FrameworkAction action) {
        outputs.add(new SubscriptionOutput.Act(framework.id(), action));
    }

    private final class Inputs implements SubscriptionInput.Cases {

        @Override
        public void arrived(SubscriptionInput.Arrived input) {
            SchedulerGate.enter(input.admitted(), Subscriptions.this::known)
                    .<Runnable>fold(
                            answer -> () -> answer(input.exchange(), answer),
                            subscribing -> () -> subscribe(input.exchange(), subscribing),
                            calling -> () -> call(input.exchange(), calling),
                            updating -> () -> update(input.exchange(), updating))
                    .run();
        }

        @Override
        public void broken(SubscriptionInput.Broken input) {
            on(input.stream(), Subscriptions.this::disconnect);
        }

        @Override
        public void calledBack(SubscriptionInput.CalledBack input) {
            on(
                    input.stream(),
                    (framework, link) -> CallbackEvents.of(input.callback(), framework.offers())
                            .forEach(event -> send(link, addresses.complete(event))));
        }

        @Override
        public void failed(SubscriptionInput.Failed input) {
            on(input.stream(), (framework, link) -> {
                send(link, SchedulerEvents.error(input.message()));
                fail(framework, link);
            });
        }

        @Override
        public void takenOver(SubscriptionInput.TakenOver input) {
            Optional.ofNullable(frameworks.remove(input.framework())).ifPresent(Subscriptions.this::giveUp);
        }

        @Override
        public void gone(SubscriptionInput.Gone input) {
            Optional.ofNullable(frameworks.get(input.framework())).ifPresent(Subscriptions.this::gone);
        }

        @Override
        public void tick(SubscriptionInput.Tick input) {
            // What is due has been done.
        }
    }

    @FunctionalInterface
    private interface OnStream {
        void accept(SubscribedFramework framework, FrameworkLink.Streaming link);
    }

    /** Does something with the framework of a stream, unless the stream is over. */
    private void on(String stream, OnStream what) {
        SubscribedFramework framework = byStream.get(stream);
        if (framework != null) {
            framework.link().match(link -> what.accept(framework, link), away -> {});
        }
    }
}
