package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CreateCapacityProviderRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteAccountSettingRequest;
import software.amazon.awssdk.services.ecs.model.DeleteAttributesRequest;
import software.amazon.awssdk.services.ecs.model.DeleteCapacityProviderRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandRequest;
import software.amazon.awssdk.services.ecs.model.GetTaskProtectionRequest;
import software.amazon.awssdk.services.ecs.model.ListAccountSettingsRequest;
import software.amazon.awssdk.services.ecs.model.ListAttributesRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionFamiliesRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingDefaultRequest;
import software.amazon.awssdk.services.ecs.model.PutAccountSettingRequest;
import software.amazon.awssdk.services.ecs.model.PutAttributesRequest;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateCapacityProviderRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsRequest;
import software.amazon.awssdk.services.ecs.model.UpdateContainerAgentRequest;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateRequest;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionRequest;

/** Every operation that the fake knows, by name. */
public final class Operations {
    private static final Map<String, Operation> BY_NAME = new LinkedHashMap<>();

    static {
        clusters();
        instances();
        definitions();
        tasks();
        account();
    }

    private Operations() {}

    /** The operation of that name, if it is implemented. */
    public static Optional<Operation> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All of them. */
    public static List<Operation> all() {
        return List.copyOf(BY_NAME.values());
    }

    /** The names of all operations that the SDK's client has, implemented here or not, in alphabetical order. */
    public static SortedSet<String> ofTheSdk() {
        SortedSet<String> names = new TreeSet<>();
        for (Method method : EcsClient.class.getMethods()) {
            boolean takesARequest = method.getParameterCount() == 1
                    && EcsRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                    && EcsResponse.class.isAssignableFrom(method.getReturnType());
            if (takesARequest) {
                names.add(method.getParameterTypes()[0].getSimpleName().replaceFirst("Request$", ""));
            }
        }
        return names;
    }

    /** The answer to an operation that is not implemented: another one for ECS's own than for a name that ECS does not know. */
    public static ServiceError refusal(String name) {
        return ofTheSdk().contains(name)
                ? ServiceError.unsupported("This fake does not implement the operation " + name)
                : ServiceError.of("UnknownOperationException", "ECS has no operation " + name);
    }

    private static <Q extends EcsRequest> void add(
            Class<Q> request, BiFunction<EcsModel, Q, ? extends EcsResponse> handler) {
        Operation operation = Operation.of(request, handler);
        BY_NAME.put(operation.name(), operation);
    }

    private static void clusters() {
        add(CreateClusterRequest.class, ClusterOperations::create);
        add(DescribeClustersRequest.class, ClusterOperations::describe);
        add(ListClustersRequest.class, ClusterOperations::list);
        add(UpdateClusterRequest.class, ClusterOperations::update);
        add(UpdateClusterSettingsRequest.class, ClusterOperations::updateSettings);
        add(DeleteClusterRequest.class, ClusterOperations::delete);
        add(CreateCapacityProviderRequest.class, CapacityProviderOperations::create);
        add(UpdateCapacityProviderRequest.class, CapacityProviderOperations::update);
        add(DeleteCapacityProviderRequest.class, CapacityProviderOperations::delete);
        add(PutClusterCapacityProvidersRequest.class, CapacityProviderOperations::put);
        add(DescribeCapacityProvidersRequest.class, CapacityProviderOperations::describe);
    }

    private static void instances() {
        add(RegisterContainerInstanceRequest.class, RegistrationOperations::register);
        add(ListContainerInstancesRequest.class, InstanceOperations::list);
        add(DescribeContainerInstancesRequest.class, InstanceOperations::describe);
        add(UpdateContainerInstancesStateRequest.class, InstanceOperations::updateState);
        add(UpdateContainerAgentRequest.class, InstanceOperations::updateAgent);
        add(DeregisterContainerInstanceRequest.class, InstanceOperations::deregister);
        add(PutAttributesRequest.class, AttributeOperations::put);
        add(ListAttributesRequest.class, AttributeOperations::list);
        add(DeleteAttributesRequest.class, AttributeOperations::delete);
    }

    private static void definitions() {
        add(RegisterTaskDefinitionRequest.class, DefinitionOperations::register);
        add(DescribeTaskDefinitionRequest.class, DefinitionOperations::describe);
        add(ListTaskDefinitionsRequest.class, DefinitionOperations::list);
        add(ListTaskDefinitionFamiliesRequest.class, DefinitionOperations::families);
        add(DeregisterTaskDefinitionRequest.class, DefinitionOperations::deregister);
        add(DeleteTaskDefinitionsRequest.class, DefinitionOperations::delete);
    }

    private static void tasks() {
        add(StartTaskRequest.class, LaunchOperations::startTask);
        add(RunTaskRequest.class, LaunchOperations::runTask);
        add(StopTaskRequest.class, TaskOperations::stop);
        add(DescribeTasksRequest.class, TaskOperations::describe);
        add(ListTasksRequest.class, TaskOperations::list);
        add(ExecuteCommandRequest.class, TaskOperations::execute);
        add(GetTaskProtectionRequest.class, TaskOperations::protection);
        add(UpdateTaskProtectionRequest.class, TaskOperations::protect);
    }

    private static void account() {
        add(TagResourceRequest.class, TagOperations::tag);
        add(UntagResourceRequest.class, TagOperations::untag);
        add(ListTagsForResourceRequest.class, TagOperations::list);
        add(PutAccountSettingRequest.class, SettingOperations::put);
        add(PutAccountSettingDefaultRequest.class, SettingOperations::putDefault);
        add(ListAccountSettingsRequest.class, SettingOperations::list);
        add(DeleteAccountSettingRequest.class, SettingOperations::delete);
    }
}
