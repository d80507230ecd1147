package dev.isthmus.ecs.step;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * What the parts of the engine share: the time of the step, timers, calls that are open, events for other parts, and the outputs. Nothing that is
 * passed here runs within the call that passes it. It has no thread, clock or network.
 *
 * <p>Not thread-safe.
 */
public final class Steps {

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::at).thenComparing(Timer::number));
    private final Map<Long, Consumer<Answer<?>>> open = new LinkedHashMap<>();
    private final Queue<Event> events = new ArrayDeque<>();
    private final Consumer<Event> parts;
    private List<Output> outputs = new ArrayList<>();
    private Instant now;
    private Duration behind = Duration.ZERO;
    private long timersSet;
    private long callsMade;

    private record Timer(Instant at, long number, Runnable run) {}

    /**
     * Nothing is due yet.
     *
     * @param now the time
     * @param parts takes each event to those whom it concerns
     */
    public Steps(Instant now, Consumer<Event> parts) {
        this.now = now;
        this.parts = parts;
    }

    /** The time of this step; never before that of an earlier one. */
    public Instant now() {
        return now;
    }

    /** What the clock shows, which may be set forward and back: for what is compared with the times that ECS tells, and for people. */
    public Instant shown() {
        return shown(now);
    }

    /** What the clock would have shown at a time of the steps, had it been set then as it is now. */
    public Instant shown(Instant time) {
        return time.minus(behind);
    }

    /** The clock is that much behind the time of the steps, or ahead of it if that is negative. */
    public void clockSet(Duration by) {
        behind = by;
    }

    /** Runs something in a step after a delay, and not in this one even if there is none. */
    public void after(Duration delay, Runnable run) {
        timers.add(new Timer(now.plus(delay), timersSet++, run));
    }

    /** Makes a call; {@code then} receives its answer, once, in a step to come. */
    public <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
        outputs.add(new Output.Call<>(opened(then), call));
    }

    /**
     * Looks up machines in EC2; {@code then} receives the answer, once, in a step to come.
     *
     * @param <T> what {@code EC2} is asked for: the hosts by machine id
     */
    public <T> void lookUp(List<String> machines, Consumer<Answer<T>> then) {
        outputs.add(new Output.LookUp(opened(then), machines));
    }

    /**
     * Receives messages from the queue of events; {@code then} receives the answer, once, in a step to come.
     *
     * @param <T> a list of messages
     */
    public <T> void receiveEvents(Consumer<Answer<T>> then) {
        outputs.add(new Output.ReceiveEvents(opened(then)));
    }

    /** Deletes messages from the queue of events; {@code then} receives how many were, once, in a step to come. */
    public void deleteEvents(List<String> receipts, Consumer<Answer<Integer>> then) {
        outputs.add(new Output.DeleteEvents(opened(then), receipts));
    }

    /**
     * Reads the end of a log; {@code then} receives the answer, once, in a step to come.
     *
     * @param stream its name in the log group
     * @param lines how many at most
     */
    public void readLog(String stream, int lines, Consumer<Answer<List<String>>> then) {
        outputs.add(new Output.ReadLog(opened(then), stream, lines));
    }

    @SuppressWarnings("unchecked") // the answer to a call has the type of the call
    private <T> long opened(Consumer<Answer<T>> then) {
        callsMade++;
        open.put(callsMade, answer -> then.accept((Answer<T>) answer));
        return callsMade;
    }

    /** Tells the other parts something, when what runs has ended. */
    public void tell(Event event) {
        events.add(event);
    }

    /** Adds an output. */
    public void out(Output output) {
        outputs.add(output);
    }

    /** What a class has to say goes here. */
    public Notes notes(Class<?> of) {
        return new Notes(this, of);
    }

    /**
     * Takes one step.
     *
     * @param input what to do
     * @return what is to be done, in order
     */
    public List<Output> step(Instant time, Runnable input) {
        now = time.isAfter(now) ? time : now;
        run(input);
        List<Output> done = outputs;
        outputs = new ArrayList<>();
        return done;
    }

    /** Runs what has fallen due by now. */
    public void due() {
        // What is set meanwhile waits for the next step, so that a step comes to its end.
        long before = timersSet;
        while (!timers.isEmpty()
                && !timers.peek().at().isAfter(now)
                && timers.peek().number() < before) {
            run(timers.remove().run());
        }
    }

    /** To be called when a call or a look-up was answered. An id that is not open is passed over. */
    public void answered(long id, Answer<?> answer) {
        Consumer<Answer<?>> then = open.remove(id);
        if (then != null) {
            then.accept(answer);
        }
    }

    /** When there is something to do, if nothing happens before. */
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(timers.peek()).map(Timer::at);
    }

    /** Forgets what was to be done, and every call that is open. */
    public void clear() {
        timers.clear();
        open.clear();
        events.clear();
    }

    /** A fault in one part must not keep the others from their work. */
    private void run(Runnable part) {
        if (!succeeds(part)) {
            events.add(new Event.Failed());
        }
        for (Event event = events.poll(); event != null; event = events.poll()) {
            Event told = event;
            if (!succeeds(() -> parts.accept(told)) && !(told instanceof Event.Failed)) {
                events.add(new Event.Failed());
            }
        }
    }

    private boolean succeeds(Runnable part) {
        try {
            part.run();
            return true;
        } catch (RuntimeException | Error e) {
            outputs.add(new Output.Fault(e));
            return false;
        }
    }
}
