package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text format of a journal's znodes: a first line with the version, then one line for each item. */
final class ZnodeText {

    /** Of what a version knows that knows of no master. */
    static final String HEADER = "isthmus-journal 1";
    /** Of a master's: such a version says so when it meets one. */
    private static final String MASTER_HEADER = "isthmus-journal 2";

    private static final String ANY_VERSION = "isthmus-journal ";
    private static final Pattern EPOCH = Pattern.compile("epoch ([1-9][0-9]{0,17}) (\\S+)");
    private static final Pattern WRITTEN = Pattern.compile("written ([0-9]{1,18}) ([0-9]{1,18})");

    private static final String WITHOUT =
            "then ends that were not acknowledged are told only when the framework reconciles, ends of the last"
                    + " hour may come a second time at the restart after this one, failover_timeout counts anew, and an id that was torn down"
                    + " registers again";

    private ZnodeText() {}

    /**
     * Which write was the last: so that one whose answer was lost is known by whoever looks.
     *
     * @param epoch of which opening; 0 if there was none yet
     * @param number which of its writes, from 1 on
     */
    record Written(long epoch, long number) {
        static final Written NOTHING = new Written(0, 0);
    }

    /**
     * What the znode {@code state} says.
     *
     * @param content of a framework, its lease and its removal; of a master, weights, quotas and maintenance
     */
    record State(Written written, JournalContent content) {
        static final State NOTHING = new State(Written.NOTHING, JournalContent.NOTHING);
    }

    /**
     * What the znode of the epoch says.
     *
     * @param opening tells this opening from all others
     */
    record EpochSign(Epoch epoch, String opening) {}

    static String write(Layout layout, EpochSign sign) {
        return header(layout) + "\nepoch " + sign.epoch() + " " + sign.opening() + "\n";
    }

    static EpochSign readEpoch(String path, String text) {
        List<String> lines = lines(path, text);
        Matcher epoch = EPOCH.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!epoch.matches()) {
            throw damaged(path, "its second line is no epoch");
        }
        return new EpochSign(new Epoch(Long.parseLong(epoch.group(1))), epoch.group(2));
    }

    static String write(Layout layout, State state) {
        return header(layout) + "\nwritten " + state.written().epoch() + " "
                + state.written().number() + "\n" + lines(state.content().facts());
    }

    private static String header(Layout layout) {
        return layout.isOfMaster() ? MASTER_HEADER : HEADER;
    }

    private static String lines(List<? extends JournalFact> facts) {
        StringBuilder text = new StringBuilder();
        facts.forEach(fact -> text.append(line(fact)));
        return text.toString();
    }

    static State readState(String path, String text) {
        List<String> lines = lines(path, text);
        Matcher written = WRITTEN.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!written.matches()) {
            throw damaged(path, "its second line does not say which write was the last");
        }
        return new State(
                new Written(Long.parseLong(written.group(1)), Long.parseLong(written.group(2))),
                JournalContent.of(facts(path, lines.subList(1, lines.size()))));
    }

    /** How a fact stands in its znode. */
    static String line(JournalFact fact) {
        return EntryCodec.write(fact) + "\n";
    }

    static String write(Layout layout, List<? extends JournalFact> facts) {
        return header(layout) + "\n" + lines(facts);
    }

    /** What a znode says that has nothing but facts. */
    static List<JournalFact> readFacts(String path, String text) {
        return facts(path, lines(path, text));
    }

    private static List<JournalFact> facts(String path, List<String> lines) {
        List<JournalFact> facts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!EntryCodec.isWhole(line)) {
                throw damaged(path, "the checksum of entry " + (i + 1) + " is wrong");
            }
            try {
                facts.add(EntryCodec.read(line));
            } catch (IllegalArgumentException e) {
                // Its checksum is right: somebody meant it.
                throw newer(path, "entry " + (i + 1) + ": " + e.getMessage());
            }
        }
        return facts;
    }

    /** The lines after the first. */
    private static List<String> lines(String path, String text) {
        List<String> lines = text.lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        String header = Layout.isOfMaster(path) ? MASTER_HEADER : HEADER;
        if (first.equals(header)) {
            return lines.subList(1, lines.size());
        }
        if (first.startsWith(ANY_VERSION)) {
            throw newer(path, "its first line is '" + first + "', and this version reads '" + header + "'");
        }
        throw damaged(path, "its first line is not '" + header + "'");
    }

    private static JournalException damaged(String path, String what) {
        return new JournalException("The znode " + path + " is no part of a journal, or damaged: " + what
                + ". Mend it, or take the journal's znodes away, or set " + ZooKeeperJournalProvider.SERVERS.name()
                + " to a path of its own: " + WITHOUT);
    }

    private static JournalException newer(String path, String what) {
        return new JournalException("The znode " + path + " was written by a newer version of Isthmus (" + what
                + "). Use that version, or take the journal's znodes away: " + WITHOUT);
    }
}
