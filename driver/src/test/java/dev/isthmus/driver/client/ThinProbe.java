package dev.isthmus.driver.client;

import dev.isthmus.driver.BorderProbe;
import dev.isthmus.driver.client.machine.FrameworkTold;
import dev.isthmus.mesos.messages.Protos;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** As {@link BorderProbe}, for the driver that is a client of a master: it runs inside a class loader of its own for each flavour of Mesos. */
public final class ThinProbe {

    private ThinProbe() {}

    /** What crossed: one line a method, one a callback. */
    static List<String> run() throws ReflectiveOperationException {
        List<Object> told = new ArrayList<>();
        Scheduler scheduler = (Scheduler) Proxy.newProxyInstance(
                BorderProbe.loader(), new Class<?>[] {Scheduler.class}, (proxy, method, arguments) -> {
                    told.addAll(Arrays.asList(arguments));
                    return null;
                });
        List<String> crossed = new ArrayList<>();
        SchedulerDriver driver = ThinDriver.driver(
                null,
                scheduler,
                (org.apache.mesos.Protos.FrameworkInfo)
                        BorderProbe.theirs(BorderProbe.sample(Protos.FrameworkInfo.class)),
                List.of("role"),
                "master.test:5050",
                true,
                (org.apache.mesos.Protos.Credential) BorderProbe.theirs(BorderProbe.sample(Protos.Credential.class)));
        for (Method method : SchedulerDriver.class.getMethods()) {
            if (!List.of("start", "run").contains(method.getName())) {
                BorderProbe.same("DRIVER_NOT_STARTED", call(driver, method).toString(), method.getName());
            }
            crossed.add("method " + method.getName());
        }
        CalledScheduler called = new CalledScheduler(scheduler, driver);
        for (Method callback : FrameworkTold.Scheduler.class.getMethods()) {
            told.clear();
            callBack(called, callback, told);
            crossed.add("callback " + callback.getName());
        }
        return crossed;
    }

    private static Object call(SchedulerDriver driver, Method method) throws ReflectiveOperationException {
        List<Object> arguments = new ArrayList<>();
        for (Type type : method.getGenericParameterTypes()) {
            arguments.add(BorderProbe.theirs(BorderProbe.sample(type)));
        }
        try {
            return method.invoke(driver, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new AssertionError(method.toGenericString(), e.getCause());
        }
    }

    private static void callBack(CalledScheduler called, Method callback, List<Object> told)
            throws ReflectiveOperationException {
        List<Object> sent = new ArrayList<>();
        for (Type type : callback.getGenericParameterTypes()) {
            sent.add(BorderProbe.sample(type));
        }
        try {
            callback.invoke(called, sent.toArray());
        } catch (InvocationTargetException e) {
            throw new AssertionError(callback.toGenericString(), e.getCause());
        }
        List<Object> arrived = new ArrayList<>();
        for (Object argument : told.subList(1, told.size())) {
            arrived.add(BorderProbe.ours(argument));
        }
        BorderProbe.same(sent, arrived, callback.getName());
    }
}
