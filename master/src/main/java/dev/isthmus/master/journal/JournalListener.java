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

    /** A framework that was sought is with a driver of its own, and is left to it. */
    void takenOver(FrameworkId framework);

    /** A framework that was sought is nowhere. */
    void gone(FrameworkId framework);

    /** No other master has it. */
    void stands(FrameworkId framework, Epoch seen);
}
