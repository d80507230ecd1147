package dev.isthmus.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.Value;

/** One line for each event, for pipes, files and terminals that cannot move the cursor. */
final class PlainLines implements Display {

    private final PrintStream out;
    private final Instant start;

    PlainLines(PrintStream out, Instant start) {
        this.out = out;
        this.start = start;
    }

    @Override
    public void registered(String frameworkId, String master, Instant now) {
        line(now, "registered", frameworkId + " with " + master);
    }

    @Override
    public void offered(Offer offer, Instant now) {
        line(now, "offer", shortened(offer.getSlaveId().getValue()) + "  " + resources(offer));
    }

    @Override
    public void launched(PlannedTask task, Offer offer, Instant now) {
        line(
                now,
                "launch",
                String.format(
                        Locale.ROOT,
                        "%-9s on %s  %s",
                        task.name(),
                        shortened(offer.getSlaveId().getValue()),
                        task.line()));
    }

    @Override
    public void changed(TaskStatus status, Instant now) {
        String message = status.getMessage().isEmpty() ? "" : "  " + status.getMessage();
        line(
                now,
                "state",
                String.format(Locale.ROOT, "%-9s %s%s", status.getTaskId().getValue(), status.getState(), message));
    }

    @Override
    public void killing(PlannedTask task, Instant now) {
        line(now, "kill", task.name());
    }

    private void line(Instant now, String what, String text) {
        double seconds = Duration.between(start, now).toMillis() / 1000.0;
        out.printf(Locale.ROOT, "%6.2f s  %-10s  %s%n", seconds, what, text);
    }

    static String resources(Offer offer) {
        StringBuilder text = new StringBuilder();
        for (Resource resource : offer.getResourcesList()) {
            text.append(text.isEmpty() ? "" : ", ").append(resource.getName()).append(' ');
            if (resource.getType() == Value.Type.SCALAR) {
                text.append(
                        String.format(Locale.ROOT, "%.3f", resource.getScalar().getValue())
                                .replaceAll("\\.?0+$", ""));
            } else {
                long count = resource.getRanges().getRangeList().stream()
                        .mapToLong(range -> range.getEnd() - range.getBegin() + 1)
                        .sum();
                text.append(count).append(" free");
            }
        }
        return text.toString();
    }

    static String shortened(String agent) {
        return agent.length() > 8 ? agent.substring(0, 8) : agent;
    }
}
