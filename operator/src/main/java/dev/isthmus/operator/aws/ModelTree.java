package dev.isthmus.operator.aws;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/** A value of the AWS SDK's model as its JSON would be, by the names of the API: what aws prints, and takes. */
public final class ModelTree {

    private ModelTree() {}

    /** The members that are set. */
    public static Map<String, Object> of(SdkPojo value) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (SdkField<?> field : value.sdkFields()) {
            Optional.ofNullable(field.getValueOrDefault(value))
                    .filter(given ->
                            !(given instanceof SdkAutoConstructList) && !(given instanceof SdkAutoConstructMap))
                    .ifPresent(given -> members.put(field.locationName(), tree(given)));
        }
        return members;
    }

    private static Object tree(Object value) {
        if (value instanceof SdkPojo pojo) {
            return of(pojo);
        }
        if (value instanceof List<?> items) {
            List<Object> trees = new ArrayList<>();
            items.forEach(item -> trees.add(tree(item)));
            return trees;
        }
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> trees = new LinkedHashMap<>();
            members.forEach((name, member) -> trees.put(String.valueOf(name), tree(member)));
            return trees;
        }
        if (value instanceof Double number) {
            return BigDecimal.valueOf(number);
        }
        return value instanceof Instant instant ? instant.toString() : value;
    }
}
