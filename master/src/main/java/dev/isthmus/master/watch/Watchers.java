package dev.isthmus.master.watch;

import dev.isthmus.mesos.messages.v1.master.Protos.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Those who watch a cluster, as a state machine: one thread, no I/O, no clock. Whoever comes is told all there is, and from then on what changes, without a gap and
 * without anything twice. What there is costs a look at each agent and task, so those who come within a second share one; what changes until it is written waits for them.
 */
public final class Watchers {

    /** As many as Mesos takes by default ({@code max_operator_event_stream_subscribers}); one more, and the oldest has to go. */
    static final int MOST = 1000;

    /** So many bytes of events may wait for a description; beyond them those who wait for it have to come again. */
    static final int MOST_WAITING = 32 << 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private static final Event HEARTBEAT =
            Event.newBuilder().setType(Event.Type.HEARTBEAT).build();

    private final Duration heartbeat;
    /** All that are open, the oldest first. */
    private final Set<String> open = new LinkedHashSet<>();
    /** Those that wait for a look to be taken. */
    private final Set<String> coming = new LinkedHashSet<>();
    /** Those for whom a look was taken that is being written. */
    private final Set<String> joining = new LinkedHashSet<>();
    /** What has happened since. */
    private final List<Event> missed = new ArrayList<>();
    /** Those that are told what happens, each with the time of its next heartbeat, which is the order, too. */
    private final Map<String, Instant> live = new LinkedHashMap<>();

    private final List<WatchOutput> outputs = new ArrayList<>();
    private final WatchInput.Cases inputs = new Inputs();
    private long missedBytes;
    private boolean isWriting;
    private Instant nextLook = Instant.MIN;
    private Instant now = Instant.MIN;

    /**
     * Nobody watches.
     *
     * @param heartbeat how often a stream gives a sign of life
     */
    public Watchers(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /** Whether anybody is told what happens, now or when a description is written. */
    public boolean isAnyTold() {
        return !live.isEmpty() || !joining.isEmpty();
    }

    /** How many watch. */
    public int size() {
        return open.size();
    }

    /**
     * Takes one step: what has fallen due by now, then the input. Nothing that happens asks for a look, as more may come of the same step of the master.
     *
     * @param step the steady time; never before that of an earlier step
     * @return what is to be done, in order
     */
    public List<WatchOutput> step(Instant step, WatchInput input) {
        now = step;
        beat();
        input.match(inputs);
        List<WatchOutput> done = List.copyOf(outputs);
        outputs.clear();
        return done;
    }

    /** When a {@link WatchInput.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        Optional<Instant> beat = live.values().stream().findFirst();
        Optional<Instant> look = coming.isEmpty() || isWriting ? Optional.empty() : Optional.of(nextLook);
        return beat.isPresent() && look.isPresent()
                ? Optional.of(beat.get().isBefore(look.get()) ? beat.get() : look.get())
                : beat.or(() -> look);
    }

    private void beat() {
        List<String> due = new ArrayList<>();
        for (Map.Entry<String, Instant> each : live.entrySet()) {
            if (each.getValue().isAfter(now)) {
                break;
            }
            due.add(each.getKey());
        }
        if (!due.isEmpty()) {
            outputs.add(new WatchOutput.Send(due, HEARTBEAT));
            due.forEach(this::beatsLater);
        }
    }

    private void beatsLater(String stream) {
        live.remove(stream);
        live.put(stream, now.plus(heartbeat));
    }

    private void look() {
        if (!coming.isEmpty() && !isWriting && !now.isBefore(nextLook)) {
            joining.addAll(coming);
            coming.clear();
            isWriting = true;
            nextLook = now.plus(BETWEEN_LOOKS);
            outputs.add(new WatchOutput.Describe(List.copyOf(joining)));
        }
    }

    private void endAll(Set<String> streams) {
        List.copyOf(streams).forEach(this::close);
    }

    private void close(String stream) {
        forget(stream);
        outputs.add(new WatchOutput.End(stream));
    }

    private void forget(String stream) {
        open.remove(stream);
        coming.remove(stream);
        joining.remove(stream);
        live.remove(stream);
        if (joining.isEmpty()) {
            nothingMissed();
        }
    }

    private void nothingMissed() {
        missed.clear();
        missedBytes = 0;
    }

    private final class Inputs implements WatchInput.Cases {

        @Override
        public void opened(WatchInput.Opened input) {
            if (open.size() >= MOST) {
                close(open.iterator().next());
            }
            open.add(input.stream());
            coming.add(input.stream());
            look();
        }

        @Override
        public void described(WatchInput.Described input) {
            isWriting = false;
            introduce();
            look();
        }

        private void introduce() {
            if (joining.isEmpty()) {
                return;
            }
            List<String> joined = List.copyOf(joining);
            outputs.add(new WatchOutput.Introduce(joined));
            outputs.add(new WatchOutput.Send(joined, HEARTBEAT));
            missed.forEach(event -> outputs.add(new WatchOutput.Send(joined, event)));
            joined.forEach(Watchers.this::beatsLater);
            joining.clear();
            nothingMissed();
        }

        @Override
        public void undescribed(WatchInput.Undescribed input) {
            isWriting = false;
            endAll(joining);
            look();
        }

        @Override
        public void happened(WatchInput.Happened input) {
            if (!live.isEmpty()) {
                outputs.add(new WatchOutput.Send(List.copyOf(live.keySet()), input.event()));
            }
            if (!joining.isEmpty()) {
                missed.add(input.event());
                missedBytes += input.event().getSerializedSize();
                if (missedBytes > MOST_WAITING) {
                    endAll(joining);
                }
            }
        }

        @Override
        public void broken(WatchInput.Broken input) {
            forget(input.stream());
        }

        @Override
        public void tick(WatchInput.Tick input) {
            look();
        }

        @Override
        public void end(WatchInput.End input) {
            endAll(open);
        }
    }
}
