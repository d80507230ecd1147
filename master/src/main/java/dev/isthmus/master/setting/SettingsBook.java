package dev.isthmus.master.setting;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.mesos.machine.MasterView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What operators set, as a state machine. Changes are made one after the other: each is checked against what the ones before it came to, is in the journal before it is in
 * effect, and is in effect before it is answered. One that cannot be remembered changes nothing.
 */
public final class SettingsBook {

    /** How long an operator is kept waiting for a journal that does not answer. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * A change that waits for those before it.
     *
     * @param exchange names the request for it; empty: the machine has made it, and nobody waits
     */
    private record Waiting(OptionalLong exchange, OperatorChange change, Instant since) {}

    /**
     * A change that the journal is asked to take.
     *
     * @param isAnswered whether whoever asked was told that it takes too long
     */
    private record Written(long write, Waiting of, OperatorFact fact, boolean isAnswered) {

        private Written answered() {
            return new Written(write, of, fact, true);
        }
    }

    private final Supplier<MasterView> master;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<SettingsOutput> outputs = new ArrayList<>();
    private final SettingsInput.Cases inputs = new Inputs();
    private Optional<Written> written = Optional.empty();
    private OperatorSettings settings = OperatorSettings.NONE;
    private Instant now = Instant.MIN;
    private long lastWrite;
    private boolean isEnding;

    /** @param master asked within a step, for what there is then */
    public SettingsBook(Supplier<MasterView> master) {
        this.master = master;
    }

    /**
     * Takes one step.
     *
     * @param now the steady time; never before that of an earlier step
     * @return what is to be done, in order
     */
    public List<SettingsOutput> step(Instant now, SettingsInput input) {
        this.now = now;
        input.match(inputs);
        begin();
        List<SettingsOutput> done = List.copyOf(outputs);
        outputs.clear();
        return done;
    }

    /** What is in effect. */
    public OperatorSettings settings() {
        return settings;
    }

    /** When a {@link SettingsInput.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        return Stream.concat(written.filter(each -> !each.isAnswered()).map(Written::of).stream(), waiting.stream())
                .filter(each -> each.exchange().isPresent())
                .map(each -> each.since().plus(PATIENCE))
                .min(Instant::compareTo);
    }

    /** Begins with the next ones until one is with the journal. */
    private void begin() {
        while (written.isEmpty() && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            try {
                next.change()
                        .judge(settings, master)
                        .<Runnable>fold(
                                refused -> () -> answer(next, refused.answer()),
                                granted -> () -> keep(next, granted.fact()))
                        .run();
            } catch (RuntimeException e) {
                answer(next, HttpAnswer.failed());
                outputs.add(new SettingsOutput.Defect("a change of an operator failed", e));
            }
        }
    }

    private void answer(Waiting asked, HttpAnswer answer) {
        asked.exchange().ifPresent(exchange -> outputs.add(new SettingsOutput.Reply(exchange, answer)));
    }

    private void keep(Waiting asked, OperatorFact fact) {
        if (fact.isEmpty()) {
            answer(asked, fact.answer());
            return;
        }
        int length = fact.after(settings).length();
        if (length > OperatorSettings.MOST_BYTES) {
            String why = "All weights, quotas, maintenance and reservations would take " + length
                    + " bytes of the journal, and at most " + OperatorSettings.MOST_BYTES + " are kept";
            answer(asked, HttpAnswer.badRequest(why));
            if (fact.isInEffect()) {
                outputs.add(new SettingsOutput.Noted(true, fact + ", which is not remembered: " + why));
            }
            return;
        }
        written = Optional.of(new Written(++lastWrite, asked, fact, false));
        outputs.add(new SettingsOutput.Keep(lastWrite, fact));
    }

    /** The change that the journal has answered, which is with it no more. */
    private Optional<Written> take(long write) {
        Optional<Written> taken = written.filter(each -> each.write() == write);
        if (taken.isPresent()) {
            written = Optional.empty();
        }
        return taken;
    }

    private final class Inputs implements SettingsInput.Cases {

        @Override
        public void recalled(SettingsInput.Recalled input) {
            settings = input.settings();
            settings.facts().forEach(fact -> outputs.add(new SettingsOutput.Apply(fact.input())));
        }

        @Override
        public void asked(SettingsInput.Asked input) {
            Waiting asked = new Waiting(OptionalLong.of(input.exchange()), input.change(), now);
            if (isEnding) {
                answer(asked, HttpAnswer.unavailable());
            } else {
                waiting.add(asked);
            }
        }

        @Override
        public void made(SettingsInput.Made input) {
            if (!isEnding) {
                waiting.add(new Waiting(OptionalLong.empty(), input.change(), now));
            }
        }

        @Override
        public void kept(SettingsInput.Kept input) {
            take(input.write()).ifPresent(kept -> {
                settings = kept.fact().after(settings);
                if (!kept.fact().isInEffect()) {
                    outputs.add(new SettingsOutput.Apply(kept.fact().input()));
                    outputs.add(new SettingsOutput.Noted(false, "an operator has set " + kept.fact()));
                }
                if (!kept.isAnswered()) {
                    answer(kept.of(), kept.fact().answer());
                }
            });
        }

        @Override
        public void notKept(SettingsInput.NotKept input) {
            take(input.write()).ifPresent(lost -> {
                if (lost.fact().isInEffect()) {
                    // What is written of that agent next holds it, too.
                    settings = lost.fact().after(settings);
                }
                outputs.add(new SettingsOutput.Noted(
                        true,
                        lost.fact() + ", which " + (lost.fact().isInEffect() ? "is so" : "an operator wants")
                                + ", cannot be remembered: " + input.why()));
                if (!lost.isAnswered()) {
                    answer(
                            lost.of(),
                            HttpAnswer.unavailable(
                                    "The change cannot be remembered, so nothing has changed: " + input.why()));
                }
            });
        }

        @Override
        public void tick(SettingsInput.Tick input) {
            written.filter(each -> !each.isAnswered() && isLate(each.of())).ifPresent(late -> {
                written = Optional.of(late.answered());
                answer(
                        late.of(),
                        HttpAnswer.unavailable(
                                "The journal has not answered; the change comes into effect when it has, if it has taken it"));
            });
            waiting.stream().filter(this::isLate).toList().forEach(late -> {
                waiting.remove(late);
                answer(
                        late,
                        HttpAnswer.unavailable(
                                "The journal has not answered for the change before this one, so nothing has changed"));
            });
        }

        /** What the machine has made waits as long as it takes. */
        private boolean isLate(Waiting asked) {
            return asked.exchange().isPresent() && !asked.since().plus(PATIENCE).isAfter(now);
        }

        @Override
        public void end(SettingsInput.End input) {
            isEnding = true;
            written.filter(each -> !each.isAnswered()).ifPresent(each -> {
                written = Optional.of(each.answered());
                answer(each.of(), HttpAnswer.unavailable());
            });
            waiting.forEach(each -> answer(each, HttpAnswer.unavailable()));
            waiting.clear();
        }
    }
}
