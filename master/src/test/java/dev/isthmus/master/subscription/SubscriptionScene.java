package dev.isthmus.master.subscription;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.gate.Leadership;
import dev.isthmus.master.gate.SchedulerGate;
import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Subscriptions without a server and without machines: a test says what happens, and reads a line for each output. */
final class SubscriptionScene {

    static final String MASTER = new UUID(0, 0xabc).toString();

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Subscriptions subscriptions;
    private long streams;
    private long exchanges;
    private Instant now = START;
    /** What is sent, as it is. */
    final List<SubscriptionOutput> outputs = new ArrayList<>();

    /** Nobody is remembered. */
    SubscriptionScene() {
        this(Remembered.NOTHING);
    }

    SubscriptionScene(Remembered remembered) {
        UUID id = new UUID(0, 0xabc);
        subscriptions = new Subscriptions(
                new SubscriptionOptions(
                        id,
                        MasterInfos.write(id, new ClusterDescription("c", Optional.empty(), "10.0.0.1", 5050)),
                        Duration.ofSeconds(15),
                        () -> new UUID(0, ++streams)),
                remembered);
    }

    static FrameworkInfo framework(String id) {
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder().setUser("u").setName("n");
        if (!id.isEmpty()) {
            info.getIdBuilder().setValue(id);
        }
        return info.build();
    }

    List<String> subscribe(String id) {
        return subscribe(framework(id));
    }

    List<String> subscribe(FrameworkInfo info) {
        return subscribe(info, subscribe -> subscribe);
    }

    List<String> subscribe(FrameworkInfo info, UnaryOperator<Call.Subscribe.Builder> change) {
        Call.Builder call = Call.newBuilder().setType(Call.Type.SUBSCRIBE);
        if (info.hasId()) {
            call.setFrameworkId(info.getId());
        }
        return post(
                call.setSubscribe(change.apply(Call.Subscribe.newBuilder().setFrameworkInfo(info)))
                        .build(),
                Headers.NONE);
    }

    /** A call on a stream, which is known by its number. */
    List<String> call(String framework, int stream, Call.Type type, UnaryOperator<Call.Builder> change) {
        Call.Builder call = Call.newBuilder()
                .setType(type)
                .setFrameworkId(FrameworkID.newBuilder().setValue(framework));
        return post(change.apply(call).build(), Headers.NONE.with("Mesos-Stream-Id", new UUID(0, stream).toString()));
    }

    List<String> call(String framework, int stream, Call.Type type) {
        return call(framework, stream, type, call -> call);
    }

    private List<String> post(Call call, Headers headers) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/api/v1/scheduler",
                headers.with("Content-Type", MediaType.PROTOBUF.text()),
                Evolution.evolve(call).toByteString());
        long exchange = ++exchanges;
        return SchedulerGate.admit(request, Optional.empty(), new Leadership.Leading())
                .fold(
                        answer -> List.of("#" + exchange + " " + answer.status() + " " + answer.body()),
                        admitted -> step(new SubscriptionInput.Arrived(exchange, admitted)));
    }

    List<String> tearDown(String framework) {
        return step(new SubscriptionInput.TornDown(++exchanges, framework));
    }

    List<String> breaks(int stream) {
        return step(new SubscriptionInput.Broken(new UUID(0, stream).toString()));
    }

    List<String> callsBack(int stream, Callback callback) {
        return step(new SubscriptionInput.CalledBack(new UUID(0, stream).toString(), callback));
    }

    List<String> gone(String framework) {
        return step(new SubscriptionInput.Gone(framework));
    }

    List<String> takenOver(String framework) {
        return step(new SubscriptionInput.TakenOver(framework));
    }

    List<String> fails(int stream, String message) {
        return step(new SubscriptionInput.Failed(new UUID(0, stream).toString(), message));
    }

    /** Time passes, and each time that something falls due, it is done. */
    List<String> pass(Duration time) {
        Instant end = now.plus(time);
        List<String> lines = new ArrayList<>();
        for (var due = subscriptions.nextDue();
                due.isPresent() && !due.get().isAfter(end);
                due = subscriptions.nextDue()) {
            now = due.get();
            lines.addAll(step(new SubscriptionInput.Tick()));
        }
        now = end;
        return lines;
    }

    List<String> step(SubscriptionInput input) {
        List<SubscriptionOutput> step = subscriptions.step(now, now, input);
        outputs.addAll(step);
        return step.stream().map(SubscriptionScene::line).toList();
    }

    private static String line(SubscriptionOutput output) {
        StringBuilder line = new StringBuilder();
        output.match(new SubscriptionOutput.Cases() {
            @Override
            public void reply(SubscriptionOutput.Reply answer) {
                line.append('#')
                        .append(answer.exchange())
                        .append(' ')
                        .append(answer.answer().status());
                line.append(' ').append(answer.answer().body());
            }

            @Override
            public void open(SubscriptionOutput.Open open) {
                line.append('#').append(open.exchange()).append(" opens ").append(stream(open.stream()));
            }

            @Override
            public void send(SubscriptionOutput.Send send) {
                line.append(stream(send.stream())).append(' ').append(event(send.event()));
            }

            @Override
            public void end(SubscriptionOutput.End end) {
                line.append(stream(end.stream())).append(" ends");
            }

            @Override
            public void seek(SubscriptionOutput.Seek seek) {
                line.append(seek.framework()).append(": seek");
            }

            @Override
            public void act(SubscriptionOutput.Act act) {
                line.append(act.framework().replace(MASTER, "M")).append(": ").append(action(act.action()));
            }
        });
        return line.toString().strip();
    }

    private static String stream(String id) {
        return "S" + UUID.fromString(id).getLeastSignificantBits();
    }

    private static String event(Event event) {
        return event.getType()
                + switch (event.getType()) {
                    case SUBSCRIBED ->
                        " " + event.getSubscribed().getFrameworkId().getValue().replace(MASTER, "M");
                    case ERROR -> " " + event.getError().getMessage();
                    case RESCIND -> " " + event.getRescind().getOfferId().getValue();
                    case OFFERS ->
                        " "
                                + event.getOffers().getOffersList().stream()
                                        .map(offer -> offer.getId().getValue())
                                        .collect(Collectors.joining(" "));
                    case UPDATE ->
                        " " + event.getUpdate().getStatus().getTaskId().getValue() + " "
                                + event.getUpdate().getStatus().getState();
                    case UPDATE_OPERATION_STATUS ->
                        " " + event.getUpdateOperationStatus().getStatus().getState();
                    case FAILURE -> " " + event.getFailure().getSlaveId().getValue();
                    default -> "";
                };
    }

    private static String action(FrameworkAction action) {
        StringBuilder text = new StringBuilder();
        action.match(new FrameworkAction.Cases() {
            @Override
            public void serve(FrameworkAction.Serve serve) {
                text.append("serve ").append(serve.stream().isEmpty() ? "nobody" : stream(serve.stream()));
            }

            @Override
            public void call(FrameworkAction.Make call) {
                text.append(call.call().getClass().getSimpleName());
            }

            @Override
            public void leave(FrameworkAction.Leave leave) {
                text.append("leave");
            }

            @Override
            public void remove(FrameworkAction.Remove remove) {
                text.append("remove");
            }
        });
        return text.toString();
    }

    static OfferID offer(String id) {
        return OfferID.newBuilder().setValue(id).build();
    }
}
