package dev.isthmus.ecs.sdk;

import dev.isthmus.api.backend.BackendException;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.failure.BackendFailure.Category;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * The cluster, region and endpoint to call.
 *
 * @param cluster name or ARN
 * @param region the region to sign for
 * @param override the endpoint of ECS, if not that of the region
 */
public record Target(String cluster, String region, Optional<URI> override) {

    private static final Pattern AWS_HOST =
            Pattern.compile("(?:.*\\.)?ecs(?:-fips)?\\.([a-z]{2}(?:-[a-z]+)+-\\d)\\..*");
    private static final Pattern CLUSTER_ARN = Pattern.compile("arn:aws[a-z-]*:ecs:([a-z0-9-]+):\\d+:cluster/(.+)");
    private static final String LOOPBACK_REGION = "us-east-1";

    /** Determines the region from the usual settings. */
    public static Target of(String cluster, Optional<URI> override) {
        return of(cluster, override, Target::regionSetHere, Target::regionSetAnywhere);
    }

    /**
     * Finds the region: that of the cluster's ARN, else what the SDK's chain says, else what the endpoint says.
     *
     * @param here what system properties, environment and profile say
     * @param anywhere the same, and where that says nothing, what the machine's metadata service says
     */
    static Target of(
            String cluster,
            Optional<URI> override,
            Supplier<Optional<String>> here,
            Supplier<Optional<String>> anywhere) {
        Matcher arn = CLUSTER_ARN.matcher(cluster);
        if (arn.matches()) {
            return new Target(cluster, arn.group(1), override);
        }
        Optional<String> endpoints = override.flatMap(Target::regionOf);
        // Where the endpoint settles it, the metadata service is not asked: off EC2 it answers only with a timeout.
        Optional<String> region = endpoints.isPresent() ? here.get().or(() -> endpoints) : anywhere.get();
        return new Target(
                cluster,
                region.orElseThrow(
                        () -> new BackendException(
                                new BackendFailure(
                                        Category.CALLER,
                                        "no AWS region is set"
                                                + override.map(uri -> ", and endpoint " + uri + " names none")
                                                        .orElse("")
                                                + ": set AWS_REGION, or system property aws.region, or a region in the AWS profile, or give "
                                                + "AWS_ECS_CLUSTER as an ARN, or AWS_ECS_ENDPOINT as https://ecs.<region>.amazonaws.com"))),
                override);
    }

    private static Optional<String> regionOf(URI endpoint) {
        if (Nearby.isLoopback(endpoint)) {
            return Optional.of(LOOPBACK_REGION);
        }
        Matcher host = AWS_HOST.matcher(endpoint.getHost().toLowerCase(Locale.ROOT));
        return host.matches() ? Optional.of(host.group(1)) : Optional.empty();
    }

    private static Optional<String> regionSetHere() {
        return regionBy(new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider()));
    }

    private static Optional<String> regionSetAnywhere() {
        return regionBy(new DefaultAwsRegionProviderChain());
    }

    private static Optional<String> regionBy(AwsRegionProvider provider) {
        try {
            return Optional.of(provider.getRegion().id());
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    /** Whether the endpoint is on this machine. */
    public boolean loopback() {
        return override.filter(Nearby::isLoopback).isPresent();
    }

    /** The endpoint of ECS. */
    public URI endpoint() {
        return override.orElseGet(() -> endpointOf("ecs"));
    }

    /** The region's own endpoint of a service, by its name in endpoints: {@code ec2}. */
    public URI endpointOf(String service) {
        URI bare = ServiceMetadata.of(service).endpointFor(Region.of(region));
        return bare.getScheme() == null ? URI.create("https://" + bare) : bare;
    }

    /** The name of the cluster, without the rest of an ARN. */
    public String clusterName() {
        Matcher arn = CLUSTER_ARN.matcher(cluster);
        return arn.matches() ? arn.group(2) : cluster;
    }

    /** A description for messages, with its endpoint. */
    String words(URI at) {
        return "cluster '" + cluster + "' in region " + region + " at " + at;
    }
}
