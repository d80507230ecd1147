package dev.isthmus.master.subscription;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.mesos.allocator.constraint.OfferConstraintsFilter;
import dev.isthmus.mesos.framework.FrameworkChecks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** What a master refuses of a subscription or an update, in Mesos's words. */
final class SubscriptionChecks {

    /** Longer than any failover timeout that is meant, and not beyond what a time can be. */
    private static final double LONGEST_SECONDS = 1e10;

    private static final double MILLIS = 1e3;

    private SubscriptionChecks() {}

    /**
     * Why a subscription is refused; empty: it is not.
     *
     * @param known what its framework is registered as; empty: not at all
     * @param isRemoved whether a framework of this id was removed
     */
    static Optional<String> refusal(Call.Subscribe asked, Optional<FrameworkInfo> known, Predicate<String> isRemoved) {
        FrameworkInfo info = asked.getFrameworkInfo();
        Optional<String> problem = FrameworkChecks.problem(info, asked.getSuppressedRolesList());
        if (problem.isPresent()) {
            return problem;
        }
        if (isRemoved.test(info.getId().getValue())) {
            return Optional.of("Framework has been removed");
        }
        boolean hasOtherPrincipal = known.filter(old -> !old.getPrincipal().equals(info.getPrincipal()))
                .isPresent();
        return hasOtherPrincipal
                ? Optional.of("Changing framework's principal is not allowed.")
                : OfferConstraintsFilter.problem(asked.getOfferConstraints());
    }

    /** Why an update is refused; empty: it is not. */
    static Optional<String> refusal(Call.UpdateFramework asked, FrameworkInfo known) {
        FrameworkInfo info = asked.getFrameworkInfo();
        return FrameworkChecks.problem(info, asked.getSuppressedRolesList())
                .map(problem -> "Supplied FrameworkInfo is not valid: " + problem)
                .or(() -> FrameworkChecks.updateProblem(known, info)
                        .map(problem -> "FrameworkInfo update is not valid: " + problem))
                .or(() -> OfferConstraintsFilter.problem(asked.getOfferConstraints())
                        .map(problem -> "'UpdateFramework.offer_constraints' are not valid: " + problem));
    }

    /** When a framework that is disconnected now is removed, if it does not come back; not after now if it has no time at all. */
    static Instant deadline(Instant now, double failoverTimeout) {
        return now.plus(Duration.ofMillis((long) (Math.min(failoverTimeout, LONGEST_SECONDS) * MILLIS)));
    }

    /** What an operator is answered who had a framework removed, if it was there (src/master/http.cpp, {@code teardown}). */
    static HttpAnswer tornDown(boolean wasThere) {
        return wasThere ? HttpAnswer.empty(200) : HttpAnswer.badRequest("No framework found with specified ID");
    }
}
