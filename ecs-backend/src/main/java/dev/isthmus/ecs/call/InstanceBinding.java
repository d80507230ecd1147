package dev.isthmus.ecs.call;

import dev.isthmus.ecs.fargate.SlotProvider;
import dev.isthmus.ecs.fargate.TaskSize;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** How a start is bound to what was offered: to an instance, by RunTask or by StartTask, or to a size on Fargate, by RunTask. */
public sealed interface InstanceBinding {

    /** Applies the function of its case. */
    <R> R fold(
            Function<? super ByConstraint, ? extends R> byConstraint,
            Function<? super ByName, ? extends R> byName,
            Function<? super OnFargate, ? extends R> onFargate);

    /** Whether the start carries a client token, so that it can be asked for again when its answer is lost. */
    default boolean hasToken() {
        return fold(byConstraint -> true, byName -> false, onFargate -> true);
    }

    /**
     * RunTask with a {@code memberOf} constraint on the machine, and a client token.
     *
     * @param machineId the instance's id in EC2 ({@code i-...}), or in Systems Manager ({@code mi-...}) for one outside EC2
     */
    record ByConstraint(String machineId) implements InstanceBinding {

        /** Whether it is a machine outside EC2, which needs launch type EXTERNAL. */
        public boolean external() {
            return machineId.startsWith("mi-");
        }

        @Override
        public <R> R fold(
                Function<? super ByConstraint, ? extends R> byConstraint,
                Function<? super ByName, ? extends R> byName,
                Function<? super OnFargate, ? extends R> onFargate) {
            return byConstraint.apply(this);
        }
    }

    /** StartTask, which names the container instance. */
    record ByName(String instanceArn) implements InstanceBinding {
        @Override
        public <R> R fold(
                Function<? super ByConstraint, ? extends R> byConstraint,
                Function<? super ByName, ? extends R> byName,
                Function<? super OnFargate, ? extends R> onFargate) {
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
                Function<? super OnFargate, ? extends R> onFargate) {
            return onFargate.apply(this);
        }
    }
}
