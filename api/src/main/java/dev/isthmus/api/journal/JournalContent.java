package dev.isthmus.api.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in a journal, whoever it is of: what stores one need not know more.
 *
 * @param ofFramework nothing in a master's journal
 * @param ofMaster nothing in a framework's
 */
public record JournalContent(JournalSnapshot ofFramework, MasterJournalSnapshot ofMaster) {

    /** Of a journal in which nothing was written. */
    public static final JournalContent NOTHING =
            new JournalContent(JournalSnapshot.NOTHING, MasterJournalSnapshot.NOTHING);

    /** What all this, in its order, comes to. */
    public static JournalContent of(Iterable<? extends JournalFact> facts) {
        MasterTally.OfFramework own = new MasterTally.OfFramework();
        MasterTally tally = new MasterTally();
        facts.forEach(fact -> fact.fold(
                entry -> {
                    own.add(entry);
                    return true;
                },
                entry -> {
                    tally.add(entry);
                    return true;
                }));
        return new JournalContent(own.snapshot(), tally.snapshot());
    }

    /** The fewest facts that come to this. */
    public List<JournalFact> facts() {
        List<JournalFact> facts = new ArrayList<>(ofFramework.entries());
        facts.addAll(ofMaster.entries());
        return facts;
    }

    /** This without what need not be kept in it any more (R-JN-10). The journal of a framework that is no more is deleted as a whole. */
    public JournalContent kept(Instant now) {
        return new JournalContent(ofFramework.since(now.minus(Journal.RETENTION)), ofMaster.kept(now));
    }
}
