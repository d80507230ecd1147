package dev.isthmus.master.subscription;

import dev.isthmus.master.gate.GateOutcome;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.snapshot.RegisteredFramework;
import dev.isthmus.master.translation.AgentAddresses;
import dev.isthmus.master.translation.CallbackEvents;
import dev.isthmus.master.translation.MachineCalls;
import dev.isthmus.master.translation.NamedOperations;
import dev.isthmus.master.translation.SchedulerEvents;
import dev.isthmus.master.translation.UnknownOperations;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The subscriptions of a master, as a state machine: one thread, no I/O, no clock. Each step takes one input with the time and returns what is to be done, in order. No
 * input makes it throw. Source of the rules: Mesos 1.11.0, src/master/master.cpp ({@code subscribe}, {@code _subscribe}, {@code failoverFramework}, {@code exited}, {@code removeFramework}).
 */
public final class Subscriptions {

    private final SubscriptionOptions options;
    private final FrameworkRegistry frameworks;
    private final SubscriptionTimers timers = new SubscriptionTimers();
    private final AgentAddresses addresses = new AgentAddresses();
    private final SubscriptionOutbox outputs = new SubscriptionOutbox();
    private final SubscriptionInput.Cases inputs = new Inputs();
    private Instant now = Instant.MIN;
    private Instant shown = Instant.MIN;

