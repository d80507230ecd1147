package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.journal.zookeeper.znode.AwaitedAnswers;
import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.JournalZnodes;
import dev.isthmus.journal.zookeeper.znode.Layout;
import dev.isthmus.zookeeper.Ensemble;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Takes the next epoch of a journal, and reads the journal. Only one opening can set the znode of the epoch at the version at which it was
 * read; from then on no earlier one can write, as each write checks that version. So what is read after that does not change any more.
 */
final class Opening {

    /**
     * A journal that was taken.
     *
     * @param fence what holds until a newer opening comes
     */
    record Opened(Change.Check fence, Epoch epoch, boolean tookOver, Image image) {}

    private final JournalZnodes znodes;
    private final Layout layout;
    private final JournalKey key;
    private final Ensemble ensemble;
    private final InstantSource clock;
    private final AwaitedAnswers answers;
    private final String id = UUID.randomUUID().toString();
    /** Whether somebody had it when it was last tried to take it. */
    private boolean held;

    Opening(
            JournalZnodes znodes,
            Layout layout,
            JournalKey key,
            Ensemble ensemble,
            InstantSource clock,
            Duration patience) {
        this.znodes = znodes;
        this.layout = layout;
        this.key = key;
        this.ensemble = ensemble;
        this.clock = clock;
        this.answers = new AwaitedAnswers(
                patience,
                "there is no answer. See that the servers of " + ZooKeeperJournalProvider.SERVERS.name()
                        + " are right, run, and can be reached from here",
                this::failure);
    }

    /**
     * Blocks.
     *
     * @throws JournalException if it cannot be taken or read, or another has taken it meanwhile
     */
    Opened open() {
        String parent = "";
        for (String name : layout.cluster().substring(1).split("/", -1)) {
            String path = parent + "/" + name;
            require(() -> znodes.ensure(path));
            parent = path;
        }
        Change.Check fence = null;
        Epoch epoch = null;
        while (fence == null || epoch == null) {
            answers.get(() -> znodes.sync(layout.directory()));
            List<String> children =
                    answers.get(() -> znodes.children(layout.directory())).orElse(List.of());
            Optional<String> name = Layout.epoch(children);
            if (name.isEmpty()) {
                begin(children);
                continue;
            }
            String path = layout.child(name.get());
            Optional<JournalZnodes.Znode> found = answers.get(() -> znodes.read(path));
            if (found.isEmpty()) {
                continue;
            }
            ZnodeText.EpochSign sign = ZnodeText.readEpoch(path, found.get().text());
            if (sign.opening().equals(id)) {
                fence = new Change.Check(path, found.get().version());
                epoch = sign.epoch();
            } else {
                // What this version cannot read is left to whoever has it.
                answers.get(() -> znodes.read(layout.state()))
                        .ifPresent(state -> ZnodeText.readState(layout.state(), state.text()));
                take(path, found.get().version(), sign.epoch(), children.contains(Layout.HOLDER));
            }
        }
        return new Opened(fence, epoch, held, read(fence));
    }

    /** Nobody has ever had it; or somebody has taken some of its znodes away. */
    private void begin(List<String> children) {
        List<Change> changes = new ArrayList<>();
        Optional<JournalZnodes.Znode> directory = answers.get(() -> znodes.read(layout.directory()));
        // Of two that begin it, one alone can do the first.
        changes.add(directory
                .<Change>map(there -> new Change.Put(layout.directory(), there.text(), there.version()))
                .orElseGet(() -> new Change.Create(layout.directory(), "", false)));
        // The numbers of versions begin anew with it: its name is no other's, so that nobody's fence from before fits.
        String path = layout.child(Layout.EPOCH + UUID.randomUUID());
        changes.add(new Change.Create(path, ZnodeText.write(layout, sign(0)), false));
        if (!children.contains(Layout.STATE)) {
            changes.add(new Change.Create(layout.state(), ZnodeText.write(layout, ZnodeText.State.NOTHING), false));
        }
        hold(changes, children.contains(Layout.HOLDER));
        attempt(changes);
    }

