package dev.isthmus.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.messages.v1.scheduler.Protos.Event;
import dev.isthmus.mesos.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;

/** A framework over HTTP that launches as many tasks as it was told to, one on each offer, and acknowledges what it is told. */
final class LiveFramework implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI scheduler;
    private final String name;
    private final InputStream events;
    private final String stream;
    private final Thread reader;
    private int left;
    private int launched;
    volatile String id = "";

    LiveFramework(URI master, String name, int tasks) throws IOException, InterruptedException {
        this.scheduler = master.resolve("/api/v1/scheduler");
        this.name = name;
        this.left = tasks;
        HttpResponse<InputStream> response = client.send(
                HttpRequest.newBuilder(scheduler)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"type\":\"SUBSCRIBE\",\"subscribe\":{\"framework_info\":{\"user\":\"root\",\"name\":\""
                                        + name + "\",\"failover_timeout\":3600}}}"))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        events = response.body();
        stream = response.headers().firstValue("Mesos-Stream-Id").orElseThrow();
        reader = new Thread(this::read, "framework-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            for (ByteString record = next(); !record.isEmpty(); record = next()) {
                MesosJson.read(record, Event.getDefaultInstance())
                        .fold(
                                event -> {
                                    handle(event);
                                    return true;
                                },
                                why -> false,
                                why -> false);
            }
        } catch (IOException e) {
            // The master has ended the stream.
        }
    }

    /** One record: its length, a line feed, and so many bytes. */
    private ByteString next() throws IOException {
        StringBuilder length = new StringBuilder();
        for (int each = events.read(); each != '\n'; each = events.read()) {
            if (each < 0) {
                return ByteString.EMPTY;
            }
            length.append((char) each);
        }
        return ByteString.copyFrom(events.readNBytes(Integer.parseInt(length.toString())));
    }

    private void handle(Event event) {
        switch (event.getType()) {
            case SUBSCRIBED -> id = event.getSubscribed().getFrameworkId().getValue();
            case OFFERS ->
                event.getOffers().getOffersList().forEach(offer -> {
                    String of = "\"offer_ids\":[{\"value\":\"" + offer.getId().getValue()
                            + "\"}],\"filters\":{\"refuse_seconds\":600}";
                    if (left > 0) {
                        left--;
                        launched++;
                        String task = name + "." + launched;
                        call(
                                "\"type\":\"ACCEPT\",\"accept\":{" + of
                                        + ",\"operations\":[{\"type\":\"LAUNCH\",\"launch\":{\"task_infos\":[{\"name\":\""
                                        + name
                                        + "\",\"task_id\":{\"value\":\"" + task + "\"},\"agent_id\":{\"value\":\""
                                        + offer.getAgentId().getValue()
                                        + "\"},\"command\":{\"value\":\"sleep 600\"},\"resources\":[{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":0.5}},{\"name\":\"mem\",\"type\":\"SCALAR\",\"scalar\":{\"value\":128}}]}]}}]}");
                    } else {
                        call("\"type\":\"DECLINE\",\"decline\":{" + of + "}");
                    }
                });
            case UPDATE -> {
                var status = event.getUpdate().getStatus();
                if (status.hasUuid()) {
                    call("\"type\":\"ACKNOWLEDGE\",\"acknowledge\":{\"agent_id\":{\"value\":\""
                            + status.getAgentId().getValue()
                            + "\"},\"task_id\":{\"value\":\""
                            + status.getTaskId().getValue() + "\"},\"uuid\":\""
                            + new String(
                                    Base64.getEncoder().encode(status.getUuid().toByteArray()), UTF_8) + "\"}");
                }
            }
            default -> {}
        }
    }

    private void call(String members) {
        try {
            client.send(
                    HttpRequest.newBuilder(scheduler)
                            .header("Content-Type", "application/json")
                            .header("Mesos-Stream-Id", stream)
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    "{\"framework_id\":{\"value\":\"" + id + "\"}," + members + "}"))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
