package dev.isthmus.operator.aws;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What time it is at AWS, by the header of any answer. */
public final class ServerClock {

    private ServerClock() {}

    /** The time there; empty if nobody answers, or not with a date. */
    public static Optional<Instant> at(URI endpoint, Duration timeout) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint.resolve("/").toURL().openConnection();
            connection.setConnectTimeout(Math.toIntExact(timeout.toMillis()));
            connection.setReadTimeout(Math.toIntExact(timeout.toMillis()));
            connection.setRequestMethod("GET");
            try {
                int unused = connection.getResponseCode();
                return Optional.ofNullable(connection.getHeaderField("Date"))
                        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant());
            } finally {
                connection.disconnect();
            }
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
