package dev.isthmus.ecs.call;

import java.util.function.Function;

/** How a start is bound to the instance that was offered, by RunTask or by StartTask. */
public sealed interface InstanceBinding {

    /** Applies the function of its case. */
    <R> R fold(Function<? super ByConstraint, ? extends R> byConstraint, Function<? super ByName, ? extends R> byName);

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
                Function<? super ByName, ? extends R> byName) {
            return byConstraint.apply(this);
        }
    }

    /** StartTask, which names the container instance. */
    record ByName(String instanceArn) implements InstanceBinding {
        @Override
        public <R> R fold(
                Function<? super ByConstraint, ? extends R> byConstraint,
                Function<? super ByName, ? extends R> byName) {
            return byName.apply(this);
        }
    }
}
