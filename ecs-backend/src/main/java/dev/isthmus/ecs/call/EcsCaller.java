package dev.isthmus.ecs.call;

/** Makes calls, blocking, on whatever thread asks; never throws for what ECS or the network do. */
public interface EcsCaller extends AutoCloseable {

    /** Makes a call. */
    <T> Answer<T> call(EcsCall<T> call);

    @Override
    void close();
}
