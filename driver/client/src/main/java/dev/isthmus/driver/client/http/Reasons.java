package dev.isthmus.driver.client.http;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Says in words why there is no answer. */
final class Reasons {

    private Reasons() {}

    static String of(Exception e) {
        if (e instanceof UnknownHostException) {
            return "its name is not known (" + e.getMessage() + ")";
        }
        if (e instanceof SocketTimeoutException) {
            return "it does not answer in time";
        }
        if (e instanceof ConnectException) {
            return "nobody listens there (" + e.getMessage() + ")";
        }
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }
}
