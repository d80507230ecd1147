package dev.isthmus.simulation.master;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.simulation.driver.Surroundings;
import dev.isthmus.simulation.process.SimulatedProcess;
import java.util.List;

/** The journals of a world, as one process of a master has them. */
record MasterJournals(Surroundings around, SimulatedProcess process) implements JournalProvider {

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public List<Setting<?>> settings() {
        return List.of();
    }

    @Override
    public Journal open(Context context) {
        return around.wrapping()
                .journal(process.life(), around.journals().open(context, process.time(), process::leaves));
    }

    @Override
    public JournalContent look(JournalKey key, Settings settings) {
        return around.journals().look(key);
    }
}
