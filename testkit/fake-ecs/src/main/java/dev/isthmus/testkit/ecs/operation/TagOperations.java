package dev.isthmus.testkit.ecs.operation;

import dev.isthmus.testkit.ecs.account.Tags;
import dev.isthmus.testkit.ecs.state.AccountState;
import dev.isthmus.testkit.ecs.wire.ServiceError;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceResponse;

/** The operations on tags of clusters, container instances, task definitions and tasks. */
final class TagOperations {
    private TagOperations() {}

    static TagResourceResponse tag(EcsModel model, TagResourceRequest request) {
        existing(model.account, request.resourceArn());
        Tags.check(request.tags());
        model.account.tags.add(request.resourceArn(), request.tags());
        return TagResourceResponse.builder().build();
    }

    static UntagResourceResponse untag(EcsModel model, UntagResourceRequest request) {
        existing(model.account, request.resourceArn());
        model.account.tags.remove(request.resourceArn(), request.tagKeys());
        return UntagResourceResponse.builder().build();
    }

    static ListTagsForResourceResponse list(EcsModel model, ListTagsForResourceRequest request) {
        existing(model.account, request.resourceArn());
        return ListTagsForResourceResponse.builder()
                .tags(model.account.tags.of(request.resourceArn()))
                .build();
    }

    private static void existing(AccountState account, String arn) {
        boolean known = account.findCluster(arn) != null
                || account.definitions.find(arn) != null
                || account.clusters().stream()
                        .anyMatch(cluster -> cluster.instance(arn) != null || cluster.task(arn) != null);
        if (!known) {
            throw ServiceError.invalidParameter("The specified resource was not found: " + arn);
        }
    }
}
