package dev.isthmus.testkit.ecs.fault;

import java.util.function.Function;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ecs.model.EcsRequest;

/** A condition on requests, for a {@link FaultRule} to match. */
public sealed interface RequestCondition {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super Member, ? extends R> member,
            Function<? super Family, ? extends R> family,
            Function<? super Instance, ? extends R> instance,
            Function<? super Matching, ? extends R> matching);

    /**
     * A member of the request, or one inside it, has this value.
     *
     * @param path the names from the request down, with dots: {@code startedBy},
     *     {@code overrides.containerOverrides.environment.value}; of a list, any entry
     * @param value its text; {@code *} stands for any letters
     */
    record Member(String path, String value) implements RequestCondition {
        /** Checks. */
        public Member {
            if (!path.matches("\\w+(\\.\\w+)*")) {
                throw new IllegalArgumentException(
                        "A member is named like startedBy or overrides.containerOverrides.name, not '" + path + "'");
            }
        }

        @Override
        public String toString() {
            return path + " = " + value;
        }

        @Override
        public <R> R fold(
                Function<? super Member, ? extends R> member,
                Function<? super Family, ? extends R> family,
                Function<? super Instance, ? extends R> instance,
                Function<? super Matching, ? extends R> matching) {
            return member.apply(this);
        }
    }

    /** It is about a task definition of this family, or about a task of one. */
    record Family(String name) implements RequestCondition {
        @Override
        public String toString() {
            return "family " + name;
        }

        @Override
        public <R> R fold(
                Function<? super Member, ? extends R> member,
                Function<? super Family, ? extends R> family,
                Function<? super Instance, ? extends R> instance,
                Function<? super Matching, ? extends R> matching) {
            return family.apply(this);
        }
    }

    /**
     * It names this container instance, or a task on it, or is bound to it by a placement constraint.
     *
     * @param instance its number in order of registration, from 1 on, or its ARN, its id, or its EC2 id
     */
    record Instance(String instance) implements RequestCondition {
        /** Checks. */
        public Instance {
            if (instance.isBlank() || instance.matches("0+|-.*")) {
                throw new IllegalArgumentException(
                        "An instance is its number, from 1 on, or its ARN or id, not '" + instance + "'");
            }
        }

        @Override
        public String toString() {
            return "instance " + instance;
        }

        @Override
        public <R> R fold(
                Function<? super Member, ? extends R> member,
                Function<? super Family, ? extends R> family,
                Function<? super Instance, ? extends R> instance,
                Function<? super Matching, ? extends R> matching) {
            return instance.apply(this);
        }
    }

    /**
     * Anything else.
     *
     * @param description what it is, for those who read the schedule
     * @param predicate is asked on the thread of the call; must neither block nor call the fake
     */
    record Matching(String description, Predicate<EcsRequest> predicate) implements RequestCondition {
        @Override
        public String toString() {
            return description;
        }

        @Override
        public <R> R fold(
                Function<? super Member, ? extends R> member,
                Function<? super Family, ? extends R> family,
                Function<? super Instance, ? extends R> instance,
                Function<? super Matching, ? extends R> matching) {
            return matching.apply(this);
        }
    }
}
