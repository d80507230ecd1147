package dev.isthmus.cli.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;

/** A framework that speaks plain HTTP. */
final class PlainFramework {

    private PlainFramework() {}

    /** Calls a master; the answer to SUBSCRIBE goes on for as long as it is read. */
    static HttpResponse<Stream<String>> call(String address, String call) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + "/api/v1/scheduler"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(call))
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
    }
}
