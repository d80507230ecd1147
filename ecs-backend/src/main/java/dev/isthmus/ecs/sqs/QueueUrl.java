package dev.isthmus.ecs.sqs;

import dev.isthmus.api.settings.Setting;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The URL of a queue, as SQS tells it. Requests go to its host, whatever that is: of any partition, by FIPS, dual-stack, or an endpoint in the VPC.
 *
 * @param url all of it
 */
public record QueueUrl(URI url) {

    /** The queue from which events are received. */
    public static final Setting<Optional<QueueUrl>> EVENTS = new Setting<>(
            "ISTHMUS_EVENTS",
            "The URL of an SQS queue with ECS's events of the cluster, for this driver or master alone: "
                    + "https://sqs.eu-west-1.amazonaws.com/123456789012/isthmus-events. While they come, ends are told at once and the cluster is "
                    + "polled every 15 min only. If not set, it is polled alone.",
            "",
            text -> text.isEmpty() ? Optional.empty() : Optional.of(new QueueUrl(URI.create(text))));

    private static final String REGION = "([a-z]{2,4}(?:-[a-z]+)+-\\d)";

    private static final Pattern HOST = Pattern.compile("(?:.+\\.)?sqs(?:-fips)?\\." + REGION + "\\..+");

    /** As queues had it before 2015, and some tools still tell them. */
    private static final Pattern OLD_HOST = Pattern.compile("(?:" + REGION + "\\.)?queue\\.amazonaws\\.com(?:\\.cn)?");

    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_-]+)+");

    /** Checks. */
    public QueueUrl {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new IllegalArgumentException(
                    "want a whole URL such as https://sqs.<region>.amazonaws.com/<account>/<queue>");
        }
        if (url.getPath().endsWith(".fifo")) {
            throw new IllegalArgumentException(
                    "it is a FIFO queue, which events of ECS do not become any more ordered by: want a standard one");
        }
        if (!PATH.matcher(url.getPath()).matches()) {
            throw new IllegalArgumentException(
                    "it names no queue: want account and queue after the host, as SQS shows the URL");
        }
        if (Stream.of(url.getQuery(), url.getFragment(), url.getUserInfo()).anyMatch(part -> part != null)) {
            throw new IllegalArgumentException(
                    "want no more than the URL that SQS shows, without user, query and fragment");
        }
    }

    /** Where requests are sent. */
    URI endpoint() {
        return url.resolve("/");
    }

    /** The region that the host names; empty for one that is not of AWS. */
    Optional<String> region() {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        Matcher usual = HOST.matcher(host);
        if (usual.matches()) {
            return Optional.of(usual.group(1));
        }
        Matcher old = OLD_HOST.matcher(host);
        return old.matches() ? Optional.of(old.group(1) == null ? "us-east-1" : old.group(1)) : Optional.empty();
    }
}
