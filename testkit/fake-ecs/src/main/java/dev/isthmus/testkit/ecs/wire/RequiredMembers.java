package dev.isthmus.testkit.ecs.wire;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;

/**
 * The required members of requests and of every structure inside them, as the ECS API reference lists them
 * ("Required: Yes"). The SDK's classes do not mark them.
 */
public final class RequiredMembers {
    /** Shape, then its required members. Left out is containerDefinitions, whose absence ECS answers as an empty list. */
    private static final String TABLE = """
            Attribute name
            AwsVpcConfiguration subnets
            CapacityProviderStrategyItem capacityProvider
            ClusterServiceConnectDefaultsRequest namespace
            ContainerDependency containerName condition
            ContainerRestartPolicy enabled
            AutoScalingGroupProvider autoScalingGroupArn
            CreateCapacityProviderRequest name
            DeleteAccountSettingRequest name
            DeleteCapacityProviderRequest capacityProvider
            UpdateCapacityProviderRequest name
            DeleteAttributesRequest attributes
            DeleteClusterRequest cluster
            DeleteTaskDefinitionsRequest taskDefinitions
            DeregisterContainerInstanceRequest containerInstance
            DeregisterTaskDefinitionRequest taskDefinition
            DescribeContainerInstancesRequest containerInstances
            DescribeTaskDefinitionRequest taskDefinition
            DescribeTasksRequest tasks
            Device hostPath
            EBSTagSpecification resourceType
            EFSVolumeConfiguration fileSystemId
            EnvironmentFile value type
            EphemeralStorage sizeInGiB
            ExecuteCommandRequest command interactive task
            FirelensConfiguration type
            FSxWindowsFileServerAuthorizationConfig credentialsParameter domain
            FSxWindowsFileServerVolumeConfiguration fileSystemId rootDirectory authorizationConfig
            GetTaskProtectionRequest cluster
            HealthCheck command
            HostEntry hostname ipAddress
            InferenceAccelerator deviceName deviceType
            ListAttributesRequest targetType
            ListTagsForResourceRequest resourceArn
            LogConfiguration logDriver
            PlatformDevice id type
            ProxyConfiguration containerName
            PutAccountSettingDefaultRequest name value
            PutAccountSettingRequest name value
            PutAttributesRequest attributes
            PutClusterCapacityProvidersRequest cluster capacityProviders defaultCapacityProviderStrategy
            RegisterTaskDefinitionRequest family
            RepositoryCredentials credentialsParameter
            ResourceRequirement value type
            RunTaskRequest taskDefinition
            Secret name valueFrom
            StartTaskRequest containerInstances taskDefinition
            StopTaskRequest task
            TagResourceRequest resourceArn tags
            TaskManagedEBSVolumeConfiguration roleArn
            TaskManagedEBSVolumeTerminationPolicy deleteOnTermination
            TaskVolumeConfiguration name
            Tmpfs containerPath size
            Ulimit name softLimit hardLimit
            UntagResourceRequest resourceArn tagKeys
            UpdateClusterRequest cluster
            UpdateClusterSettingsRequest cluster settings
            UpdateContainerAgentRequest containerInstance
            UpdateContainerInstancesStateRequest containerInstances status
            UpdateTaskProtectionRequest cluster tasks protectionEnabled
            """;

    private static final Map<String, List<String>> BY_SHAPE = new HashMap<>();
    private static final Map<Class<?>, List<SdkField<?>>> BY_CLASS = new ConcurrentHashMap<>();

    static {
        for (String line : TABLE.lines().toList()) {
            List<String> words = List.of(line.split(" "));
            BY_SHAPE.put(words.get(0), words.subList(1, words.size()));
        }
    }

    private RequiredMembers() {}

    /** Shape to required members, by their names in the API model. */
    public static Map<String, List<String>> byShape() {
        return Map.copyOf(BY_SHAPE);
    }

    /**
     * The path of the first required member that is absent, as in {@code placementConstraints[0].type}; null if all are there.
     * An empty text counts as absent, an empty list does not: its own rule says more.
     */
    public static @Nullable String firstAbsent(SdkPojo pojo) {
        for (SdkField<?> field : BY_CLASS.computeIfAbsent(pojo.getClass(), type -> requiredOf(pojo))) {
            if (absent(field.getValueOrDefault(pojo))) {
                return field.locationName();
            }
        }
        for (SdkField<?> field : NestedMembers.of(pojo)) {
            String path = inside(field.locationName(), field.getValueOrDefault(pojo));
            if (path != null) {
                return path;
            }
        }
        return null;
    }

    private static List<SdkField<?>> requiredOf(SdkPojo pojo) {
        List<String> required = BY_SHAPE.getOrDefault(pojo.getClass().getSimpleName(), List.of());
        return pojo.sdkFields().stream()
                .filter(field -> required.contains(field.locationName()))
                .toList();
    }

    private static @Nullable String inside(String path, @Nullable Object value) {
        if (value instanceof SdkPojo pojo) {
            String deeper = firstAbsent(pojo);
            return deeper == null ? null : path + "." + deeper;
        }
        if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                // Most items are texts, in which nothing can be absent.
                if (!(item instanceof String)) {
                    String at = path + "[" + index + "]";
                    String deeper = item == null ? at : inside(at, item);
                    if (deeper != null) {
                        return deeper;
                    }
                }
                index++;
            }
        }
        if (value instanceof Map<?, ?> map) {
            return inside(path, map.values());
        }
        return null;
    }

    private static boolean absent(@Nullable Object value) {
        return value == null || value instanceof SdkAutoConstructList || "".equals(value);
    }
}