    /** Nobody is subscribed. */
    public Subscriptions(SubscriptionOptions options, Remembered remembered) {
        this.options = options;
        frameworks = new FrameworkRegistry(options.master());
        remembered.removed().forEach(frameworks::remove);
        remembered.absent().forEach(absent -> {
            String id = absent.info().getId().getValue();
            frameworks.register(absent.info(), away(id, absent.deadline()));
            if (absent.expected().isBefore(absent.deadline())) {
                timers.set(absent.expected(), new SubscriptionTimers.Expected(id));
            }
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
        for (var due = timers.take(now); due.isPresent(); due = timers.take(now)) {
            due.get().match(this::heartbeat, timeout -> outputs.seek(timeout.framework()), this::expected);
        }
        input.match(inputs);
        return outputs.take();
    }

    /** When a {@link SubscriptionInput.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        return timers.nextDue();
    }

    /** Whether a framework is subscribed on this stream now. */
    public boolean isStreaming(String stream) {
        return frameworks.onStream(stream).isPresent();
    }

    /** The frameworks that are registered, in the order in which they came. */
    public List<RegisteredFramework> frameworks() {
        return frameworks.all().stream().map(SubscribedFramework::registered).toList();
    }

    private void subscribe(long exchange, GateOutcome.Subscribing subscribing) {
        Call.Subscribe asked = subscribing.call().getSubscribe();
        FrameworkInfo info = asked.getFrameworkInfo();
        String stream = options.uuids().get().toString();
        outputs.add(new SubscriptionOutput.Open(exchange, stream, subscribing.head(stream)));
        Optional<SubscribedFramework> known = frameworks.find(info.getId().getValue());
        Optional<String> refusal =
                SubscriptionChecks.refusal(asked, known.map(SubscribedFramework::info), frameworks::isRemoved);
        if (refusal.isPresent()) {
            outputs.send(stream, subscribing.events(), SchedulerEvents.error(refusal.get()));
            outputs.add(new SubscriptionOutput.End(stream));
            return;
        }
        FrameworkLink.Streaming link = new FrameworkLink.Streaming(stream, subscribing.events(), nextBeat(stream));
        SubscribedFramework framework =
                known.map(its -> failOver(its, info, link)).orElseGet(() -> frameworks.register(info, link));
        frameworks.streams(framework, stream);
        outputs.act(framework, framework.serve(stream, asked));
        outputs.send(link, SchedulerEvents.subscribed(framework.id(), options.heartbeat(), options.info()));
        outputs.send(link, SchedulerEvents.heartbeat());
    }

    private SubscribedFramework failOver(SubscribedFramework framework, FrameworkInfo info, FrameworkLink link) {
        giveUp(framework);
        framework.comesBack(info, link);
        return framework;
    }

    /** Somebody else has the framework from now on, and whoever had it hears of that. */
    private void giveUp(SubscribedFramework framework) {
        framework
                .link()
                .match(
                        link -> {
                            outputs.send(link, SchedulerEvents.error("Framework failed over"));
                            close(link);
                        },
                        away -> timers.cancel(away.deadline()));
    }

    private void call(long exchange, GateOutcome.Calling calling) {
        outputs.answer(exchange, calling.answer());
        Call call = calling.call();
        SubscribedFramework framework = frameworks.of(call);
        if (call.getType() == Call.Type.TEARDOWN) {
            remove(framework);
            return;
        }
        tellAll(framework, UnknownOperations.of(call.getReconcileOperations(), addresses));
        MachineCalls.of(call.getType() == Call.Type.ACCEPT ? withoutNames(framework, call) : call)
                .forEach(made -> outputs.act(framework, new FrameworkAction.Make(made)));
        framework.offers().remove(call.getAccept().getOfferIdsList());
        framework.offers().remove(call.getDecline().getOfferIdsList());
    }

    private Call withoutNames(SubscribedFramework framework, Call call) {
        NamedOperations named = NamedOperations.refuse(call.getAccept(), framework.offers(), shown);
        tellAll(framework, named.refusals());
        return call.toBuilder().setAccept(named.accept()).build();
    }

    private void tellAll(SubscribedFramework framework, List<Event> events) {
        framework.link().match(link -> events.forEach(event -> outputs.send(link, event)), away -> {});
    }

    private void update(long exchange, GateOutcome.Updating updating) {
        Call.UpdateFramework asked = updating.call().getUpdateFramework();
        SubscribedFramework framework = frameworks.of(updating.call());
        Optional<HttpAnswer> refusal =
                SubscriptionChecks.refusal(asked, framework.info()).map(HttpAnswer::badRequest);
        outputs.answer(exchange, refusal.orElse(HttpAnswer.empty(200)));
        if (refusal.isEmpty()) {
            framework.info(asked.getFrameworkInfo());
            MachineCalls.of(updating.call()).forEach(made -> outputs.act(framework, new FrameworkAction.Make(made)));
        }
    }

    private void heartbeat(SubscriptionTimers.Heartbeat due) {
        on(due.stream(), (framework, link) -> {
            outputs.send(link, SchedulerEvents.heartbeat());
            framework.beats(new FrameworkLink.Streaming(link.stream(), link.encoding(), nextBeat(link.stream())));
        });
    }

    private void expected(SubscriptionTimers.Expected due) {
        frameworks.find(due.framework()).filter(its -> !its.isServed()).ifPresent(its -> outputs.seek(its.id()));
    }

    private SubscriptionTimers.Timer nextBeat(String stream) {
        return timers.set(now.plus(options.heartbeat()), new SubscriptionTimers.Heartbeat(stream));
    }

    /** The framework has lost its stream, and some time to come back. */
    private void disconnect(SubscribedFramework framework, FrameworkLink.Streaming link) {
        Instant deadline = SubscriptionChecks.deadline(now, framework.info().getFailoverTimeout());
        if (!deadline.isAfter(now)) {
            remove(framework);
            return;
        }
        close(link);
        framework.link(away(framework.id(), deadline));
        outputs.act(framework, new FrameworkAction.Leave());
    }

    private FrameworkLink.Away away(String id, Instant deadline) {
        return new FrameworkLink.Away(timers.set(deadline, new SubscriptionTimers.FailoverTimeout(id)));
    }

    /** A framework has not come back and is nowhere else, unless it has done so while it was sought. */
    private void gone(SubscribedFramework framework) {
        framework.link().match(link -> {}, away -> {
            if (!away.deadline().at().isAfter(now)) {
                remove(framework);
            } else if (!framework.isServed()) {
                outputs.act(framework, framework.serveUnseen());
                outputs.act(framework, new FrameworkAction.Leave());
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
        frameworks.forget(framework.id());
        outputs.act(framework, new FrameworkAction.Leave());
    }

    private void remove(SubscribedFramework framework) {
        frameworks.remove(framework.id());
        framework.link().match(this::close, away -> timers.cancel(away.deadline()));
        if (!framework.isServed()) {
            outputs.act(framework, framework.serveUnseen());
        }
        outputs.act(framework, new FrameworkAction.Remove());
    }

    private void close(FrameworkLink.Streaming link) {
        timers.cancel(link.heartbeat());
        frameworks.ended(link.stream());
        outputs.add(new SubscriptionOutput.End(link.stream()));
    }

    private final class Inputs implements SubscriptionInput.Cases {

        @Override
        public void arrived(SubscriptionInput.Arrived input) {
            SchedulerGate.enter(input.admitted(), frameworks::known)
                    .<Runnable>fold(
                            answer -> () -> outputs.answer(input.exchange(), answer),
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
                            .forEach(event -> outputs.send(link, addresses.complete(event))));
        }

        @Override
        public void failed(SubscriptionInput.Failed input) {
            on(input.stream(), (framework, link) -> {
                outputs.send(link, SchedulerEvents.error(input.message()));
                fail(framework, link);
            });
        }

        @Override
        public void takenOver(SubscriptionInput.TakenOver input) {
            frameworks.forget(input.framework()).ifPresent(Subscriptions.this::giveUp);
        }

        @Override
        public void gone(SubscriptionInput.Gone input) {
            frameworks.find(input.framework()).ifPresent(Subscriptions.this::gone);
        }

        @Override
        public void unserved(SubscriptionInput.Unserved input) {
            frameworks.find(input.framework()).ifPresent(its -> {
                its.unserved();
                timers.set(now.plus(Remembered.EXPECTED), new SubscriptionTimers.Expected(its.id()));
            });
        }

        @Override
        public void tornDown(SubscriptionInput.TornDown input) {
            Optional<SubscribedFramework> framework = frameworks.find(input.framework());
            framework.ifPresent(Subscriptions.this::remove);
            outputs.answer(input.exchange(), SubscriptionChecks.tornDown(framework.isPresent()));
        }

        @Override
        public void tick(SubscriptionInput.Tick input) {
            // What is due has been done.
        }
    }

    /** Does something with the framework of a stream, unless the stream is over. */
    private void on(String stream, BiConsumer<SubscribedFramework, FrameworkLink.Streaming> what) {
        frameworks
                .onStream(stream)
                .ifPresent(framework -> framework.link().match(link -> what.accept(framework, link), away -> {}));
    }
}
