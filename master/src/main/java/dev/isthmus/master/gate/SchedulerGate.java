package dev.isthmus.master.gate;

import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.http.Realm;
import dev.isthmus.master.http.Routes;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code POST /api/v1/scheduler} asks of a request before a call reaches the master. The order of the questions and the words of the answers are
 * Mesos's, for clients decide by both. Whatever is sent gets an answer; nothing throws.
 *
 * <p>Stateless; may be called by any thread.
 */
public final class SchedulerGate {

    private static final Routes ROUTES = new Routes(List.of("api/v1/scheduler"));

    private static final String STREAM_ID = "Mesos-Stream-Id";

    private SchedulerGate() {}

    /**
     * The first half: all that can be said without looking at the framework. It reads the body, which can be large, so whoever has a thread to spare does this
     * on it.
     *
     * @param schedulers who may be a framework; empty: everybody
     */
    public static Admission admit(HttpRequest request, Optional<Credentials> schedulers, Leadership leadership) {
        try {
            if (ROUTES.of(request.target()).isEmpty()) {
                throw new Refusal(HttpAnswer.notFound());
            }
            Optional<String> principal = authenticate(request, schedulers);
            lead(request, leadership);
            if (!request.method().equals("POST")) {
                throw new Refusal(HttpAnswer.notAllowed(List.of("POST"), request.method()));
            }
            Call call = Evolution.devolve(
                    CallReader.read(request, dev.isthmus.mesos.messages.v1.scheduler.Protos.Call.getDefaultInstance()));
            Optional<String> broken = CallRules.broken(call, principal);
            if (broken.isPresent()) {
                throw new Refusal(HttpAnswer.badRequest("Failed to validate scheduler::Call: " + broken.get()));
            }
            return new Admission.Admitted(call, request, principal);
        } catch (Refusal refusal) {
            return new Admission.TurnedAway(refusal.answer());
        }
    }

    /**
     * The second half: whether the framework may call so now.
     *
     * @param frameworks asked for a framework that is registered now, by its id, which may be empty
     */
    public static GateOutcome enter(
            Admission.Admitted admitted, Function<String, Optional<KnownFramework>> frameworks) {
        try {
            return outcome(admitted.call(), admitted.request(), admitted.principal(), frameworks);
        } catch (Refusal refusal) {
            return new GateOutcome.Answered(refusal.answer());
        }
    }

    private static Optional<String> authenticate(HttpRequest request, Optional<Credentials> credentials)
            throws Refusal {
        if (credentials.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> principal = credentials.get().authenticate(request.headers());
        if (principal.isEmpty()) {
            throw new Refusal(Realm.SCHEDULER.challenge());
        }
        return principal;
    }

    private static void lead(HttpRequest request, Leadership leadership) throws Refusal {
        Optional<HttpAnswer> elsewhere = LeaderAnswer.of(request, leadership);
        if (elsewhere.isPresent()) {
            throw new Refusal(elsewhere.get());
        }
    }

    private static GateOutcome outcome(
            Call call,
            HttpRequest request,
            Optional<String> principal,
            Function<String, Optional<KnownFramework>> frameworks)
            throws Refusal {
        if (call.getType() == Call.Type.SUBSCRIBE) {
            MediaType events = CallReader.accepted(request);
            if (request.headers().last(STREAM_ID).isPresent()) {
                throw new Refusal(
                        HttpAnswer.badRequest("Subscribe calls should not include the 'Mesos-Stream-Id' header"));
            }
            return new GateOutcome.Subscribing(withPrincipal(call, principal), events);
        }
        if (call.getType() == Call.Type.RECONCILE_OPERATIONS) {
            // Of no use, as all it asks for comes on the stream; Mesos asks all the same.
            CallReader.accepted(request);
        }
        checkFramework(call, request, principal, frameworks);
        if (call.getType() == Call.Type.UNKNOWN) {
            throw new Refusal(HttpAnswer.notImplemented());
        }
        return call.getType() == Call.Type.UPDATE_FRAMEWORK
                ? new GateOutcome.Updating(call)
                : new GateOutcome.Calling(call);
    }

    private static Call withPrincipal(Call call, Optional<String> principal) {
        if (principal.isEmpty() || call.getSubscribe().getFrameworkInfo().hasPrincipal()) {
            return call;
        }
        Call.Builder named = call.toBuilder();
        named.getSubscribeBuilder().getFrameworkInfoBuilder().setPrincipal(principal.get());
        return named.build();
    }

    private static void checkFramework(
            Call call,
            HttpRequest request,
            Optional<String> principal,
            Function<String, Optional<KnownFramework>> frameworks)
            throws Refusal {
        String id = call.getFrameworkId().getValue();
        KnownFramework framework =
                frameworks.apply(id).orElseThrow(() -> new Refusal(HttpAnswer.badRequest("Framework cannot be found")));
        if (principal.isPresent() && !principal.get().equals(framework.principal())) {
            throw new Refusal(HttpAnswer.badRequest(CallRules.otherPrincipal(principal.get(), framework.principal())));
        }
        Optional<HttpAnswer> wrong = framework
                .connection()
                .fold(
                        () -> Optional.of(HttpAnswer.forbidden("Framework is not subscribed")),
                        () -> Optional.of(HttpAnswer.forbidden("Framework is not connected via HTTP")),
                        stream -> wrongStream(request, stream, id));
        if (wrong.isPresent()) {
            throw new Refusal(wrong.get());
        }
    }

    private static Optional<HttpAnswer> wrongStream(HttpRequest request, String stream, String framework) {
        Optional<String> named = request.headers().last(STREAM_ID);
        if (named.isEmpty()) {
            return Optional.of(
                    HttpAnswer.badRequest("All non-subscribe calls should include the 'Mesos-Stream-Id' header"));
        }
        return named.get().equals(stream)
                ? Optional.empty()
                : Optional.of(HttpAnswer.badRequest("The stream ID '" + named.get()
                        + "' included in this request didn't match the stream ID currently associated with framework ID "
                        + framework));
    }
}
