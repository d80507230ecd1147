package dev.isthmus.master.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.RandomMessages;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Call;
import dev.isthmus.mesos.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Whatever is sent, the answer is one of Mesos's. */
class GateProperties {

    /** All that facts A1 has, as patterns. */
    private static final List<Pattern> ANSWERS = List.of(
                    "200",
                    "202",
                    "update",
                    "307 ",
                    "400 Expecting 'Content-Type' to be present",
                    "400 Failed to parse body into Call protobuf",
                    "400 Failed to parse body into JSON: (syntax error at line \\d+ near: .*|Parsed JSON included non-whitespace trailing characters: .*|Value out of range"
                            + "|The text is not valid UTF-8|.* exceeds the maximum .*)",
                    "400 Failed to convert JSON into Call protobuf: (Expecting a JSON object|Missing required fields: .*|Not expecting a JSON \\w+ for field '\\w+'"
                            + "|Failed to (find enum for|base64 decode bytes field|parse) '.*|Value out of range for field '.*)",
                    "400 Failed to validate scheduler::Call: (Expecting '\\w+' to be present|'framework_id' differs from '[\\w.]+'|Not a valid UUID|Authenticated principal .*)",
                    "400 Subscribe calls should not include the 'Mesos-Stream-Id' header",
                    "400 Framework cannot be found",
                    "400 Authenticated principal '.*' does not match principal '.*' set in `FrameworkInfo`",
                    "400 All non-subscribe calls should include the 'Mesos-Stream-Id' header",
                    "400 The stream ID '.*' included in this request didn't match the stream ID currently associated with framework ID .*",
                    "401 401 Unauthorized\\.",
                    "403 Framework is not (subscribed|connected via HTTP)",
                    "404 404 Not Found\\.",
                    "405 405 Method Not Allowed\\. Expecting one of \\{ 'POST' }, but received '.*'\\.",
                    "406 Expecting 'Accept' to allow 'application/x-protobuf' or 'application/json'",
                    "415 Expecting 'Content-Type' of application/json or application/x-protobuf",
                    "501 501 Not Implemented\\.",
                    "503 (No leader elected|Master has not finished recovery)")
            .stream()
            .map(text -> Pattern.compile(text, Pattern.DOTALL))
            .toList();

    private static final List<String> VALUES = List.of(
            "",
            "application/json",
            "application/x-protobuf",
            "*/*",
            "foo;q=0",
            ";;,=",
            "Basic cDpz",
            "Basic !",
            "s",
            "\u0000",
            "x".repeat(500));

    private static final List<String> NAMES =
            List.of("Content-Type", "content-type", "Accept", "Authorization", "Mesos-Stream-Id", "X-Other");

    private static final List<String> TARGETS = List.of(
            "/api/v1/scheduler",
            "/master/api/v1/scheduler/",
            "/api/v1/scheduler?x",
            "*",
            "",
            "/",
            "http://h/api/v1/scheduler",
            "/api/v1/\ud800");

    private final Set<Pattern> seen = new TreeSet<>((a, b) -> a.pattern().compareTo(b.pattern()));

    @Property(tries = 1500, shrinking = ShrinkingMode.OFF)
    void whatever_is_sent_the_answer_is_one_of_mesos_s(@ForAll long seed) {
        assertThat(answer(seed)).isNotNull();
    }

    /** Else the property would say little. */
    @Example
    void what_is_sent_reaches_every_row() {
        for (long seed = 0; seed < 4000 && seen.size() < ANSWERS.size(); seed++) {
            seen.add(answer(seed));
        }
        assertThat(ANSWERS.stream().filter(pattern -> !seen.contains(pattern)).map(Pattern::pattern))
                .as("rows that no request has reached")
                .isEmpty();
    }

    private static Pattern answer(long seed) {
        Random random = new Random(seed);
        ClientRequests request = changed(valid(random), random);
        StubMaster master = master(random);
        String answer = request.answeredBy(master);
        String kind = answer.startsWith("200 application/") ? "200" : answer.equals("202 ") ? "202" : answer;
        List<Pattern> fitting =
                ANSWERS.stream().filter(each -> each.matcher(kind).matches()).toList();
        assertThat(fitting).as("%s for seed %s", answer, seed).hasSize(1);
        checkCall(request.to(master));
        return fitting.get(0);
    }

    /** What is let through is whole. */
    private static void checkCall(GateOutcome outcome) {
        Optional<dev.isthmus.mesos.messages.scheduler.Protos.Call> call = outcome.fold(
                answer -> Optional.empty(),
                subscribing -> Optional.of(subscribing.call()),
                calling -> Optional.of(calling.call()),
                updating -> Optional.of(updating.call()));
        call.ifPresent(whole -> {
            assertThat(whole.isInitialized()).isTrue();
            assertThat(CallRules.broken(whole, Optional.empty())).isEmpty();
        });
    }

