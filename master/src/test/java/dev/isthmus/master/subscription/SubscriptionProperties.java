package dev.isthmus.master.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What holds whatever frameworks do, in whatever order: of exchanges, streams and the machines behind. */
class SubscriptionProperties {

    /** What the lines of a run have shown so far. */
    private static final class Book {

        private final Map<Integer, String> streams = new TreeMap<>();
        private final Map<String, String> machines = new TreeMap<>();
        private final Map<String, Integer> served = new TreeMap<>();
        private int answered;

        void read(String line) {
            if (line.startsWith("#")) {
                answered++;
                assertThat(line).as("each request is answered once, in order").startsWith("#" + answered + " ");
                if (line.contains(" opens S")) {
                    streams.put(Integer.parseInt(line.replaceFirst(".* opens S", "")), "new");
                }
            } else if (line.matches("S\\d+ .*")) {
                stream(Integer.parseInt(line.substring(1, line.indexOf(' '))), line.substring(line.indexOf(' ') + 1));
            } else {
                machine(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
            }
        }

        private void stream(int stream, String event) {
            String state = streams.get(stream);
            assertThat(state).as("S%s %s", stream, event).isIn("new", "open", "error");
            if (event.equals("ends")) {
                streams.put(stream, "ended");
            } else {
                assertThat(state).as("nothing comes after an error").isNotEqualTo("error");
                if (state.equals("new")) {
                    assertThat(event).matches("(SUBSCRIBED|ERROR) .*");
                }
                streams.put(stream, event.startsWith("ERROR") ? "error" : "open");
            }
        }

        private void machine(String framework, String action) {
            String state = machines.getOrDefault(framework, "none");
            if (action.startsWith("serve S")) {
                assertThat(state).as("a removed id stays removed").isNotEqualTo("removed");
                machines.put(framework, "served");
                served.put(framework, Integer.parseInt(action.substring(7)));
            } else if (action.equals("leave")) {
                assertThat(state).isEqualTo("served");
                machines.put(framework, "left");
            } else if (action.equals("seek")) {
                assertThat(state).as("one that is here is not sought").isEqualTo("left");
            } else if (action.equals("remove")) {
                assertThat(state).isIn("served", "left");
                machines.put(framework, "removed");
            } else {
                assertThat(state).as("who is away calls nothing: %s", action).isEqualTo("served");
            }
        }

        /** Between two steps: who is served has a stream that is open, and nobody else has. */
        void balance() {
            assertThat(streams.values()).doesNotContain("new", "error");
            List<Integer> open = streams.entrySet().stream()
                    .filter(stream -> stream.getValue().equals("open"))
                    .map(Map.Entry::getKey)
                    .toList();
            List<Integer> expected = machines.entrySet().stream()
                    .filter(machine -> machine.getValue().equals("served"))
                    .map(machine -> served.get(machine.getKey()))
                    .sorted()
                    .toList();
            assertThat(open).isEqualTo(expected);
        }
    }

    @Property(tries = 400, shrinking = ShrinkingMode.OFF)
    void each_request_is_answered_once_and_each_framework_has_one_stream_or_none(@ForAll long seed) {
        Random random = new Random(seed);
        SubscriptionScene scene = new SubscriptionScene();
        Book book = new Book();
        for (int step = 0; step < 120; step++) {
            step(scene, random, book.streams.size()).forEach(book::read);
            book.balance();
        }
    }

    private static List<String> step(SubscriptionScene scene, Random random, int streams) {
        String framework = "f" + random.nextInt(3);
        int stream = 1 + random.nextInt(streams + 1);
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> scene.subscribe(info(framework, random));
            case 3 -> scene.breaks(stream);
            case 4 ->
                random.nextInt(3) == 0 ? scene.gone(framework) : scene.pass(Duration.ofSeconds(random.nextInt(20)));
            case 5 -> scene.fails(stream, "planted");
            case 6 -> random.nextInt(5) == 0 ? scene.call(framework, stream, Call.Type.TEARDOWN) : List.of();
            case 7 ->
                scene.callsBack(
                        stream,
                        random.nextBoolean()
                                ? new Callback.Disconnected()
                                : new Callback.AgentLost(
                                        SlaveID.newBuilder().setValue("a").build()));
            case 8 ->
                scene.call(framework, stream, Call.Type.UPDATE_FRAMEWORK, call -> {
                    call.getUpdateFrameworkBuilder().setFrameworkInfo(info(framework, random));
                    return call;
                });
            default -> scene.call(framework, stream, random.nextBoolean() ? Call.Type.REVIVE : Call.Type.SUPPRESS);
        };
    }

    private static FrameworkInfo info(String id, Random random) {
        FrameworkInfo.Builder info = SubscriptionScene.framework(id).toBuilder();
        if (random.nextInt(3) > 0) {
            info.setFailoverTimeout(random.nextInt(40));
        }
        if (random.nextInt(6) == 0) {
            info.setPrincipal("p");
        }
        if (random.nextInt(8) == 0) {
            info.addRoles("x");
        }
        return info.build();
    }
}
