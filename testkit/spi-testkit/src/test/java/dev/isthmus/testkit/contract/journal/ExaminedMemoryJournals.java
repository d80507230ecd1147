package dev.isthmus.testkit.contract.journal;

import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.memory.MemoryJournals;

/** Journals in memory, as the suite sees them. */
class ExaminedMemoryJournals implements ExaminedJournals {

    final MemoryJournals memory;

    ExaminedMemoryJournals(MemoryJournals memory) {
        this.memory = memory;
    }

    @Override
    public JournalProvider provider() {
        return memory;
    }

    @Override
    public Settings settings() {
        return Settings.none();
    }

    @Override
    public void failWrites() {
        memory.failWrites("the disk is full");
    }

    @Override
    public void restoreWrites() {
        memory.restoreWrites();
    }

    @Override
    public void fallSilent() {
        memory.holdWrites();
    }

    @Override
    public void answerAgain() {
        memory.releaseWrites();
    }

    @Override
    public void failReads() {
        memory.hideStanding();
    }

    @Override
    public void restoreReads() {
        memory.showStanding();
    }

    @Override
    public ExaminedJournals afterAPowerCut() {
        return new ExaminedMemoryJournals(memory.copy());
    }

    @Override
    public void close() {}
}
