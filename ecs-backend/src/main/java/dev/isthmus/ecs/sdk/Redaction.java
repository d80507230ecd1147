package dev.isthmus.ecs.sdk;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.ecs.call.CallFailure;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Removes secrets of a request from the error messages of AWS, which may repeat the request. */
final class Redaction {

    /** Shorter values are no secrets, but would be found in many a word. */
    private static final int SHORTEST = 6;

    /** An error about a signature goes on with the signed headers, among them the session token. */
    private static final String SIGNED = "The Canonical String for this request";

    private Redaction() {}

    static CallFailure of(CallFailure failure, Collection<String> secrets) {
        String message = of(failure.message(), secrets);
        return new CallFailure(
                new BackendFailure(failure.category(), message),
                failure.code(),
                failure.done(),
                failure.related(),
                failure.grade());
    }

    static String of(String message, Collection<String> secrets) {
        int signed = message.indexOf(SIGNED);
        String left = signed < 0 ? message : message.substring(0, signed) + "...";
        // Longer ones first: one may be a part of another.
        List<String> longestFirst = secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String secret : longestFirst) {
            left = left.replace(secret, "(a value of the environment)");
        }
        return left;
    }
}
