package dev.isthmus.journal;

import dev.isthmus.testkit.contract.journal.ExaminedJournals;
import dev.isthmus.testkit.contract.journal.JournalContract;
import java.io.IOException;

/** The journal in a file keeps the contract. */
class FileJournalContractTest extends JournalContract {

    @Override
    protected ExaminedJournals journals() throws IOException {
        return new ExaminedFiles();
    }
}