    private void take(String path, int version, Epoch before, boolean holder) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Put(path, ZnodeText.write(layout, sign(before.number())), version));
        hold(changes, holder);
        attempt(changes);
    }

    private void hold(List<Change> changes, boolean holder) {
        held = holder;
        if (holder) {
            changes.add(new Change.Delete(layout.holder(), Change.ANY));
        }
        changes.add(new Change.Create(layout.holder(), id, true));
    }

    /** Higher than before, and than in any journal that the framework had elsewhere. */
    private ZnodeText.EpochSign sign(long before) {
        return new ZnodeText.EpochSign(
                new Epoch(Math.max(before + 1, clock.instant().getEpochSecond())), id);
    }

    /** Whether it came to anything is seen by who looks. */
    private void attempt(List<Change> changes) {
        isDone(znodes.commit(changes));
    }

    private void require(Supplier<CompletionStage<CommitOutcome>> call) {
        while (!isDone(call.get())) {
            answers.pause();
        }
    }

    /** Whether it was; pauses where nobody knows. */
    private boolean isDone(CompletionStage<CommitOutcome> call) {
        return answers.outcome(call).match(new CommitOutcome.Cases<Boolean>() {
            @Override
            public Boolean applied() {
                return true;
            }

            @Override
            public Boolean rejected(CommitOutcome.Rejected rejected) {
                return false;
            }

            @Override
            public Boolean refused(CommitOutcome.Refused refused) {
                throw failure(refused.why());
            }

            @Override
            public Boolean unknown(CommitOutcome.Unknown unknown) {
                answers.pause();
                return false;
            }
        });
    }

    private Image read(Change.Check fence) {
        while (true) {
            List<String> children =
                    answers.get(() -> znodes.children(layout.directory())).orElse(List.of());
            Map<Long, CompletionStage<Optional<JournalZnodes.Znode>>> reads = new LinkedHashMap<>();
            // All at once: one after the other, a day's would take seconds.
            Layout.numbers(children).forEach(number -> reads.put(number, znodes.read(layout.ends(number))));
            List<Image.Chunk> chunks = new ArrayList<>();
            reads.forEach((number, first) -> answers.get(first, () -> znodes.read(layout.ends(number)))
                    .ifPresent(znode ->
                            chunks.add(Image.Chunk.read(number, znode.version(), layout.ends(number), znode.text()))));
            SortedMap<Integer, Image.Cell> cells = cells(children);
            Optional<JournalZnodes.Znode> state = answers.get(() -> znodes.read(layout.state()));
            int version = state.map(JournalZnodes.Znode::version).orElse(Image.ABSENT);
            ZnodeText.State says = state.map(znode -> ZnodeText.readState(layout.state(), znode.text()))
                    .orElse(ZnodeText.State.NOTHING);
            boolean stands = answers.get(() -> znodes.watch(fence.path()))
                    .filter(znode -> znode.version() == fence.version())
                    .isPresent();
            if (!stands) {
                throw new JournalException("The journal of " + key + " in ZooKeeper at " + ensemble.hosts()
                        + " was taken over by another driver while this one opened it. That one has the framework now; if it should not"
                        + " be there, stop it and start this one again");
            }
            if (chunks.size() == reads.size()) {
                return new Image(version, says.content(), cells, chunks);
            }
        }
    }

    private SortedMap<Integer, Image.Cell> cells(List<String> children) {
        SortedMap<Integer, CompletionStage<Optional<JournalZnodes.Znode>>> reads = new TreeMap<>();
        Layout.cells(children).forEach(cell -> reads.put(cell, znodes.read(layout.frameworks(cell))));
        SortedMap<Integer, Image.Cell> cells = new TreeMap<>();
        reads.forEach((cell, first) -> answers.get(first, () -> znodes.read(layout.frameworks(cell)))
                .ifPresent(znode -> cells.put(
                        cell,
                        Image.Cell.read(
                                znode.version(),
                                ZnodeText.readFacts(layout.frameworks(cell), znode.text()),
                                znode.text()))));
        return cells;
    }

    /**
     * What is there, of whomever it is and without taking it. It may change while it is read: one znode at a time is as it was.
     *
     * @throws JournalException if it cannot be read
     */
    JournalContent look() {
        answers.get(() -> znodes.sync(layout.directory()));
        List<String> children =
                answers.get(() -> znodes.children(layout.directory())).orElse(List.of());
        List<JournalFact> facts = new ArrayList<>();
        answers.get(() -> znodes.read(layout.state()))
                .ifPresent(state -> facts.addAll(ZnodeText.readState(layout.state(), state.text())
                        .content()
                        .facts()));
        cells(children).values().forEach(cell -> facts.addAll(cell.entries()));
        for (long number : Layout.numbers(children)) {
            answers.get(() -> znodes.read(layout.ends(number)))
                    .ifPresent(znode -> facts.addAll(ZnodeText.readFacts(layout.ends(number), znode.text())));
        }
        return JournalContent.of(facts);
    }

    /**
     * Whether somebody has it open, or had until its session ends.
     *
     * @throws JournalException if that cannot be read
     */
    boolean isHeld() {
        answers.get(() -> znodes.sync(layout.directory()));
        return answers.get(() -> znodes.children(layout.directory()))
                .orElse(List.of())
                .contains(Layout.HOLDER);
    }

    private JournalException failure(String why) {
        return new JournalException("The journal of " + key + " in ZooKeeper at " + ensemble.hosts() + ", "
                + layout.directory() + ", cannot be opened: " + why);
    }
}
