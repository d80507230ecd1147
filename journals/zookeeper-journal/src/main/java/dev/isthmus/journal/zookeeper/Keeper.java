package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.journal.zookeeper.znode.Change;
import dev.isthmus.journal.zookeeper.znode.CommitOutcome;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to write, and finds out whether it was written. One commit is in flight at a time; later entries go with the next one.
 *
 * <p>Each commit is conditional on the version of {@code state} that this opening wrote last, and writes its own number there. So a commit
 * whose answer was lost is sent again unchanged: of several attempts only one can be applied, and if one fails because {@code state} has
 * changed, the number there says whether an earlier attempt was applied. The same holds for a commit that was given up: either it is
 * applied, or the next one, which expects the same version. Nothing is written twice, and nothing is reported as durable that is not. While
 * the journal is open, no commit is given up for want of an answer, however long it takes.
 */
final class Keeper {

    static final String TAKEN = "another driver has taken the journal over";
    private static final String CLOSED = "the journal is closed";
    private static final String CHANGED = "something other than a driver has changed its znodes. Leave them alone";

    private final Layout layout;
    private final Change.Check fence;
    private final Epoch epoch;
    private final Deque<KeeperInput.Wanted> waiting = new ArrayDeque<>();
    private final Set<Image.EndKey> known;
    private Image image;
    private long number;
    /** What ZooKeeper was asked for last. */
    private @Nullable Commit underWay;
    /** Whether it has been asked for before, and the answer was lost. */
    private boolean again;
    /** What was given up since the last commit that was granted; one of them may yet be. */
    private final List<Commit> unsure = new ArrayList<>();
    /** Whether it was asked what state says. */
    private boolean looking;

    private boolean closing;
    private @Nullable String ended;

    /**
     * Writes nothing yet.
     *
     * @param fence what holds as long as this is the newest opening
     * @param image what the znodes hold
     */
    Keeper(Layout layout, Change.Check fence, Epoch epoch, Image image) {
        this.layout = layout;
        this.fence = fence;
        this.epoch = epoch;
        this.image = image;
        this.known = image.known();
    }

    /** Whether ZooKeeper is to answer something. */
    boolean isAsking() {
        return underWay != null;
    }

    List<KeeperOutput> step(Instant now, KeeperInput input) {
        List<KeeperOutput> outputs = new ArrayList<>();
        if (ended != null) {
            if (input instanceof KeeperInput.Wanted wanted) {
                outputs.add(new KeeperOutput.Failed(List.of(wanted.ticket()), ended));
            }
            return outputs;
        }
        input.match(new KeeperInput.Cases<Boolean>() {
            @Override
            public Boolean wanted(KeeperInput.Wanted wanted) {
                return accept(wanted, outputs);
            }

            @Override
            public Boolean answered(KeeperInput.Answered answered) {
                return answer(answered, outputs);
            }

            @Override
            public Boolean seen(KeeperInput.Seen seen) {
                return see(seen, outputs);
            }

            @Override
            public Boolean unseen(KeeperInput.Unseen unseen) {
                return doNotSee(unseen, outputs);
            }

            @Override
            public Boolean overdue(KeeperInput.Overdue overdue) {
                // Whoever closes cannot wait for ever; all others can: nothing is lost while there is hope.
                return closing ? giveUp(overdue.why(), outputs) : askAgain(outputs);
            }

            @Override
            public Boolean fenced() {
                return lose(outputs);
            }

            @Override
            public Boolean closing() {
                closing = true;
                return true;
            }
        });
        goOn(now, outputs);
        return outputs;
    }

    private boolean accept(KeeperInput.Wanted wanted, List<KeeperOutput> outputs) {
        if (closing) {
            return outputs.add(new KeeperOutput.Failed(List.of(wanted.ticket()), CLOSED));
        }
        int bytes = Image.length(EntryCodec.write(wanted.fact()));
        if (bytes > Commit.COMMIT_BYTES) {
            return outputs.add(new KeeperOutput.Failed(
                    List.of(wanted.ticket()),
                    "the entry has " + bytes + " bytes, and at most " + Commit.COMMIT_BYTES + " are kept of one"));
        }
        return waiting.add(wanted);
    }

    private boolean answer(KeeperInput.Answered answered, List<KeeperOutput> outputs) {
        if (underWay == null) {
            // Late. What it does not say, the next one learns.
            return answered.outcome() instanceof CommitOutcome.Applied
                    && unsure.stream()
                            .filter(given -> given.number() == answered.number())
                            .findFirst()
                            .map(this::adopt)
                            .isPresent();
        }
        return underWay.number() == answered.number() && !looking && answer(underWay, answered.outcome(), outputs);
    }

