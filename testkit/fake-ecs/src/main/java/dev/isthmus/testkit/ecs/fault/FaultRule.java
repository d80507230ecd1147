package dev.isthmus.testkit.ecs.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/**
 * A fault and the calls that meet it. Immutable; made by {@link #of} and refined by the other methods:
 *
 * <pre>{@code
 * FaultRule.of("RunTask", Fault.throttling()).family("web").chance(0.1);
 * FaultRule.of("*", Fault.serverError()).between(Duration.ofSeconds(10), Duration.ofSeconds(20));
 * }</pre>
 *
 * @param operation the bare name of an operation, as in {@code RunTask}, or {@code "*"} for any
 * @param conditions what must hold of the request, all of it
 * @param from since the start of the fake, on its clock; calls before it are not counted
 * @param until since the start of the fake; calls at and after it are not counted
 * @param occurrence which of the calls that all the above holds for
 * @param fault what they meet
 */
public record FaultRule(
        String operation,
        List<RequestCondition> conditions,
        Duration from,
        Optional<Duration> until,
        FaultOccurrence occurrence,
        Fault fault) {
    /** Stands for every operation. */
    public static final String ANY = "*";

    /** Copies and checks. */
    public FaultRule {
        conditions = List.copyOf(conditions);
        fault.check(operation);
        for (RequestCondition condition : conditions) {
            if (condition instanceof RequestCondition.Member member && !operation.equals(ANY)) {
                RequestMembers.check(operation, member.path());
            }
        }
        if (from.isNegative()) {
            throw new IllegalArgumentException("Nothing is before the start: from " + Durations.text(from));
        }
        if (until.isPresent() && until.get().compareTo(from) <= 0) {
            throw new IllegalArgumentException(
                    "until " + Durations.text(until.get()) + " is not after from " + Durations.text(from));
        }
    }

    /**
     * Every call of an operation.
     *
     * @throws IllegalArgumentException if there is no such operation or it cannot meet the fault
     */
    public static FaultRule of(String operation, Fault fault) {
        return new FaultRule(
                operation, List.of(), Duration.ZERO, Optional.empty(), new FaultOccurrence.Always(), fault);
    }

    /** Only requests with this member; see {@link RequestCondition.Member}. */
    public FaultRule where(String path, String value) {
        return and(new RequestCondition.Member(path, value));
    }

    /** Only requests about this family; see {@link RequestCondition.Family}. */
    public FaultRule family(String name) {
        return and(new RequestCondition.Family(name));
    }

    /** Only requests about this instance; see {@link RequestCondition.Instance}. */
    public FaultRule instance(String numberOrId) {
        return and(new RequestCondition.Instance(numberOrId));
    }

    /** Only requests that fulfil this; see {@link RequestCondition.Matching}. */
    public FaultRule matching(String description, Predicate<EcsRequest> predicate) {
        return and(new RequestCondition.Matching(description, predicate));
    }

    /** Only requests that fulfil this too. */
    public FaultRule and(RequestCondition condition) {
        List<RequestCondition> more = new ArrayList<>(conditions);
        more.add(condition);
        return new FaultRule(operation, more, from, until, occurrence, fault);
    }

    /** Only calls from {@code from} on and before {@code until}, since the start of the fake. */
    public FaultRule between(Duration from, Duration until) {
        return new FaultRule(operation, conditions, from, Optional.of(until), occurrence, fault);
    }

    /** Only calls from then on, since the start of the fake. */
    public FaultRule from(Duration start) {
        return new FaultRule(operation, conditions, start, until, occurrence, fault);
    }

    /** The next so many of the calls, as far as no rule before takes them. */
    public FaultRule next(int times) {
        return occurring(new FaultOccurrence.Next(times));
    }

    /** The call of this number alone, from 1 on. */
    public FaultRule nth(int number) {
        return occurring(new FaultOccurrence.Nth(number));
    }

    /** Every call whose number is a multiple of this. */
    public FaultRule everyNth(int number) {
        return occurring(new FaultOccurrence.EveryNth(number));
    }

    /** Each call with this probability; the schedule's seed decides. */
    public FaultRule chance(double probability) {
        return occurring(new FaultOccurrence.Chance(probability));
    }

    /** The calls of this occurrence. */
    public FaultRule occurring(FaultOccurrence which) {
        return new FaultRule(operation, conditions, from, until, which, fault);
    }

    /** On one line: which calls, and what they meet. */
    @Override
    public String toString() {
        String with = conditions.isEmpty()
                ? ""
                : conditions.stream().map(Object::toString).collect(Collectors.joining(" and ", " with ", ""));
        String when = from.isZero() ? "" : ", from " + Durations.text(from);
        String end = until.map(t -> ", until " + Durations.text(t)).orElse("");
        return occurrence + " of " + (operation.equals(ANY) ? "any operation" : operation) + with + when + end + ": "
                + fault;
    }
}
