package dev.isthmus.ecs.step;

import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Drives what is stepped, an engine or a part of one, with time that a test moves: one thing after the other, no thread. Who makes the calls decides
 * when they are answered, and how.
 */
public abstract class Rig {

    /** What was said of the level that is for people, in order. */
    public final List<String> warnings = new ArrayList<>();

    /** All that was said, in order. */
    public final List<Output.Note> notes = new ArrayList<>();

    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
    private final List<Driven> driven = new ArrayList<>();
    private Instant now;
    private long numbers;

    private record Due(Instant at, long number, Runnable run) {}

    protected Rig(Instant start) {
        now = start;
    }

    /** Makes a call; {@code then} is to receive the answer later, and not within this. */
    protected abstract <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then);

    /** Looks up machines. */
    protected void lookUp(Output.LookUp lookUp, Consumer<Answer<?>> then) {
        throw new AssertionError("EC2 is not asked: " + lookUp);
    }

    public Instant now() {
        return now;
    }

    /** Something happens after a while. */
    public void in(Duration delay, Runnable run) {
        due.add(new Due(now.plus(delay), numbers++, run));
    }

    /** What takes inputs. */
    public interface Machine {
        List<Output> step(Instant now, Input input);
    }

    /** Drives a machine; {@code told} takes what is neither a call nor a note nor a fault. */
    public Driven drive(Machine machine, Supplier<Optional<Instant>> nextDue, Consumer<Output> told) {
        Driven one = new Driven(machine, nextDue, told);
        driven.add(one);
        return one;
    }

    /** Parts by themselves, without the engine around them. */
    public final class Parts {

        private final Driven one;
        public final Steps steps;

        Parts(Consumer<Event> others) {
            steps = new Steps(now, others);
            one = drive(
                    (time, input) -> steps.step(time, () -> {
                        if (input instanceof Input.Answered answered) {
                            steps.answered(answered.id(), answered.answer());
                        } else {
                            steps.due();
                        }
                    }),
                    steps::nextDue,
                    output -> {});
        }

        /** Asks them for something, in a step. */
        public void step(Runnable what) {
            one.carryOut(steps.step(now, what));
        }

        /** Asks them for something that they answer at once, in a step. */
        public <T> T ask(Supplier<T> what) {
            List<T> answer = new ArrayList<>();
            step(() -> answer.add(what.get()));
            return answer.get(0);
        }
    }

    /** Parts by themselves, without the engine around them. */
    public Parts parts() {
        return parts(event -> {});
    }

    /** Parts by themselves; what they tell others goes there. */
    public Parts parts(Consumer<Event> others) {
        return new Parts(others);
    }

    /** One that is driven. */
    public final class Driven {

        private final Machine machine;
        private final Supplier<Optional<Instant>> nextDue;
        private final Consumer<Output> told;
        private boolean alive = true;

        private Driven(Machine machine, Supplier<Optional<Instant>> nextDue, Consumer<Output> told) {
            this.machine = machine;
            this.nextDue = nextDue;
            this.told = told;
        }

        /** It takes an input; its outputs are carried out. */
        public void take(Input input) {
            if (alive) {
                carryOut(machine.step(now, input));
            }
        }

        /** It is no more; what it has sent arrives all the same. */
        public void kill() {
            alive = false;
            driven.remove(this);
        }

        public boolean alive() {
            return alive;
        }

        private void carryOut(List<Output> outputs) {
            Throwable fault = null;
            for (Output output : outputs) {
                if (output instanceof Output.Call<?> call) {
                    call(call);
                } else if (output instanceof Output.LookUp lookUp) {
                    lookUp(lookUp, answer -> take(new Input.Answered(lookUp.id(), answer)));
                } else if (output instanceof Output.Note note) {
                    notes.add(note);
                    if (note.level() == Output.Note.Level.WARN) {
                        warnings.add(note.text());
                    }
                } else if (output instanceof Output.Fault broken) {
                    fault = fault == null ? broken.cause() : fault;
                } else {
                    told.accept(output);
                }
            }
            if (fault instanceof Error error) {
                throw error;
            }
            if (fault != null) {
                throw (RuntimeException) fault;
            }
        }

        private <T> void call(Output.Call<T> call) {
            begin(call.call(), answer -> take(new Input.Answered(call.id(), answer)));
        }
    }

    /** Does what is due next, if that is no later than a time; says whether there was something. */
    public boolean next(Instant until) {
        Optional<Instant> at = nextDue();
        if (at.isEmpty() || at.get().isAfter(until)) {
            now = until;
            return false;
        }
        now = at.get().isAfter(now) ? at.get() : now;
        Optional<Driven> woken = driven.stream()
                .filter(one ->
                        one.nextDue.get().filter(time -> !time.isAfter(now)).isPresent())
                .findFirst();
        if (woken.isPresent()) {
            woken.get().take(new Input.Tick());
        } else {
            due.remove().run().run();
        }
        return true;
    }

    private Optional<Instant> nextDue() {
        return Stream.concat(
                        driven.stream().flatMap(one -> one.nextDue.get().stream()),
                        Stream.ofNullable(due.peek()).map(Due::at))
                .min(Comparator.naturalOrder());
    }

    /** Does what is due next, whenever that is. */
    public void next() {
        next(nextDue().orElseThrow());
    }

    /** Does all that there is to do, however long it takes. */
    public void settle() {
        while (nextDue().isPresent()) {
            next();
        }
    }

    /** Lets time pass, and does what becomes due. */
    public void advance(Duration time) {
        Instant until = now.plus(time);
        boolean more = true;
        while (more) {
            more = next(until);
        }
    }
}
