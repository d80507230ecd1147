package dev.isthmus.master.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.master.http.Headers;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.v1.Protos.AgentID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.TaskID;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.Base64;
import java.util.Optional;

/** Requests as clients send them, of which a test changes a part. */
record ClientRequests(String method, String target, Headers headers, ByteString body) {

    static final String PATH = "/api/v1/scheduler";

    /** Of version 4. */
    static final ByteString UUID =
            ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 0x47, 8, (byte) 0x89, 10, 11, 12, 13, 14, 15, 16});

    static ClientRequests post(Call call, MediaType type) {
        ByteString body = type == MediaType.JSON ? ByteString.copyFromUtf8(MesosJson.write(call)) : call.toByteString();
        return new ClientRequests("POST", PATH, Headers.NONE.with("Content-Type", type.text()), body);
    }

    static Call.Builder subscribe() {
        return Call.newBuilder()
                .setType(Call.Type.SUBSCRIBE)
                .setSubscribe(Call.Subscribe.newBuilder()
                        .setFrameworkInfo(
                                FrameworkInfo.newBuilder().setUser("user").setName("default")));
    }

    static Call.Builder call(Call.Type type, String framework) {
        return Call.newBuilder()
                .setType(type)
                .setFrameworkId(FrameworkID.newBuilder().setValue(framework));
    }

    static Call.Builder acknowledge(String framework, ByteString uuid) {
        return call(Call.Type.ACKNOWLEDGE, framework)
                .setAcknowledge(Call.Acknowledge.newBuilder()
                        .setAgentId(AgentID.newBuilder().setValue("agent-id"))
                        .setTaskId(TaskID.newBuilder().setValue("task-id"))
                        .setUuid(uuid));
    }

    ClientRequests method(String other) {
        return new ClientRequests(other, target, headers, body);
    }

    ClientRequests target(String other) {
        return new ClientRequests(method, other, headers, body);
    }

    ClientRequests body(String other) {
        return new ClientRequests(method, target, headers, ByteString.copyFromUtf8(other));
    }

    ClientRequests with(String name, String value) {
        return new ClientRequests(method, target, headers.with(name, value), body);
    }

    ClientRequests without(String name) {
        return new ClientRequests(
                method,
                target,
                new Headers(headers.lines().stream()
                        .filter(line -> !line.name().equals(name))
                        .toList()),
                body);
    }

    ClientRequests as(String principal, String secret) {
        return with(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString((principal + ":" + secret).getBytes(UTF_8)));
    }

    GateOutcome to(StubMaster master) {
        return master.pass(new HttpRequest(method, target, headers, body));
    }

    /** The status and the text of the answer; those of a call that is let through are what it is answered. */
    String answeredBy(StubMaster master) {
        return to(master)
                .fold(
                        answer -> answer.status() + " " + answer.body(),
                        subscribing -> "200 "
                                + subscribing
                                        .head("s")
                                        .headers()
                                        .last("Content-Type")
                                        .orElse(""),
                        calling -> calling.answer().status() + " "
                                + calling.answer().body(),
                        updating -> "update");
    }

    Optional<String> header(StubMaster master, String name) {
        return to(master)
                .fold(
                        answer -> answer.headers().last(name),
                        subscribing -> Optional.empty(),
                        calling -> Optional.empty(),
                        updating -> Optional.empty());
    }
}