    private static ClientRequests valid(Random random) {
        List<Call.Type> types = List.of(Call.Type.values());
        Call.Type type = types.get(random.nextInt(types.size()));
        Call.Builder call = random.nextInt(3) == 0
                ? ((Call) new RandomMessages(random.nextLong()).fill(Call.newBuilder())).toBuilder()
                : ClientRequests.acknowledge("f", ClientRequests.UUID)
                        .mergeFrom(ClientRequests.subscribe().build());
        call.setType(type);
        FrameworkID id = FrameworkID.newBuilder()
                .setValue(random.nextInt(8) == 0 ? "other" : "f")
                .build();
        call.setFrameworkId(id);
        if (call.hasSubscribe() && random.nextInt(8) > 0) {
            call.getSubscribeBuilder().getFrameworkInfoBuilder().setId(id);
        }
        if (type == Call.Type.UPDATE_FRAMEWORK && random.nextBoolean()) {
            call.getUpdateFrameworkBuilder()
                    .setFrameworkInfo(ClientRequests.subscribe().getSubscribe().getFrameworkInfo().toBuilder()
                            .setId(id));
        }
        ClientRequests request =
                ClientRequests.post(call.build(), random.nextBoolean() ? MediaType.JSON : MediaType.PROTOBUF);
        boolean hasStream = type == Call.Type.SUBSCRIBE ? random.nextInt(8) == 0 : random.nextInt(8) > 0;
        if (random.nextBoolean()) {
            request = request.as("p", "s");
        }
        return hasStream ? request.with("Mesos-Stream-Id", "s") : request;
    }

    private static ClientRequests changed(ClientRequests valid, Random random) {
        ClientRequests request = valid;
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            request = switch (random.nextInt(8)) {
                case 0 -> request.method(List.of("GET", "post", "", "\u0000'").get(random.nextInt(4)));
                case 1 -> request.target(TARGETS.get(random.nextInt(TARGETS.size())));
                case 2 -> request.without("Content-Type");
                case 3 ->
                    request.with(NAMES.get(random.nextInt(NAMES.size())), VALUES.get(random.nextInt(VALUES.size())));
                default ->
                    new ClientRequests(
                            request.method(), request.target(), request.headers(), body(request.body(), random));
            };
        }
        return request;
    }

    private static ByteString body(ByteString valid, Random random) {
        byte[] bytes = valid.toByteArray();
        switch (random.nextInt(7)) {
            case 0 -> {
                bytes = new byte[random.nextInt(50)];
                random.nextBytes(bytes);
            }
            case 1 ->
                bytes = ByteString.copyFrom(bytes)
                        .substring(0, random.nextInt(bytes.length + 1))
                        .toByteArray();
            case 2 -> bytes = (valid.toString(StandardCharsets.ISO_8859_1) + "{").getBytes(StandardCharsets.ISO_8859_1);
            case 3 -> bytes = text(random).getBytes(StandardCharsets.UTF_8);
            default -> {
                for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte)
                            (random.nextBoolean() ? random.nextInt(256) : "{}[]\",:09".charAt(random.nextInt(9)));
                }
            }
        }
        return ByteString.copyFrom(bytes);
    }

    private static String text(Random random) {
        List<String> texts = new ArrayList<>(List.of(
                "",
                "[]",
                "{}",
                "{\"type\":1}",
                "{\"x\":1e999}",
                "{\"type\":\"SUBSCRIBE\",\"subscribe\":{}}",
                "{\"acknowledge\":{\"uuid\":\"*\"}}",
                "{\"decline\":{\"filters\":{\"refuse_seconds\":\"x\"}}}",
                "[".repeat(300),
                "[".repeat(200_000)));
        return texts.get(random.nextInt(texts.size()));
    }

    private static StubMaster master(Random random) {
        StubMaster master = new StubMaster();
        if (random.nextInt(3) == 0) {
            master.schedulers = Optional.of(new Credentials(Map.of("p", "s")));
        }
        if (random.nextInt(6) == 0) {
            master.leadership = List.of(
                            new Leadership.Recovering(), new Leadership.Nowhere(), new Leadership.Elsewhere("h", 5050))
                    .get(random.nextInt(3));
        }
        master.frameworks.put(
                "f",
                new KnownFramework(
                        random.nextInt(5) == 0 ? "q" : "p",
                        switch (random.nextInt(8)) {
                            case 0 -> new KnownFramework.Disconnected();
                            case 1 -> new KnownFramework.ByDriver();
                            case 2 -> new KnownFramework.ByStream("t");
                            default -> new KnownFramework.ByStream("s");
                        }));
        return master;
    }
}
