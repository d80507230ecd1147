package dev.isthmus.cli.demo;

import dev.isthmus.operator.text.Colour;
import dev.isthmus.operator.text.Screen;
import dev.isthmus.operator.text.Terminal;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskStatus;

/** A table that is redrawn in place, for terminals. */
final class LiveTable implements Display {

    private final Screen screen;
    private volatile String heading = "registering ...";
    private volatile String lastOffer = "";

    LiveTable(PrintStream out) {
        this.screen = new Screen(text -> {
            out.print(text);
            out.flush();
        });
    }

    @Override
    public void registered(String frameworkId, String master, Instant now) {
        heading = "framework " + frameworkId + " with " + master;
    }

    @Override
    public void offered(Offer offer, Instant now) {
        lastOffer = PlainLines.shortened(offer.getSlaveId().getValue()) + "  " + PlainLines.resources(offer);
    }

    @Override
    public void launched(PlannedTask task, Offer offer, Instant now) {
        // The board holds it; the next tick draws it.
    }

    @Override
    public void changed(TaskStatus status, Instant now) {
        // The board holds it; the next tick draws it.
    }

    @Override
    public void killing(PlannedTask task, Instant now) {
        // Its state follows.
    }

    @Override
    public void tick(Board board, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(heading);
        lines.add(String.format(
                Locale.ROOT,
                "%d offers so far%s",
                board.offers(),
                lastOffer.isEmpty() ? "" : ", the last: " + lastOffer));
        lines.add("");
        lines.add(String.format(Locale.ROOT, "%-9s  %-8s  %-9s  %6s  %s", "TASK", "AGENT", "STATE", "TOOK", "RUNS"));
        for (TaskRow row : board.rows()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-9s  %-8s  %s  %6s  %s",
                    row.task().name(),
                    row.agent().map(PlainLines::shortened).orElse("-"),
                    colour(row).paint(String.format(Locale.ROOT, "%-9s", row.word()), Terminal.hasColours()),
                    row.took(now).map(LiveTable::seconds).orElse("-"),
                    row.message().isEmpty() ? row.task().line() : row.message()));
        }
        screen.draw(lines);
    }

    private static Colour colour(TaskRow row) {
        if (!row.ended()) {
            return Colour.YELLOW;
        }
        return row.asPlanned() ? Colour.GREEN : Colour.RED;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
