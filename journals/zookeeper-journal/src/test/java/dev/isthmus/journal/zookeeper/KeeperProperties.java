package dev.isthmus.journal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever becomes of the answers, nothing is written twice, and what is said to be durable is. */
class KeeperProperties {

    private static final Layout LAYOUT = Layout.of("/isthmus", new JournalKey("default", new FrameworkId("framework")));
    private static final Change.Check FENCE = new Change.Check(LAYOUT.child("epoch-1"), 4);
    private static final Epoch EPOCH = new Epoch(7);

    private static JournalEntry end(int number, Instant now) {
        return new JournalEntry.Acknowledged(
                LaunchId.of(new FrameworkId("framework"), new TaskId("task-" + number), "offer"), now);
    }

    /** One history of a keeper: what is wanted, what becomes of each asking, and when it is given up. */
    private static final class History {

        private final Random random;
        private final Store store = new Store(LAYOUT, FENCE);
        private final Keeper keeper = new Keeper(LAYOUT, FENCE, EPOCH, store.image());
        private final Map<Long, JournalEntry> wanted = new HashMap<>();
        private final Set<Long> done = new HashSet<>();
        private final Set<Long> failed = new HashSet<>();
        /** What was asked for, and may be carried out later, or never. */
        private final List<KeeperOutput.Ask> adrift = new ArrayList<>();

        private final Deque<KeeperInput> inbox = new ArrayDeque<>();
        private Instant now = Instant.EPOCH;
        private boolean closed;
        private boolean finished;

        History(long seed) {
            random = new Random(seed);
        }

        void play(int steps) {
            for (int i = 0; i < steps; i++) {
                int what = random.nextInt(20);
                if (what < 9) {
                    want(i);
                } else if (what == 9) {
                    feed(new KeeperInput.Overdue("no answer"));
                } else if (what == 10 && !adrift.isEmpty()) {
                    KeeperOutput.Ask late = adrift.remove(random.nextInt(adrift.size()));
                    CommitOutcome outcome = store.commit(late.changes());
                    if (random.nextBoolean()) {
                        inbox.add(new KeeperInput.Answered(late.number(), outcome));
                    }
                } else if (!inbox.isEmpty()) {
                    feed(inbox.remove());
                }
                now = now.plusSeconds(1);
            }
            closed = true;
            feed(new KeeperInput.Closing());
            for (int i = 0; i < 10_000 && !finished; i++) {
                if (inbox.isEmpty()) {
                    feed(new KeeperInput.Overdue("no answer"));
                } else {
                    feed(inbox.remove());
                }
            }
        }

        private void want(long ticket) {
            JournalEntry entry = switch (random.nextInt(4)) {
                case 0 -> new JournalEntry.Lease(now, Duration.ofDays(7), Map.of());
                case 1 -> end(random.nextInt(30), now);
                default -> end((int) ticket + 1000, now);
            };
            wanted.put(ticket, entry);
            feed(new KeeperInput.Wanted(ticket, entry));
        }

        private void feed(KeeperInput input) {
            keeper.step(now, input)
                    .forEach(output -> output.match(new KeeperOutput.Cases<Boolean>() {
                        @Override
                        public Boolean ask(KeeperOutput.Ask ask) {
                            int what = random.nextInt(10);
                            if (what < 5) {
                                inbox.add(new KeeperInput.Answered(ask.number(), store.commit(ask.changes())));
                            } else if (what < 7) {
                                store.commit(ask.changes());
                                inbox.add(new KeeperInput.Answered(ask.number(), new CommitOutcome.Unknown("lost")));
                            } else if (what < 9) {
                                adrift.add(ask);
                                inbox.add(new KeeperInput.Answered(ask.number(), new CommitOutcome.Unknown("lost")));
                            } else if (random.nextBoolean()) {
                                adrift.add(ask);
                            } else {
                                inbox.add(
                                        new KeeperInput.Answered(ask.number(), new CommitOutcome.Refused("no leave")));
                            }
                            return true;
                        }

                        @Override
                        public Boolean look(KeeperOutput.Look look) {
                            int what = random.nextInt(6);
                            inbox.add(what < 2 ? new KeeperInput.Unseen("no leave", what == 0) : store.seen());
                            return true;
                        }

                        @Override
                        public Boolean done(KeeperOutput.Done told) {
                            told.tickets()
                                    .forEach(ticket ->
                                            assertThat(done.add(ticket)).isTrue());
                            List<LaunchId> there = store.launches();
                            told.tickets().stream()
                                    .map(wanted::get)
                                    .filter(JournalEntry.Acknowledged.class::isInstance)
                                    .forEach(entry ->
                                            assertThat(there).contains(((JournalEntry.Acknowledged) entry).launch()));
                            return true;
                        }

                        @Override
                        public Boolean failed(KeeperOutput.Failed told) {
                            // For want of an answer nothing is given up while the journal is open.
                            assertThat(told.why())
                                    .isIn(closed ? List.of("no answer", "no leave") : List.of("no leave"));
                            told.tickets()
                                    .forEach(ticket ->
                                            assertThat(failed.add(ticket)).isTrue());
                            return true;
                        }

                        @Override
                        public Boolean lost() {
                            throw new AssertionError("nobody took it over");
                        }

                        @Override
                        public Boolean finished() {
                            finished = true;
                            return true;
                        }
                    }));
        }
    }

