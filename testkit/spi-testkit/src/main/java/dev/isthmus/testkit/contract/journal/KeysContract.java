package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.testkit.generate.IdentityArbitraries;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rule for whose journal is whose: R-JN-09 of {@code docs/spec.md}. Inherit {@link JournalContract}, which has it with all others. */
@Timeout(60)
public abstract class KeysContract extends RecallContract {

    /** What an id easily becomes where it is made the name of a file, or the key of a table. */
    private static final List<UnaryOperator<String>> LIKENESSES = List.of(
            id -> id.toUpperCase(Locale.ROOT),
            id -> id.toLowerCase(Locale.ROOT),
            id -> id.replaceAll("\\W", "_"),
            id -> URLEncoder.encode(id, StandardCharsets.UTF_8),
            id -> id + " ",
            id -> id + "/",
            id -> "./" + id,
            id -> id + ".journal");

    KeysContract() {}

    /** Ids that are easily taken for each other where they become the name of a file, or the key of a table. */
    @Provide
    Arbitrary<List<FrameworkId>> likeIds() {
        Arbitrary<List<String>> like = Combinators.combine(IdentityArbitraries.texts(), Arbitraries.of(LIKENESSES))
                .as((id, likeness) -> List.of(id, likeness.apply(id)));
        Arbitrary<List<String>> longOnes = IdentityArbitraries.texts()
                .map(id -> id.repeat(300 / id.length() + 1))
                .map(id -> List.of(id + "1", id + "2"));
        return Arbitraries.frequencyOf(Tuple.of(3, like), Tuple.of(1, longOnes))
                .filter(ids -> !ids.get(0).equals(ids.get(1)))
                .map(ids -> ids.stream().map(FrameworkId::new).toList());
    }

    /** R-JN-09. If it fails: the name of the framework is cut, folded or changed where the journal is kept; or its cluster is left out. */
    @Property(tries = FewerHistories.MOST, edgeCases = EdgeCasesMode.NONE)
    public void required_JN09_keys_frameworks_whose_ids_differ_have_journals_of_their_own(
            @ForAll("likeIds") List<FrameworkId> ids) throws Exception {
        examine(scene -> requireApart(
                "R-JN-09", scene, new JournalKey("default", ids.get(0)), new JournalKey("default", ids.get(1))));
    }

    /** R-JN-09. If it fails: two ids come to the same name where the journal is kept. Encode what it does not allow, and hash what is too long. */
    @Test
    public void required_JN09_keys_ids_that_look_alike_have_journals_of_their_own() throws Exception {
        String id = "Web/App 1*\u00e9";
        List<String> likes =
                new ArrayList<>(LIKENESSES.stream().map(like -> like.apply(id)).toList());
        likes.add(id.repeat(40));
        likes.add(id.repeat(40) + "1");
        for (int i = 0; i < likes.size(); i++) {
            String other = i == likes.size() - 1 ? likes.get(i - 1) : id;
            JournalKey one = new JournalKey("default", new FrameworkId(likes.get(i)));
            examine(scene -> requireApart("R-JN-09", scene, one, new JournalKey("default", new FrameworkId(other))));
        }
    }

    /** R-JN-09. If it fails: the cluster is left out where the journal is kept, or put together with the framework's id. */
    @Test
    public void required_JN09_keys_one_framework_on_two_clusters_has_two() throws Exception {
        examine(scene -> requireApart(
                "R-JN-09",
                scene,
                new JournalKey("a", new FrameworkId("b/c")),
                new JournalKey("a/b", new FrameworkId("c"))));
        examine(scene -> requireApart(
                "R-JN-09",
                scene,
                new JournalKey("production", JournalScene.FRAMEWORK),
                new JournalKey("default", JournalScene.FRAMEWORK)));
    }

    static void requireApart(String rule, JournalScene scene, JournalKey one, JournalKey other) {
        ExaminedJournal first = scene.open(one);
        JournalEntry entry = scene.lease(JournalScene.WEEK);
        scene.requireWritten(rule, entry, first.write(entry));
        ExaminedJournal second = scene.open(other);
        require(
                second.recall().entries().isEmpty(),
                rule,
                "the journal of " + other + " recalled " + second.recall().entries() + ", which was written to that of "
                        + one);
        scene.written(second, scene.end(1));
        scene.written(first, scene.end(2));
        require(
                first.timesTold() == 0,
                rule,
                "the journal of " + one + " was told to be taken over when that of " + other + " was opened");
        first.close();
        requireRecalled(rule, "that of " + other + " was opened", scene.open(one), entry);
    }
}