    private boolean answer(Commit asked, CommitOutcome outcome, List<KeeperOutput> outputs) {
        return outcome.match(new CommitOutcome.Cases<Boolean>() {
            @Override
            public Boolean applied() {
                return succeed(asked, outputs);
            }

            @Override
            public Boolean rejected(CommitOutcome.Rejected rejected) {
                if (rejected.index() == 0) {
                    return lose(outputs);
                }
                looking = true;
                return outputs.add(new KeeperOutput.Look(false));
            }

            @Override
            public Boolean refused(CommitOutcome.Refused refused) {
                underWay = null;
                if (again) {
                    unsure.add(asked);
                }
                return outputs.add(new KeeperOutput.Failed(asked.tickets(), refused.why()));
            }

            @Override
            public Boolean unknown(CommitOutcome.Unknown unknown) {
                return askAgain(outputs);
            }
        });
    }

    /** Of what was asked there is no answer, or none that says anything. */
    private boolean askAgain(List<KeeperOutput> outputs) {
        if (underWay == null) {
            return false;
        }
        if (looking) {
            return outputs.add(new KeeperOutput.Look(true));
        }
        again = true;
        return outputs.add(new KeeperOutput.Ask(underWay.number(), underWay.changes(), true));
    }

    private boolean succeed(Commit asked, List<KeeperOutput> outputs) {
        adopt(asked);
        underWay = null;
        return outputs.add(new KeeperOutput.Done(asked.tickets()));
    }

    private Commit adopt(Commit applied) {
        image = applied.after();
        known.addAll(applied.added());
        known.removeAll(applied.forgotten());
        unsure.clear();
        return applied;
    }

    /** Only who was rejected looks. */
    private boolean see(KeeperInput.Seen seen, List<KeeperOutput> outputs) {
        Commit asked = underWay;
        if (!looking || asked == null) {
            return false;
        }
        looking = false;
        if (isOf(seen, asked)) {
            return succeed(asked, outputs);
        }
        underWay = null;
        Optional<Commit> granted =
                unsure.stream().filter(given -> isOf(seen, given)).findFirst();
        if (granted.isPresent()) {
            adopt(granted.get());
            List<KeeperInput.Wanted> once = new ArrayList<>(asked.wanted());
            Collections.reverse(once);
            once.forEach(waiting::addFirst);
            return true;
        }
        image = image.estranged(seen.version());
        unsure.clear();
        return outputs.add(new KeeperOutput.Failed(asked.tickets(), CHANGED));
    }

    private boolean doNotSee(KeeperInput.Unseen unseen, List<KeeperOutput> outputs) {
        Commit asked = underWay;
        if (!looking || asked == null) {
            return false;
        }
        if (!unseen.lasting()) {
            return outputs.add(new KeeperOutput.Look(true));
        }
        looking = false;
        underWay = null;
        unsure.add(asked);
        return outputs.add(new KeeperOutput.Failed(asked.tickets(), unseen.why()));
    }

    private boolean isOf(KeeperInput.Seen seen, Commit commit) {
        return seen.written().equals(new ZnodeText.Written(epoch.number(), commit.number()));
    }

    private boolean giveUp(String why, List<KeeperOutput> outputs) {
        List<Long> tickets = new ArrayList<>();
        if (underWay != null) {
            tickets.addAll(underWay.tickets());
            unsure.add(underWay);
            underWay = null;
        }
        looking = false;
        waiting.forEach(wanted -> tickets.add(wanted.ticket()));
        waiting.clear();
        return tickets.isEmpty() || outputs.add(new KeeperOutput.Failed(tickets, why));
    }

    private boolean lose(List<KeeperOutput> outputs) {
        giveUp(TAKEN, outputs);
        ended = TAKEN;
        return outputs.add(new KeeperOutput.Lost());
    }

    private void goOn(Instant now, List<KeeperOutput> outputs) {
        if (ended != null || isAsking()) {
            return;
        }
        if (waiting.isEmpty()) {
            if (closing) {
                ended = CLOSED;
                outputs.add(new KeeperOutput.Finished());
            }
            return;
        }
        Commit next = new Commit.Builder(layout, image, known, now)
                .take(waiting)
                .build(fence, new ZnodeText.Written(epoch.number(), ++number));
        underWay = next;
        again = false;
        outputs.add(new KeeperOutput.Ask(next.number(), next.changes(), false));
    }
}