    @Property(tries = 500)
    void nothing_is_written_twice_and_what_is_done_is_there(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int steps) {
        History history = new History(seed);
        history.play(steps);

        assertThat(history.finished).isTrue();
        assertThat(history.store.launches()).doesNotHaveDuplicates();
        Set<Long> answered = new HashSet<>(history.done);
        answered.addAll(history.failed);
        assertThat(answered).isEqualTo(history.wanted.keySet());
        assertThat(history.done).noneMatch(history.failed::contains);
        Optional<JournalEntry.Lease> last = history.done.stream()
                .sorted()
                .map(history.wanted::get)
                .filter(JournalEntry.Lease.class::isInstance)
                .map(JournalEntry.Lease.class::cast)
                .reduce((first, second) -> second);
        last.ifPresent(lease -> assertThat(history.store
                        .image()
                        .state()
                        .ofFramework()
                        .lease()
                        .orElseThrow()
                        .seen())
                .isAfterOrEqualTo(lease.seen()));
    }

    @Test
    void nothing_is_given_up_however_long_there_is_no_answer() {
        Store store = new Store(LAYOUT, FENCE);
        Keeper keeper = new Keeper(LAYOUT, FENCE, EPOCH, store.image());
        Instant now = Instant.EPOCH;
        KeeperOutput.Ask ask = (KeeperOutput.Ask)
                keeper.step(now, new KeeperInput.Wanted(1, end(1, now))).get(0);
        for (int minute = 1; minute < 600; minute++) {
            now = now.plus(Duration.ofMinutes(1));
            keeper.step(now, new KeeperInput.Wanted(minute + 1, end(minute + 1, now)));
            assertThat(keeper.step(now, new KeeperInput.Overdue("no answer")))
                    .as("the same once more")
                    .containsExactly(new KeeperOutput.Ask(ask.number(), ask.changes(), true));
        }
        List<KeeperOutput> then = keeper.step(now, new KeeperInput.Answered(ask.number(), store.commit(ask.changes())));
        KeeperOutput.Ask rest = (KeeperOutput.Ask) then.get(1);
        keeper.step(now, new KeeperInput.Answered(rest.number(), store.commit(rest.changes())));
        assertThat(store.launches()).hasSize(600);
    }

    @Test
    void who_closes_gives_up() {
        Store store = new Store(LAYOUT, FENCE);
        Keeper keeper = new Keeper(LAYOUT, FENCE, EPOCH, store.image());
        keeper.step(Instant.EPOCH, new KeeperInput.Wanted(1, end(1, Instant.EPOCH)));
        keeper.step(Instant.EPOCH, new KeeperInput.Closing());
        assertThat(keeper.step(Instant.EPOCH, new KeeperInput.Overdue("no answer")))
                .containsExactly(new KeeperOutput.Failed(List.of(1L), "no answer"), new KeeperOutput.Finished());
    }

