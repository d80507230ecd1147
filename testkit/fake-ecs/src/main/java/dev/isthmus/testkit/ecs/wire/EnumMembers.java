package dev.isthmus.testkit.ecs.wire;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Finds values that their enumeration does not have. The SDK keeps such members as texts; which enumeration they are of is read
 * from the getter that answers it.
 */
public final class EnumMembers {
    private static final String UNKNOWN = "UNKNOWN_TO_SDK_VERSION";
    private static final Map<Class<?>, List<Member>> KNOWN = new ConcurrentHashMap<>();

    private EnumMembers() {}

    /** A member to look at; {@code allowed} are the values of its enumeration, none if it is of no enumeration. */
    private record Member(SdkField<?> field, List<String> allowed) {}

    /** A member that holds a value which its enumeration does not have. */
    public record Unknown(String member, String value, List<String> allowed) {
        /** Copies. */
        public Unknown {
            allowed = List.copyOf(allowed);
        }
    }

    /** The first such member of a request or of what is inside it; null if there is none. */
    public static @Nullable Unknown firstUnknown(SdkPojo pojo) {
        for (Member member : KNOWN.computeIfAbsent(pojo.getClass(), type -> membersOf(type, pojo))) {
            SdkField<?> field = member.field();
            Object value = field.getValueOrDefault(pojo);
            Unknown unknown =
                    member.allowed().isEmpty() ? inside(value) : among(field.locationName(), value, member.allowed());
            if (unknown != null) {
                return unknown;
            }
        }
        return null;
    }

    private static @Nullable Unknown among(String member, @Nullable Object value, List<String> allowed) {
        if (value instanceof String text) {
            return allowed.contains(text) ? null : new Unknown(member, text, allowed);
        }
        if (value instanceof Collection<?> items) {
            for (Object item : items) {
                Unknown unknown = among(member, item, allowed);
                if (unknown != null) {
                    return unknown;
                }
            }
        }
        return null;
    }

    private static @Nullable Unknown inside(@Nullable Object value) {
        if (value instanceof SdkPojo pojo) {
            return firstUnknown(pojo);
        }
        if (value instanceof Collection<?> items) {
            for (Object item : items) {
                Unknown unknown = inside(item);
                if (unknown != null) {
                    return unknown;
                }
            }
        }
        return value instanceof Map<?, ?> map ? inside(map.values()) : null;
    }

    /** The members that are of an enumeration, or in which such can be. */
    private static List<Member> membersOf(Class<?> type, SdkPojo pojo) {
        List<Member> members = new ArrayList<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            List<String> allowed = valuesOf(type, field);
            if (!allowed.isEmpty() || NestedMembers.isNested(field)) {
                members.add(new Member(field, allowed));
            }
        }
        return List.copyOf(members);
    }

    private static List<String> valuesOf(Class<?> type, SdkField<?> field) {
        List<String> allowed = List.of();
        for (Method method : type.getMethods()) {
            if (method.getParameterCount() == 0 && method.getName().equals(field.memberName())) {
                allowed = values(method.getGenericReturnType()).orElse(allowed);
            }
        }
        return allowed;
    }

    private static java.util.Optional<List<String>> values(Type type) {
        Type item = type instanceof ParameterizedType generic && generic.getActualTypeArguments().length == 1
                ? generic.getActualTypeArguments()[0]
                : type;
        if (!(item instanceof Class<?> candidate) || !candidate.isEnum()) {
            return java.util.Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (Object constant : candidate.getEnumConstants()) {
            if (!((Enum<?>) constant).name().equals(UNKNOWN)) {
                values.add(constant.toString());
            }
        }
        return java.util.Optional.of(List.copyOf(values));
    }
}
