package dev.isthmus.testkit.contract.journal;

import dev.isthmus.testkit.memory.MemoryJournals;

/** Those of masters too. */
class MemoryMasterJournalsContractTest extends MasterJournalContract {

    @Override
    protected ExaminedJournals journals() {
        return new ExaminedMemoryJournals(new MemoryJournals());
    }
}
