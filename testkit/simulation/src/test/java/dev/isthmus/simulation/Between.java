package dev.isthmus.simulation;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.ecs.AwsAccess;
import dev.isthmus.ecs.host.HostLookup;
import dev.isthmus.ecs.sdk.EcsCalls;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.sqs.EventQueue;
import dev.isthmus.master.server.Exchange;
import dev.isthmus.master.serving.SharedMachine;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.time.ProcessTime;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Puts something between two parts of each driver, anew for each of its lives. */
public final class Between {

    private Between() {}

    /** Between the frontend and its framework. */
    public static Wrapping callbacks(BiFunction<ProcessTime, SchedulerCallbacks, SchedulerCallbacks> wrapper) {
        return new Wrapping() {
            @Override
            public SchedulerCallbacks callbacks(DriverLife life, ProcessTime process, SchedulerCallbacks real) {
                return wrapper.apply(process, real);
            }
        };
    }

    /** Between the frontend and its journal. */
    public static Wrapping journal(UnaryOperator<Journal> wrapper) {
        return new Wrapping() {
            @Override
            public Journal journal(DriverLife life, Journal real) {
                return wrapper.apply(real);
            }
        };
    }

    /** Between the frontend and the backend. */
    public static Wrapping backend(BiFunction<ProcessTime, Backend, Backend> wrapper) {
        return new Wrapping() {
            @Override
            public Backend backend(DriverLife life, ProcessTime process, Backend real) {
                return wrapper.apply(process, real);
            }
        };
    }

    /** Between a master and its machine. */
    public static Wrapping machine(UnaryOperator<SharedMachine> wrapper) {
        return new Wrapping() {
            @Override
            public SharedMachine machine(DriverLife life, SharedMachine real) {
                return wrapper.apply(real);
            }
        };
    }

    /** Between a master and requests; what is between is made for each world. */
    public static Wrapping exchange(UnaryOperator<Exchange> wrapper) {
        return new Wrapping() {
            @Override
            public Exchange exchange(DriverLife life, Exchange real) {
                return wrapper.apply(real);
            }
        };
    }

    /** Between the backend and ECS. */
    public static Wrapping calls(BiFunction<ProcessTime, EcsCalls, EcsCalls> wrapper) {
        return aws(UnaryOperator.identity(), wrapper);
    }

    /** Between what calls ECS and the fence that it asks. */
    public static Wrapping fence(UnaryOperator<Fence> wrapper) {
        return aws(wrapper, (process, real) -> real);
    }

    /** Between the backend and its queue of events. */
    public static Wrapping queue(BiFunction<ProcessTime, EventQueue, EventQueue> wrapper) {
        return new Wrapping() {
            @Override
            public AwsAccess aws(DriverLife life, ProcessTime process, AwsAccess real) {
                return new AwsAccess() {
                    @Override
                    public EcsCalls ecs(BackendContext context, Target target, int places) {
                        return real.ecs(context, target, places);
                    }

                    @Override
                    public Optional<HostLookup> ec2(BackendContext context, Target target, Consumer<Runnable> steps) {
                        return real.ec2(context, target, steps);
                    }

                    @Override
                    public Optional<EventQueue> events(BackendContext context, Target target) {
                        return real.events(context, target).map(queue -> wrapper.apply(process, queue));
                    }
                };
            }
        };
    }

    private static Wrapping aws(UnaryOperator<Fence> fences, BiFunction<ProcessTime, EcsCalls, EcsCalls> wrapper) {
        return new Wrapping() {
            @Override
            public AwsAccess aws(DriverLife life, ProcessTime process, AwsAccess real) {
                return new AwsAccess() {
                    @Override
                    public EcsCalls ecs(BackendContext context, Target target, int places) {
                        BackendContext changed = new BackendContext(
                                context.settings(),
                                context.clock(),
                                context.scheduler(),
                                fences.apply(context.fence()));
                        return wrapper.apply(process, real.ecs(changed, target, places));
                    }

                    @Override
                    public Optional<HostLookup> ec2(BackendContext context, Target target, Consumer<Runnable> steps) {
                        return real.ec2(context, target, steps);
                    }

                    @Override
                    public Optional<EventQueue> events(BackendContext context, Target target) {
                        return real.events(context, target);
                    }
                };
            }
        };
    }
}
