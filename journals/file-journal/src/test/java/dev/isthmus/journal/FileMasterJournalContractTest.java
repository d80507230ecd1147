package dev.isthmus.journal;

import dev.isthmus.testkit.contract.journal.ExaminedJournals;
import dev.isthmus.testkit.contract.journal.MasterJournalContract;
import java.io.IOException;

/** The journal in a file keeps the contract. */
class FileMasterJournalContractTest extends MasterJournalContract {

    @Override
    protected ExaminedJournals journals() throws IOException {
        return new ExaminedFiles();
    }
}
