package dev.isthmus.master.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.RecalledJournal;

/** Is told what becomes of journals; on any thread. It must return quickly and not throw. */
public interface JournalListener {

    /** The journal of a framework is open. */
    void opened(FrameworkId framework, RecalledJournal journal);

    /** It cannot be opened. */
    void failed(FrameworkId framework, String why);

    /** No other master has it. */
    void stands(FrameworkId framework, Epoch seen);
}
