package dev.isthmus.ecs.call;

/** Makes blocking calls on the caller's thread. Errors of ECS and of the network are answers, not exceptions. */
public interface EcsCaller extends AutoCloseable {

    /** Makes a call. */
    <T> Answer<T> call(EcsCall<T> call);

    @Override
    void close();
}
