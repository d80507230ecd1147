package dev.isthmus.simulation.search;

import dev.isthmus.simulation.cluster.NetworkWeather;
import dev.isthmus.simulation.happening.EventHappening;
import dev.isthmus.simulation.happening.FargateHappening;
import dev.isthmus.simulation.happening.GrowthHappening;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.happening.HappeningCases;
import dev.isthmus.simulation.happening.LongAbsence;
import dev.isthmus.simulation.happening.MasterHappening;
import dev.isthmus.simulation.journal.JournalDisk;
import dev.isthmus.testkit.ecs.fault.EarlyFault.Refuse;
import dev.isthmus.testkit.ecs.fault.Fault;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can go wrong in a world, by kind. */
public enum FaultKind {
    /** A process is killed. */
    KILLED,
    /** A process is killed, and none is started for long. */
    AWAY,
    /** A process stands still at any time. */
    FROZEN,
    /** A process stands still between the leave for a call and that call, while another takes over. */
    FROZEN_AT_CALL,
    /** A driver is replaced while it stands still. */
    REPLACED,
    /** A second driver of one id begins while the first goes on. */
    TWO_DRIVERS,
    /** The clock of a process jumps. */
    CLOCK_JUMPS,
    /** An instance drains. */
    DRAIN,
    /** An instance becomes active again. */
    ACTIVATE,
    /** An instance is deregistered. */
    DEREGISTER,
    /** An instance is terminated. */
    TERMINATE,
    /** An instance is taken back by EC2. */
    SPOT,
    /** An agent loses its connection. */
    DISCONNECT,
    /** An agent connects again. */
    RECONNECT,
    /** An instance more. */
    JOIN,
    /** Others take capacity. */
    OTHERS,
    /** Nothing can be reached. */
    NETWORK_CUT,
    /** Requests are lost. */
    REQUESTS_LOST,
    /** Answers are lost on their way. */
    ANSWERS_LOST,
    /** Calls are slow. */
    NETWORK_SLOW,
    /** EC2 answers late. */
    EC2_LATE,
    /** EC2 denies. */
    EC2_DENIES,
    /** Journals cannot be written. */
    DISK_FULL,
    /** Journals are synced late, so that a process that dies loses entries. */
    DISK_SLOW,
    /** The store of journals is out of reach. */
    STORE_UNREACHABLE,
    /** A call is throttled. */
    THROTTLED,
    /** The service fails. */
    SERVICE_FAILS,
    /** A call is not allowed. */
    NOT_ALLOWED,
    /** Others register a revision of the same family. */
    REGISTERED_BY_OTHERS,
    /** A connection is dropped before the work. */
    DROPPED,
    /** The work is done late. */
    WORK_DELAYED,
    /** The answer comes late. */
    ANSWER_DELAYED,
    /** The answer never comes. */
    ANSWER_LOST,
    /** A read shows what was a while ago. */
    STALE_READ,
    /** A read shows an older version. */
    OLDER_VERSION,
    /** A read has another order. */
    REORDERED,
    /** A read has entries twice. */
    REPEATED,
    /** The clock of ECS jumps. */
    ECS_CLOCK_JUMPS,
    /** Events never come. */
    EVENTS_LOST,
    /** No events come. */
    RULE_DISABLED,
    /** Events come twice. */
    EVENTS_REPEATED,
    /** Events come late, and so in another order. */
    EVENTS_LATE,
    /** The queue of events loses all that is in it. */
    QUEUE_EMPTIED,
    /** Others receive from the queue of events. */
    QUEUE_SHARED,
    /** The queue of events may not be asked. */
    QUEUE_REFUSED,
    /** The queue of events is not there. */
    QUEUE_GONE,
    /** Others use the quota of Fargate. */
    FARGATE_QUOTA_SHORT,
    /** AWS has no room on Fargate. */
    FARGATE_FULL,
    /** AWS takes Spot tasks on Fargate back. */
    FARGATE_SPOT_TAKEN,
    /** What tasks on Fargate run on is retired. */
    FARGATE_RETIRED,
    /** The cluster has a capacity provider no more. */
    PROVIDER_DISSOCIATED,
    /** A capacity provider does not scale any more. */
    PROVIDER_NOT_SCALING,
    /** Instances of a capacity provider take long to come. */
    SCALE_OUT_SLOW,
    /** None comes. */
    SCALE_OUT_FAILS,
    /** ECS gives up what waits for an instance. */
    PROVISIONING_GIVEN_UP,
    /** EC2 takes new instances back. */
    FRESH_SPOT_TAKEN,
    /** A group terminates one that is used. */
    GROUP_REBALANCED,

    /** The master is killed. */
    MASTER_KILLED,
    /** The master stands still, and may be replaced meanwhile. */
    MASTER_FROZEN,
    /** Another master takes over from one that goes on. */
    TWO_MASTERS,
    /** The clock of the master jumps. */
    MASTER_CLOCK_JUMPS,
    /** The connection of a framework to its master breaks. */
    STREAM_CUT,
    /** A framework subscribes again and again. */
    SUBSCRIBE_STORM,
    /** Processes of a framework begin one after the other. */
    FAILOVER_STORM,
    /** A weight or a quota is set. */
    ROLES_CHANGED,
    /** A framework is removed. */
    TORN_DOWN;

