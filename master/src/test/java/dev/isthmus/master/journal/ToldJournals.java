package dev.isthmus.master.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.serving.RecalledJournal;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What journals tell, a line each. */
final class ToldJournals implements JournalListener {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** The next line; none in ten seconds is an error. */
    String next() throws InterruptedException {
        return String.valueOf(lines.poll(10, TimeUnit.SECONDS));
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    public void opened(FrameworkId framework, RecalledJournal journal) {
        lines.add(framework + " opened"
                + journal.own()
                        .map(snapshot -> " of " + snapshot.acknowledged().size())
                        .orElse(" without")
                + (journal.tookOver() ? " taken over" : "")
                + journal.epoch().map(epoch -> " #" + epoch.number()).orElse(""));
    }

    @Override
    public void failed(FrameworkId framework, String why) {
        lines.add(framework + " failed: " + why);
    }

    @Override
    public void takenOver(FrameworkId framework) {
        lines.add(framework + " elsewhere");
    }

    @Override
    public void gone(FrameworkId framework) {
        lines.add(framework + " gone");
    }

    @Override
    public void stands(FrameworkId framework, Epoch seen) {
        lines.add(framework + " stands for " + seen.number());
    }
}
