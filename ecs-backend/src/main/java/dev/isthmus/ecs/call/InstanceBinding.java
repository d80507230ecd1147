package dev.isthmus.ecs.call;

import dev.isthmus.ecs.fargate.SlotProvider;
import dev.isthmus.ecs.fargate.TaskSize;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * How a start is bound to what was offered: to an instance, by RunTask or by StartTask; to a size on Fargate, or to whatever instance a capacity provider finds
 * or adds, by RunTask.
 */
public sealed interface InstanceBinding {

    /** Applies the function of its case. */
    <R> R fold(
            Function<? super ByConstraint, ? extends R> byConstraint,
            Function<? super ByName, ? extends R> byName,
            Function<? super OnFargate, ? extends R> onFargate,
            Function<? super ByProvider, ? extends R> byProvider);

    /** Whether the start carries a client token, so that it can be asked for again when its answer is lost. */
    default boolean hasToken() {
        return fold(byConstraint -> true, byName -> false, onFargate -> true, byProvider -> true);
    }

    /**
     * RunTask with a {@code memberOf} constraint on the machine, and a client token. By the strategy of the machine's capacity provider, so that the task counts
     * for it and holds its instance when the provider scales in; by launch type where there is none, or where it is not to be used.
     *
     * @param machineId the instance's id in EC2 ({@code i-...}), or in Systems Manager ({@code mi-...}) for one outside EC2
     * @param provider the capacity provider; empty to start by launch type
     */
    record ByConstraint(String machineId, Optional<String> provider) implements InstanceBinding {

        /** By launch type. */
        public ByConstraint(String machineId) {
            this(machineId, Optional.empty());
        }

        /** Whether it is a machine outside EC2, which needs launch type EXTERNAL. */
        public boolean external() {
            return machineId.startsWith("mi-");
        }

        @Override
        public <R> R fold(
                Function<? super ByConstraint, ? extends R> byConstraint,
                Function<? super ByName, ? extends R> byName,
                Function<? super OnFargate, ? extends R> onFargate,
                Function<? super ByProvider, ? extends R> byProvider) {
            return byConstraint.apply(this);
        }
    }

    /** StartTask, which names the container instance. */
    record ByName(String instanceArn) implements InstanceBinding {
        @Override
        public <R> R fold(
                Function<? super ByConstraint, ? extends R> byConstraint,
                Function<? super ByName, ? extends R> byName,
                Function<? super OnFargate, ? extends R> onFargate,
                Function<? super ByProvider, ? extends R> byProvider) {
            return byName.apply(this);
        }
    }

    /**
     * RunTask on Fargate, with a client token: by launch type on demand, by its capacity provider on Spot.
     *
     * @param provider on demand or Spot
     * @param size of the task
     * @param storage its ephemeral storage, 21 to 200 GiB; empty for the 20 of every task
     * @param platform the platform version; empty for AWS's latest
     * @param publicAddress whether its interface has a public address
     */
    record OnFargate(
            SlotProvider provider, TaskSize size, OptionalInt storage, Optional<String> platform, boolean publicAddress)
            implements InstanceBinding {

        /** How many characters it adds to the overrides as JSON, at most. */
        public int jsonLength() {
            return ",\"cpu\":\"16384\",\"memory\":\"122880\"".length()
                    + (storage.isPresent() ? ",\"ephemeralStorage\":{\"sizeInGiB\":200}".length() : 0);
        }

        @Override
        public <R> R fold(
                Function<? super ByConstraint, ? extends R> byConstraint,
                Function<? super ByName, ? extends R> byName,
                Function<? super OnFargate, ? extends R> onFargate,
                Function<? super ByProvider, ? extends R> byProvider) {
            return onFargate.apply(this);
        }
    }

    /**
     * RunTask by the strategy of one capacity provider, and a client token: on whichever of its instances has room, or on one that it adds.
     *
     * @param name the capacity provider
     */
    record ByProvider(String name) implements InstanceBinding {
        @Override
        public <R> R fold(
                Function<? super ByConstraint, ? extends R> byConstraint,
                Function<? super ByName, ? extends R> byName,
                Function<? super OnFargate, ? extends R> onFargate,
                Function<? super ByProvider, ? extends R> byProvider) {
            return byProvider.apply(this);
        }
    }
}
