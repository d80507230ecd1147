package dev.isthmus.testkit.contract.journal;

import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.testkit.contract.ContractSuite;
import dev.isthmus.testkit.contract.HeldRules;
import dev.isthmus.testkit.time.ManualClock;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.PropagationMode;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the suites for journals have in common: say {@link #journals} and inherit {@link JournalContract}. Rules are numbered in {@code
 * docs/spec.md}; a failure begins with the number of the rule, and the Javadoc of the test says what to look at.
 *
 * <p>Some tests are properties of jqwik, so both engines, Jupiter and jqwik, have to be there. Each is tried up to forty times, or as often as the system
 * property {@code isthmus.journal.histories} says, which may say less.
 */
@AddLifecycleHook(value = HeldRules.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
@AddLifecycleHook(value = FewerHistories.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
@ExtendWith(HeldRules.class)
public abstract class JournalExamination implements ContractSuite {

    private String words = "";

    /** For subclasses. */
    protected JournalExamination() {}

    /** A place without journals. Asked for often: each try of each test has its own. */
    protected abstract ExaminedJournals journals() throws Exception;

    /** Whose journal is examined: that of a framework, unless {@link MasterJournalContract} says otherwise. */
    JournalKey examined() {
        return new JournalKey("default", JournalScene.FRAMEWORK);
    }

    /** What is tried with the journals of one place. */
    @FunctionalInterface
    interface Examination {
        void run(JournalScene scene) throws Exception;
    }

    @Override
    public final String examinedInWords() {
        return words;
    }

    final void examine(Examination examination) throws Exception {
        try (JournalScene scene = new JournalScene(new ManualClock(), journals(), examined())) {
            words = "journal '" + scene.place().provider().name() + "', "
                    + scene.place().provider().getClass().getName();
            examination.run(scene);
        }
    }
}