    @Test
    void what_is_wanted_meanwhile_goes_together() {
        Store store = new Store(LAYOUT, FENCE);
        Keeper keeper = new Keeper(LAYOUT, FENCE, EPOCH, store.image());
        List<KeeperOutput> first = keeper.step(Instant.EPOCH, new KeeperInput.Wanted(1, end(1, Instant.EPOCH)));
        for (int i = 2; i <= 100; i++) {
            assertThat(keeper.step(Instant.EPOCH, new KeeperInput.Wanted(i, end(i, Instant.EPOCH))))
                    .isEmpty();
        }
        KeeperOutput.Ask ask = (KeeperOutput.Ask) first.get(0);
        List<KeeperOutput> then =
                keeper.step(Instant.EPOCH, new KeeperInput.Answered(ask.number(), store.commit(ask.changes())));
        KeeperOutput.Ask second = (KeeperOutput.Ask) then.get(1);
        keeper.step(Instant.EPOCH, new KeeperInput.Answered(second.number(), store.commit(second.changes())));

        assertThat(store.commits).isEqualTo(2);
        assertThat(store.launches()).hasSize(100);
    }

    @Test
    void what_is_over_is_forgotten_and_nothing_sooner() {
        Store store = new Store(LAYOUT, FENCE);
        Keeper keeper = new Keeper(LAYOUT, FENCE, EPOCH, store.image());
        Instant now = Instant.EPOCH;
        long ticket = 0;
        for (int hour = 0; hour < 60; hour++) {
            for (int i = 0; i < 100; i++) {
                ticket++;
                for (KeeperOutput output : keeper.step(now, new KeeperInput.Wanted(ticket, end((int) ticket, now)))) {
                    if (output instanceof KeeperOutput.Ask ask) {
                        keeper.step(now, new KeeperInput.Answered(ask.number(), store.commit(ask.changes())));
                    }
                }
            }
            now = now.plus(Duration.ofHours(1));
        }
        Instant oldest = now.minus(Journal.RETENTION);
        JournalSnapshot left = store.image().recollection().ofFramework();
        assertThat(left.acknowledged().values().stream().filter(at -> !at.isBefore(oldest)))
                .hasSize(24 * 100);
        assertThat(left.acknowledged().size()).isLessThan(32 * 100);
        assertThat(store.image().chunks())
                .allSatisfy(chunk -> assertThat(chunk.bytes()).isLessThan(Commit.CHUNK_BYTES + 1000));
    }

    @Test
    void a_fence_ends_it_and_everything_that_waits() {
        Store store = new Store(LAYOUT, FENCE);
        Keeper keeper = new Keeper(LAYOUT, FENCE, EPOCH, store.image());
        KeeperOutput.Ask ask =
                (KeeperOutput.Ask) keeper.step(Instant.EPOCH, new KeeperInput.Wanted(1, end(1, Instant.EPOCH)))
                        .get(0);
        keeper.step(Instant.EPOCH, new KeeperInput.Wanted(2, end(2, Instant.EPOCH)));
        store.znodes.put(FENCE.path(), new Store.Znode("", FENCE.version() + 1));

        assertThat(keeper.step(Instant.EPOCH, new KeeperInput.Answered(ask.number(), store.commit(ask.changes()))))
                .containsExactly(new KeeperOutput.Failed(List.of(1L, 2L), Keeper.TAKEN), new KeeperOutput.Lost());
        assertThat(keeper.step(Instant.EPOCH, new KeeperInput.Wanted(3, end(3, Instant.EPOCH))))
                .containsExactly(new KeeperOutput.Failed(List.of(3L), Keeper.TAKEN));
        assertThat(store.launches()).isEmpty();
    }

    @Test
    void what_something_else_has_changed_is_left_alone_and_the_next_is_written() {
        Store store = new Store(LAYOUT, FENCE);
        Keeper keeper = new Keeper(LAYOUT, FENCE, EPOCH, store.image());
        String state = ZnodeText.write(LAYOUT, ZnodeText.State.NOTHING);
        store.znodes.put(LAYOUT.state(), new Store.Znode(state, 9));

        KeeperOutput.Ask ask =
                (KeeperOutput.Ask) keeper.step(Instant.EPOCH, new KeeperInput.Wanted(1, end(1, Instant.EPOCH)))
                        .get(0);
        assertThat(keeper.step(Instant.EPOCH, new KeeperInput.Answered(ask.number(), store.commit(ask.changes()))))
                .containsExactly(new KeeperOutput.Look(false));
        assertThat(keeper.step(Instant.EPOCH, store.seen()).get(0)).isInstanceOf(KeeperOutput.Failed.class);

        KeeperOutput.Ask next =
                (KeeperOutput.Ask) keeper.step(Instant.EPOCH, new KeeperInput.Wanted(2, end(2, Instant.EPOCH)))
                        .get(0);
        assertThat(store.commit(next.changes())).isEqualTo(new CommitOutcome.Applied());
    }
}
