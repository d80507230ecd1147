package dev.isthmus.journal.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.Recollection;
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

    /** Znodes in memory, and answers that get lost, come late, or both. */
    private static final class Store {

        private record Znode(String text, int version) {}

        private final Map<String, Znode> znodes = new HashMap<>();
        private int commits;

        Store() {
            znodes.put(FENCE.path(), new Znode("", FENCE.version()));
            znodes.put(LAYOUT.state(), new Znode(ZnodeText.write(ZnodeText.State.NOTHING), 0));
        }

        Outcome commit(List<Change> changes) {
            Map<String, Znode> before = new HashMap<>(znodes);
            for (int i = 0; i < changes.size(); i++) {
                if (!changes.get(i).match(new Applying())) {
                    znodes.clear();
                    znodes.putAll(before);
                    return new Outcome.Rejected(i, "no");
                }
            }
            commits++;
            return new Outcome.Applied();
        }

        private final class Applying implements Change.Cases<Boolean> {
            @Override
            public Boolean check(Change.Check check) {
                return isAt(check.path(), check.version());
            }

            @Override
            public Boolean set(Change.Put put) {
                return isAt(put.path(), put.version())
                        && znodes.put(put.path(), new Znode(put.text(), put.version() + 1)) != null;
            }

            @Override
            public Boolean create(Change.Create create) {
                return znodes.putIfAbsent(create.path(), new Znode(create.text(), 0)) == null;
            }

            @Override
            public Boolean delete(Change.Delete delete) {
                return isAt(delete.path(), delete.version()) && znodes.remove(delete.path()) != null;
            }

            private boolean isAt(String path, int version) {
                Znode znode = znodes.get(path);
                return znode != null && znode.version() == version;
            }
        }

        Image image() {
            Znode state = znodes.get(LAYOUT.state());
            ZnodeText.State says = ZnodeText.readState(LAYOUT.state(), state.text());
            List<Image.Chunk> chunks = Layout.numbers(znodes.keySet().stream()
                            .map(path -> path.substring(path.lastIndexOf('/') + 1))
                            .toList())
                    .stream()
                    .map(number -> {
                        Znode chunk = znodes.get(LAYOUT.ends(number));
                        return Image.Chunk.read(
                                number, chunk.version(), ZnodeText.readEnds(LAYOUT.ends(number), chunk.text()));
                    })
                    .toList();
            return new Image(state.version(), says.lease(), says.removed(), chunks);
        }

        KeeperInput seen() {
            Znode state = znodes.get(LAYOUT.state());
            return new KeeperInput.Seen(
                    state.version(),
                    ZnodeText.readState(LAYOUT.state(), state.text()).written());
        }

        /** How often each acknowledgement is there. */
        List<LaunchId> launches() {
            List<LaunchId> launches = new ArrayList<>();
            image().chunks().forEach(chunk -> chunk.ends().forEach(end -> launches.add(end.launch())));
            return launches;
        }
    }

    private static JournalEntry end(int number, Instant now) {
        return new JournalEntry.Acknowledged(
                LaunchId.of(new FrameworkId("framework"), new TaskId("task-" + number), "offer"), now);
    }

    /** One history of a keeper: what is wanted, what becomes of each asking, and when it is given up. */
    private static final class History {

        private final Random random;
        private final Store store = new Store();
        private final Keeper keeper = new Keeper(LAYOUT, FENCE, EPOCH, store.image());
        private final Map<Long, JournalEntry> wanted = new HashMap<>();
        private final Set<Long> done = new HashSet<>();
        private final Set<Long> failed = new HashSet<>();
        /** What was asked for, and may be carried out later, or never. */
        private final List<KeeperOutput.Ask> adrift = new ArrayList<>();

        private final Deque<KeeperInput> inbox = new ArrayDeque<>();
        private Instant now = Instant.EPOCH;
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
                    Outcome outcome = store.commit(late.changes());
                    if (random.nextBoolean()) {
                        inbox.add(new KeeperInput.Answered(late.number(), outcome));
                    }
                } else if (!inbox.isEmpty()) {
                    feed(inbox.remove());
                }
                now = now.plusSeconds(1);
            }
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
                                inbox.add(new KeeperInput.Answered(ask.number(), new Outcome.Unknown("lost")));
                            } else if (what < 9) {
                                adrift.add(ask);
                                inbox.add(new KeeperInput.Answered(ask.number(), new Outcome.Unknown("lost")));
                            } else {
                                adrift.add(ask);
                            }
                            return true;
                        }

                        @Override
                        public Boolean look(KeeperOutput.Look look) {
                            inbox.add(random.nextInt(3) == 0 ? new KeeperInput.Unseen("lost") : store.seen());
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
                            assertThat(told.why()).isEqualTo("no answer");
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
    void nothingIsWrittenTwiceAndWhatIsDoneIsThere(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int steps) {
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
        last.ifPresent(lease ->
                assertThat(history.store.image().lease().orElseThrow().seen()).isAfterOrEqualTo(lease.seen()));
    }

    @Test
    void whatIsWantedMeanwhileGoesTogether() {
        Store store = new Store();
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
    void whatIsOverIsForgottenAndNothingSooner() {
        Store store = new Store();
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
        Recollection left = store.image().recollection();
        assertThat(left.acknowledged().values().stream().filter(at -> !at.isBefore(oldest)))
                .hasSize(24 * 100);
        assertThat(left.acknowledged().size()).isLessThan(32 * 100);
        assertThat(store.image().chunks())
                .allSatisfy(chunk -> assertThat(chunk.bytes()).isLessThan(Commit.CHUNK_BYTES + 1000));
    }

    @Test
    void aFenceEndsItAndEverythingThatWaits() {
        Store store = new Store();
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
    void whatSomethingElseHasChangedIsLeftAloneAndTheNextIsWritten() {
        Store store = new Store();
        Keeper keeper = new Keeper(LAYOUT, FENCE, EPOCH, store.image());
        String state = ZnodeText.write(ZnodeText.State.NOTHING);
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
        assertThat(store.commit(next.changes())).isEqualTo(new Outcome.Applied());
    }
}