    /** Whether it happens where there is a master alone. */
    public boolean isOfMaster() {
        return compareTo(MASTER_KILLED) >= 0;
    }

    /** What befalls all frameworks when this befalls the process of their master. */
    FaultKind ofMaster() {
        return switch (this) {
            case KILLED -> MASTER_KILLED;
            case FROZEN, FROZEN_AT_CALL, REPLACED -> MASTER_FROZEN;
            case TWO_DRIVERS -> TWO_MASTERS;
            case CLOCK_JUMPS -> MASTER_CLOCK_JUMPS;
            default -> this;
        };
    }

    /** In lower case, with spaces. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What a fault of the fake is. */
    static FaultKind of(Fault fault) {
        return fault.fold(
                early -> early.fold(FaultKind::of, drop -> DROPPED, delay -> WORK_DELAYED, jump -> ECS_CLOCK_JUMPS),
                read -> read.fold(stale -> STALE_READ, older -> OLDER_VERSION, order -> REORDERED, twice -> REPEATED),
                late -> late.fold(delay -> ANSWER_DELAYED, lost -> ANSWER_LOST));
    }

    private static FaultKind of(Refuse refusal) {
        if (refusal.message().contains("Rate exceeded")) {
            return THROTTLED;
        }
        if (refusal.message().contains("concurrent attempts")) {
            return REGISTERED_BY_OTHERS;
        }
        return refusal.status() >= 500 ? SERVICE_FAILS : NOT_ALLOWED;
    }

    /** What an event is; a storm in the network is several. */
    static Set<FaultKind> of(Happening happening) {
        return happening.fold(new OfHappening());
    }

    private static final class OfHappening implements HappeningCases<Set<FaultKind>> {

        @Override
        public Set<FaultKind> kill(Happening.Kill its) {
            return EnumSet.of(KILLED);
        }

        @Override
        public Set<FaultKind> absence(LongAbsence its) {
            return EnumSet.of(AWAY);
        }

        @Override
        public Set<FaultKind> freeze(Happening.Freeze its) {
            return EnumSet.of(FROZEN);
        }

        @Override
        public Set<FaultKind> takeOver(Happening.TakeOver its) {
            return EnumSet.of(its.frozenFor().isZero() ? TWO_DRIVERS : REPLACED);
        }

        @Override
        public Set<FaultKind> freezeBeforeCall(Happening.FreezeBeforeCall its) {
            return EnumSet.of(FROZEN_AT_CALL);
        }

        @Override
        public Set<FaultKind> clockJump(Happening.ClockJump its) {
            return EnumSet.of(CLOCK_JUMPS);
        }

        @Override
        public Set<FaultKind> toInstance(Happening.ToInstance its) {
            return EnumSet.of(valueOf(its.event().name()));
        }

        @Override
        public Set<FaultKind> others(Happening.Others its) {
            return EnumSet.of(OTHERS);
        }

        @Override
        public Set<FaultKind> join(Happening.Join its) {
            return EnumSet.of(JOIN);
        }

        @Override
        public Set<FaultKind> network(Happening.Network its) {
            return FaultKind.of(its.weather());
        }

        @Override
        public Set<FaultKind> ofEvents(EventHappening its) {
            return EnumSet.of(valueOf(its.kind().name()));
        }

        @Override
        public Set<FaultKind> ofFargate(FargateHappening its) {
            return EnumSet.of(valueOf(its.kind().name()));
        }

        @Override
        public Set<FaultKind> ofGrowth(GrowthHappening its) {
            return EnumSet.of(valueOf(its.kind().name()));
        }

        @Override
        public Set<FaultKind> ofMaster(MasterHappening its) {
            return EnumSet.of(valueOf(its.kind().name()));
        }

        @Override
        public Set<FaultKind> journals(Happening.Journals its) {
            return FaultKind.of(its.disk());
        }
    }

    private static Set<FaultKind> of(NetworkWeather weather) {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        add(kinds, weather.cut(), NETWORK_CUT);
        add(kinds, weather.lostRequests() > 0, REQUESTS_LOST);
        add(kinds, weather.lostAnswers() > 0, ANSWERS_LOST);
        add(kinds, weather.slow() > 0, NETWORK_SLOW);
        add(kinds, weather.ec2() == NetworkWeather.Ec2.LATE, EC2_LATE);
        add(kinds, weather.ec2() == NetworkWeather.Ec2.DENIES, EC2_DENIES);
        return kinds;
    }

    private static Set<FaultKind> of(JournalDisk disk) {
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        add(kinds, disk.full(), DISK_FULL);
        add(kinds, disk.unreachable(), STORE_UNREACHABLE);
        add(kinds, disk.syncAtMost().compareTo(Duration.ofMillis(100)) > 0, DISK_SLOW);
        return kinds;
    }

    private static void add(Set<FaultKind> kinds, boolean holds, FaultKind kind) {
        kinds.addAll(holds ? Set.of(kind) : Set.of());
    }
}
