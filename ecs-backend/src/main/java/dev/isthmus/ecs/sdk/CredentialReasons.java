package dev.isthmus.ecs.sdk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Why the SDK's credentials chain found no credentials. Its message lists every provider with a reason. Most reasons only say that a provider is not
 * configured; this keeps those of configured providers that failed.
 */
final class CredentialReasons {

    /** How a provider says that it was not set up; by their beginnings, as they are no contract. */
    private static final List<String> NOT_SET_UP = List.of(
            // A chain in a chain, whose own reasons follow.
            "Unable to load credentials from any of the providers in the chain",
            "Unable to load credentials from system settings",
            "Either the environment variable AWS_WEB_IDENTITY_TOKEN_FILE",
            "Profile file contained no credentials",
            "Cannot fetch credentials from container - neither",
            "IMDS credentials have been disabled",
            "Failed to load credentials from IMDS",
            "profile file cannot be null");

    private static final int LONGEST = 600;

    private CredentialReasons() {}

    /** In brackets, after a space; empty if nothing was set up. */
    static String of(String message) {
        int list = message.indexOf(") : [");
        if (list < 0) {
            return "";
        }
        List<String> reasons = new ArrayList<>();
        Stream.of(message.substring(list + ") : [".length()).split("(?:, |^)(?=[A-Z][A-Za-z]+Provider\\()"))
                .map(CredentialReasons::reason)
                .filter(reason -> !reason.isEmpty() && NOT_SET_UP.stream().noneMatch(reason::startsWith))
                .forEach(reasons::add);
        if (reasons.isEmpty()) {
            return "";
        }
        String all = String.join(" ", reasons);
        String advice = all.contains("service module must be on the class path")
                ? " Where that module cannot be added, set what 'aws configure export-credentials --format env' prints."
                : "";
        return " (" + (all.length() > LONGEST ? all.substring(0, LONGEST) + "..." : all) + advice + ")";
    }

    /** What stands behind a provider's name and its settings in brackets. */
    private static String reason(String provider) {
        int at = provider.indexOf("): ");
        String reason = at < 0 ? "" : provider.substring(at + "): ".length()).strip();
        return reason.endsWith("]") ? reason.substring(0, reason.length() - 1) : reason;
    }
}
