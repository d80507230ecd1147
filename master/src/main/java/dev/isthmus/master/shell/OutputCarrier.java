package dev.isthmus.master.shell;

import dev.isthmus.master.journal.FrameworkJournals;
import dev.isthmus.master.journal.SettingsJournal;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingOutput;
import dev.isthmus.master.setting.SettingsInput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.shell.BackendPort;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the master's steps come to. Used by its thread alone, but for {@link #awaitEnd}. */
final class OutputCarrier implements ServingOutput.Cases {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private final ClientConnections clients;
    private final BackendPort backend;
    private final FrameworkJournals journals;
    private final SettingsJournal settings;
    private final MasterInbox inbox;
    private final BiConsumer<String, Throwable> defects;
    private final CountDownLatch ended = new CountDownLatch(1);

    OutputCarrier(
            ClientConnections clients,
            BackendPort backend,
            FrameworkJournals journals,
            SettingsJournal settings,
            MasterInbox inbox,
            BiConsumer<String, Throwable> defects) {
        this.clients = clients;
        this.backend = backend;
        this.journals = journals;
        this.settings = settings;
        this.inbox = inbox;
        this.defects = defects;
    }

    /** False if the master has not said within this time that nothing is waited for any more. */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How often each operation of the cluster was called so far; any thread. */
    Map<String, Long> callCounts() {
        return backend.callCounts();
    }

    @Override
    public void subscription(ServingOutput.OfSubscription output) {
        output.output().match(clients);
    }

    @Override
    public void request(ServingOutput.OfBackend output) {
        try {
            backend.carryOut(output.request());
        } catch (RuntimeException e) {
            log.error("the backend failed on {}", output.request().getClass().getSimpleName(), e);
            output.framework()
                    .ifPresent(framework -> inbox.put(
                            new ServingInput.Unable(framework, "The backend cannot be used: " + e.getMessage())));
        }
    }

    @Override
    public void forget(ServingOutput.Forget output) {
        backend.forget(output.framework());
    }

    @Override
    public void open(ServingOutput.OpenJournal output) {
        journals.open(output.framework());
    }

    @Override
    public void write(ServingOutput.WriteJournal output) {
        journals.write(output.framework(), output.entry());
    }

    @Override
    public void keep(ServingOutput.Keep output) {
        settings.write(output.fact())
                .whenComplete((done, failure) -> inbox.put(new ServingInput.OfSettings(
                        failure == null
                                ? new SettingsInput.Kept(output.write())
                                : new SettingsInput.NotKept(output.write(), why(failure)))));
    }

    private static String why(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void keep(ServingOutput.KeepEnd output) {
        journals.write(output.end());
    }

    @Override
    public void ask(ServingOutput.AskJournal output) {
        journals.ask(output.framework(), output.seen());
    }

    @Override
    public void seek(ServingOutput.Seek output) {
        journals.seek(output.framework());
    }

    @Override
    public void close(ServingOutput.CloseJournal output) {
        journals.close(output.framework());
    }

    @Override
    public void changed(ServingOutput.Changed output) {
        // Those who watch see it, and not this.
    }

    @Override
    public void note(ServingOutput.Noted output) {
        Output.Note note = output.note();
        switch (note.level()) {
            case DEBUG -> log.debug(note.text());
            case INFO -> log.info(note.text());
            case WARN -> log.warn(note.text());
            case ERROR -> log.error(note.text());
        }
    }

    @Override
    public void defect(ServingOutput.Defect output) {
        defects.accept(output.what(), output.cause());
    }

    @Override
    public void ended(ServingOutput.Ended output) {
        ended.countDown();
    }
}
