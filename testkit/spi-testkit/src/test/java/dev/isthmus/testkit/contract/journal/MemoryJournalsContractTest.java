package dev.isthmus.testkit.contract.journal;

import dev.isthmus.testkit.memory.MemoryJournals;

/** The journals in memory keep the contract. */
class MemoryJournalsContractTest extends JournalContract {

    @Override
    protected ExaminedJournals journals() {
        return new ExaminedMemoryJournals(new MemoryJournals());
    }
}
