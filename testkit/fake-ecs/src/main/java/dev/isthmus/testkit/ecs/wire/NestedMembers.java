package dev.isthmus.testkit.ecs.wire;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;

/** The members of the SDK's structures in which others can be, found once for each class: who looks for something deep inside leaves out the rest. */
public final class NestedMembers {
    private static final Map<Class<?>, List<SdkField<?>>> KNOWN = new ConcurrentHashMap<>();

    private NestedMembers() {}

    /** Those members of a structure that are structures, lists or maps, in the order of the API model, whether they are there or not. */
    public static List<SdkField<?>> of(SdkPojo pojo) {
        return KNOWN.computeIfAbsent(
                pojo.getClass(),
                type -> pojo.sdkFields().stream()
                        .filter(NestedMembers::isNested)
                        .toList());
    }

    static boolean isNested(SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        return type == MarshallingType.SDK_POJO || type == MarshallingType.LIST || type == MarshallingType.MAP;
    }
}
