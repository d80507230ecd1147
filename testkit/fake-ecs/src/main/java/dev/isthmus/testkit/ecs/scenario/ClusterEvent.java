package dev.isthmus.testkit.ecs.scenario;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeFargate;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An event in a cluster that is not a call of its API. Instances are numbered in order of registration, from 1 on. */
public sealed interface ClusterEvent {
    /** What can happen to an instance; each is the method of {@link FakeEcs} that it names. */
    enum Action {
        /** {@link FakeEcs#disconnectAgent}. */
        DISCONNECT,
        /** {@link FakeEcs#reconnectAgent}. */
        RECONNECT,
        /** {@link FakeEcs#drain}. */
        DRAIN,
        /** {@link FakeEcs#activate}. */
        ACTIVATE,
        /** {@link FakeEcs#deregister}. */
        DEREGISTER,
        /** {@link FakeEcs#terminate}. */
        TERMINATE;

        /** What it is called in a scenario file. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static List<String> keys() {
            return Arrays.stream(values()).map(Action::key).toList();
        }

        static Action of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }

        void on(FakeEcs ecs, String instance) {
            switch (this) {
                case DISCONNECT -> ecs.disconnectAgent(instance);
                case RECONNECT -> ecs.reconnectAgent(instance);
                case DRAIN -> ecs.drain(instance);
                case ACTIVATE -> ecs.activate(instance);
                case DEREGISTER -> ecs.deregister(instance);
                case TERMINATE -> ecs.terminate(instance);
            }
        }
    }

    /** A case for each kind of event, so that none is forgotten. */
    interface Cases<R> {

        /** One instance is dealt with. */
        R onInstance(OnInstance event);

        /** EC2 takes an instance back. */
        R spotInterruption(SpotInterruption event);

        /** Instances are added. */
        R addInstances(AddInstances event);

        /** The cluster's clock jumps. */
        R clockJump(ClockJump event);

        /** There is another amount of Fargate. */
        R fargateLimit(FargateLimit event);

        /** Fargate stops tasks. */
        R fargateStop(FargateStop event);
    }

    /** Takes the case of this event. */
    <R> R match(Cases<R> cases);

    /** Something that happens to one instance. */
    sealed interface OfInstance extends ClusterEvent {

        /** Its number in order of registration, from 1 on. */
        int instance();
    }

    /** One instance is dealt with. */
    record OnInstance(Action action, int instance) implements OfInstance {
        /** Checks. */
        public OnInstance {
            checkNumber(instance);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.onInstance(this);
        }
    }

    /** EC2 takes an instance back, so long after it says so; see {@link FakeEcs#interruptSpot(String, Duration)}. */
    record SpotInterruption(int instance, Duration notice) implements OfInstance {
        /** Checks. */
        public SpotInterruption {
            checkNumber(instance);
            if (notice.isNegative()) {
                throw new IllegalArgumentException("A notice is not negative: " + notice);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.spotInterruption(this);
        }
    }

    /** Equal instances are added, which are numbered on. */
    record AddInstances(int count, InstanceSpec spec) implements ClusterEvent {
        /** Checks. */
        public AddInstances {
            if (count < 1) {
                throw new IllegalArgumentException("At least one instance is added, not " + count);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.addInstances(this);
        }
    }

    /** The cluster's clock jumps; see {@link FakeEcs#jumpClock}. */
    record ClockJump(Duration by) implements ClusterEvent {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.clockJump(this);
        }
    }

    /**
     * From now on there are so many vCPUs of Fargate.
     *
     * @param kind whose limit it is
     * @param provider of which capacity
     * @param zone where, of AWS's capacity; absent: in each zone
     * @param vcpus 0 or more
     */
    record FargateLimit(Kind kind, FargateProvider provider, Optional<String> zone, int vcpus) implements ClusterEvent {
        /** What limits tasks on Fargate. */
        public enum Kind {
            /** {@link FakeFargate#quota}. */
            QUOTA,
            /** {@link FakeFargate#capacity(FargateProvider, int)}. */
            CAPACITY
        }

        /** Checks. */
        public FargateLimit {
            if (vcpus < 0) {
                throw new IllegalArgumentException("There are 0 vCPUs or more, not " + vcpus);
            }
            if (kind == Kind.QUOTA && zone.isPresent()) {
                throw new IllegalArgumentException("A quota is of the account, not of zone " + zone.get());
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fargateLimit(this);
        }

        void on(FakeFargate fargate) {
            switch (kind) {
                case QUOTA -> fargate.quota(provider, vcpus);
                case CAPACITY ->
                    zone.ifPresentOrElse(
                            name -> fargate.capacity(provider, name, vcpus), () -> fargate.capacity(provider, vcpus));
            }
        }
    }

    /**
     * Fargate stops tasks by itself, the oldest first.
     *
     * @param cause why
     * @param count how many at most, from 1 on
     */
    record FargateStop(Cause cause, int count) implements ClusterEvent {
        /** Why Fargate stops tasks. */
        public enum Cause {
            /** {@link FakeFargate#interruptSpot(int)}. */
            INTERRUPT_SPOT,
            /** {@link FakeFargate#retire(int)}. */
            RETIRE
        }

        /** Checks. */
        public FargateStop {
            if (count < 1) {
                throw new IllegalArgumentException("At least one task is stopped, not " + count);
            }
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fargateStop(this);
        }

        void on(FakeFargate fargate) {
            switch (cause) {
                case INTERRUPT_SPOT -> fargate.interruptSpot(count);
                case RETIRE -> fargate.retire(count);
            }
        }
    }

    /**
     * An event and its time.
     *
     * @param at since the start of the fake, on its clock, 0 or more
     * @param event what happens
     */
    record Timed(Duration at, ClusterEvent event) {
        /** Checks. */
        public Timed {
            if (at.isNegative()) {
                throw new IllegalArgumentException("Nothing happens before the start: at " + at);
            }
        }
    }

    private static void checkNumber(int instance) {
        if (instance < 1) {
            throw new IllegalArgumentException("Instances are numbered from 1 on, there is no instance " + instance);
        }
    }
}
