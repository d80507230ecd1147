package dev.isthmus.driver.pages;

import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.HttpRequest;
import dev.isthmus.master.http.JsonPage;
import dev.isthmus.master.http.Origins;
import dev.isthmus.master.http.Query;
import dev.isthmus.master.http.Realm;
import dev.isthmus.master.http.Routes;
import dev.isthmus.master.json.JsonText;
import dev.isthmus.master.operator.OperatorPages;
import dev.isthmus.master.operator.RolesJson;
import dev.isthmus.master.snapshot.MasterIdentity;
import dev.isthmus.mesos.machine.registration.MasterInfos;
import java.util.List;
import java.util.Optional;

/**
 * What a driver answers: a master's pages, and nothing that changes anything.
 *
 * @param readers who may read them; empty: everybody who reaches them by a name of this machine
 * @param hosts the names that count as such
 */
record ReadOnlyPages(Optional<Credentials> readers, HostNames hosts) {

    private static final List<String> METHODS = List.of("GET", "HEAD");

    private static final Routes ROLES = new Routes(List.of("roles"));

    private static final String INDEX = """
            An Isthmus driver. It shows what a Mesos master shows, under /master too:
            /health /version /state /state-summary /slaves /frameworks /tasks /roles /flags /redirect
            /metrics (for Prometheus) /metrics/snapshot
            """;

    /**
     * What is answered whatever the driver holds; empty: it is {@link #answer}.
     *
     * @param driver who it is; empty until its framework is registered
     */
    Optional<HttpAnswer> atOnce(HttpRequest request, Optional<MasterIdentity> driver) {
        return turnedAway(request).or(() -> {
            if (isIndex(request)) {
                return Optional.of(HttpAnswer.text(200, INDEX));
            }
            if (!isRoles(request) && !OperatorPages.has(request)) {
                return Optional.of(HttpAnswer.notFound());
            }
            return driver.map(itself -> OperatorPages.identify(request, itself)).orElseGet(() -> beginning(request));
        });
    }

    /** As a master that has not found its frameworks again: whoever reads pages must not take it that there are no tasks. What is wrong with the cluster, figures say. */
    private static Optional<HttpAnswer> beginning(HttpRequest request) {
        return switch (OperatorPages.name(request).orElse("")) {
            case "health" -> Optional.of(HttpAnswer.empty(200));
            case "version" ->
                Optional.of(JsonPage.of(
                        JsonText.write(OperatorPages.version(MasterInfos.VERSION)), Query.of(request.target())));
            case "metrics" -> Optional.empty();
            default -> Optional.of(HttpAnswer.unavailable("Master has not finished recovery"));
        };
    }

    private Optional<HttpAnswer> turnedAway(HttpRequest request) {
        if (!METHODS.contains(request.method())) {
            return Optional.of(HttpAnswer.notAllowed(METHODS, request.method()));
        }
        if (readers.isEmpty()) {
            return hosts.turnedAway(request.headers()).or(() -> Origins.turnedAway(request.headers()));
        }
        return OperatorPages.has(request)
                ? OperatorPages.turnedAway(request, readers)
                : readers.filter(known -> known.authenticate(request.headers()).isEmpty())
                        .map(known -> Realm.READ_ONLY.challenge());
    }

    private static boolean isIndex(HttpRequest request) {
        return Routes.exact(request.target()).filter(String::isEmpty).isPresent();
    }

    private static boolean isRoles(HttpRequest request) {
        return ROLES.of(request.target()).isPresent();
    }

    /**
     * A page that shows what the driver holds.
     *
     * @param now in seconds since 1970
     */
    static HttpAnswer answer(HttpRequest request, DriverLook driver, double now) {
        return isRoles(request)
                ? JsonPage.of(JsonText.write(RolesJson.of(driver.roles())), Query.of(request.target()))
                : OperatorPages.answer(request, driver.master(), driver.measured(), now);
    }
}
