package dev.isthmus.master.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.UnknownFieldSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is told what, and when the master is looked at. */
class WatchersTest {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Watchers watchers = new Watchers(HEARTBEAT);
    private Instant now = Instant.EPOCH;

    private static final class Lines implements WatchOutput.Cases {

        private final List<String> lines = new ArrayList<>();

        @Override
        public void describe(WatchOutput.Describe output) {
            lines.add("describe for " + output.streams());
        }

        @Override
        public void introduce(WatchOutput.Introduce output) {
            lines.add("introduce to " + output.streams());
        }

        @Override
        public void send(WatchOutput.Send output) {
            String what = output.event().getType() == Event.Type.AGENT_REMOVED
                    ? output.event().getAgentRemoved().getAgentId().getValue()
                    : output.event().getType().name();
            lines.add(what + " to " + output.streams());
        }

        @Override
        public void end(WatchOutput.End output) {
            lines.add("end " + output.stream());
        }
    }

    private List<String> step(WatchInput input) {
        Lines lines = new Lines();
        watchers.step(now, input).forEach(output -> output.match(lines));
        return lines.lines;
    }

    private List<String> open(String stream) {
        return step(new WatchInput.Opened(stream));
    }

    private List<String> happens(String what) {
        return step(new WatchInput.Happened(WatchEvents.agentRemoved(what)));
    }

    private List<String> described() {
        return step(new WatchInput.Described());
    }

    /** The time of the next alarm comes. */
    private List<String> tick() {
        now = watchers.nextDue().orElseThrow();
        return step(new WatchInput.Tick());
    }

    @Test
    void fact_96_who_comes_is_told_all_there_is_a_heartbeat_and_then_what_happens() {
        assertThat(happens("nobody hears")).isEmpty();
        assertThat(open("a")).containsExactly("describe for [a]");
        assertThat(described()).containsExactly("introduce to [a]", "HEARTBEAT to [a]");
        assertThat(happens("x")).containsExactly("x to [a]");
        assertThat(tick()).containsExactly("HEARTBEAT to [a]");
        assertThat(now).isEqualTo(Instant.EPOCH.plus(HEARTBEAT));
    }

    @Test
    void what_happens_while_all_there_is_is_written_is_told_after_it_and_once() {
        open("a");
        assertThat(happens("x")).isEmpty();
        assertThat(watchers.isAnyTold()).isTrue();
        assertThat(described()).containsExactly("introduce to [a]", "HEARTBEAT to [a]", "x to [a]");
        assertThat(happens("y")).containsExactly("y to [a]");
    }

    @Test
    void those_who_come_within_a_second_share_a_look() {
        open("a");
        assertThat(open("b")).isEmpty();
        assertThat(open("c")).isEmpty();
        // Nobody has looked for those two yet.
        happens("x");
        assertThat(described()).containsExactly("introduce to [a]", "HEARTBEAT to [a]", "x to [a]");
        assertThat(tick()).containsExactly("describe for [b, c]");
        assertThat(now).isEqualTo(Instant.EPOCH.plusSeconds(1));
        happens("y");
        assertThat(described()).containsExactly("introduce to [b, c]", "HEARTBEAT to [b, c]", "y to [b, c]");
        assertThat(happens("z")).containsExactly("z to [a, b, c]");
    }

    @Test
    void nobody_looks_again_while_a_look_is_written_or_in_the_middle_of_what_happens() {
        open("a");
        open("b");
        now = now.plusSeconds(5);
        assertThat(watchers.nextDue()).isEmpty();
        assertThat(happens("x")).isEmpty();
        assertThat(described()).containsExactly("introduce to [a]", "HEARTBEAT to [a]", "x to [a]", "describe for [b]");
    }

    @Test
    void who_is_gone_is_told_nothing_more() {
        open("a");
        step(new WatchInput.Broken("a"));
        assertThat(watchers.isAnyTold()).isFalse();
        assertThat(described()).isEmpty();
        assertThat(watchers.size()).isZero();
        now = now.plusSeconds(1);
        assertThat(open("b")).containsExactly("describe for [b]");
        described();
        step(new WatchInput.Broken("b"));
        assertThat(happens("x")).isEmpty();
        assertThat(watchers.nextDue()).isEmpty();
    }

    @Test
    void fact_96_the_oldest_has_to_go_for_one_too_many() {
        for (int i = 0; i < Watchers.MOST; i++) {
            open("s" + i);
        }
        assertThat(open("one more")).containsExactly("end s0");
        assertThat(watchers.size()).isEqualTo(Watchers.MOST);
        assertThat(described()).isEmpty();
    }

    @Test
    void what_happens_is_not_kept_without_end_for_a_description() {
        open("a");
        Event large = Event.newBuilder()
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                1000,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.copyFrom(new byte[Watchers.MOST_WAITING / 2]))
                                        .build())
                        .build())
                .build();
        assertThat(step(new WatchInput.Happened(large))).isEmpty();
        assertThat(step(new WatchInput.Happened(large))).containsExactly("end a");
        open("b");
        assertThat(step(new WatchInput.Happened(large))).isEmpty();
        now = now.plusSeconds(1);
        assertThat(described()).containsExactly("describe for [b]");
    }

    @Test
    void who_cannot_be_told_all_there_is_has_to_come_again() {
        open("a");
        assertThat(step(new WatchInput.Undescribed())).containsExactly("end a");
        assertThat(open("b")).isEmpty();
        assertThat(tick()).containsExactly("describe for [b]");
    }

    @Test
    void all_streams_end_with_the_master() {
        open("a");
        described();
        open("b");
        assertThat(step(new WatchInput.End())).containsExactly("end a", "end b");
    }
}
