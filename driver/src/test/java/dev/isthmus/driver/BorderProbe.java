package dev.isthmus.driver;

import dev.isthmus.driver.message.FrameworkMesos;
import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.Message;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/**
 * Sends full messages through every method and every callback that the Mesos classes beside it have, and checks what
 * arrives. It runs inside a class loader of its own for each flavour of Mesos, so it knows neither JUnit nor a protobuf
 * but ours, and works by reflection alone.
 */
public final class BorderProbe {

    private static final String THEIRS = "org.apache.mesos.";
    private static final String OURS = "dev.isthmus.mesos.messages.";

    private record Call(String method, List<?> arguments) {
        static Call of(Method method, Object[] arguments) {
            return new Call(method.getName(), arguments == null ? List.of() : Arrays.asList(arguments));
        }

        /** With arrays as values, which an array is not. */
        Call {
            arguments = arguments.stream()
                    .map(argument -> argument instanceof byte[] bytes ? ByteString.copyFrom(bytes) : argument)
                    .toList();
        }
    }

    private final List<Call> atDriver = new ArrayList<>();
    private final List<Call> atScheduler = new ArrayList<>();
    private final List<String> crossed = new ArrayList<>();
    private final SchedulerDriver driver;
    private final SchedulerDriver dropIn;
    private SchedulerCallbacks callbacks;
    private Protos.Status answer = Protos.Status.DRIVER_RUNNING;

    private BorderProbe() throws ReflectiveOperationException {
        Scheduler scheduler = (Scheduler)
                Proxy.newProxyInstance(loader(), new Class<?>[] {Scheduler.class}, (proxy, method, arguments) -> {
                    atScheduler.add(Call.of(method, arguments));
                    return null;
                });
        FrameworkDriver fake = (FrameworkDriver)
                Proxy.newProxyInstance(loader(), new Class<?>[] {FrameworkDriver.class}, (proxy, method, arguments) -> {
                    atDriver.add(Call.of(method, arguments));
                    return answer;
                });
        Message framework = Samples.full(Protos.FrameworkInfo.class, 1);
        Message credential = Samples.full(Protos.Credential.class, 2);
        DriverArguments subscription = DriverArguments.of(
                        scheduler,
                        (org.apache.mesos.Protos.FrameworkInfo) theirs(framework),
                        List.of("role"),
                        "ecs://cluster",
                        false)
                .with((org.apache.mesos.Protos.Credential) theirs(credential));
        same(
                new DriverArguments(
                        (Protos.FrameworkInfo) framework, List.of("role"), "ecs://cluster", false, (Protos.Credential)
                                credential),
                subscription,
                "constructor");
        driver = new ECSSchedulerDriver(scheduler, subscription, (asked, toCall) -> {
            same(subscription, asked, "subscription");
            callbacks = toCall;
            return fake;
        });
        Constructor<MesosSchedulerDriver> before =
                MesosSchedulerDriver.class.getDeclaredConstructor(SchedulerDriver.class);
        before.setAccessible(true);
        dropIn = before.newInstance(driver);
    }

    /** What crossed intact: one line a method, one a callback. */
    static List<String> run() throws ReflectiveOperationException {
        BorderProbe probe = new BorderProbe();
        for (Method method : SchedulerDriver.class.getMethods()) {
            probe.call(method);
        }
        for (Method callback : SchedulerCallbacks.class.getMethods()) {
            probe.callBack(callback);
        }
        return probe.crossed;
    }

    /** The error when a state is delivered that these Mesos classes do not have; empty if they took it. */
    static String unknownState() throws ReflectiveOperationException {
        try {
            new BorderProbe()
                    .callbacks.statusUpdate(Protos.TaskStatus.newBuilder()
                            .setTaskId(Protos.TaskID.newBuilder().setValue("task"))
                            .setState(Protos.TaskState.TASK_UNREACHABLE)
                            .build());
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** Of which version these Mesos classes are taken to be. */
    static String version() {
        return FrameworkMesos.version();
    }

    private void call(Method method) throws ReflectiveOperationException {
        List<Object> sent = new ArrayList<>();
        List<Object> wanted = new ArrayList<>();
        for (Type type : method.getGenericParameterTypes()) {
            Object ours = sample(type);
            wanted.add(ours);
            sent.add(theirs(ours));
        }
        String name = method.getName();
        if (name.equals("stop") && wanted.isEmpty()) {
            wanted.add(false);
        }
        if (name.equals("launchTasks") && !(wanted.get(0) instanceof Collection)) {
            wanted.set(0, List.of(wanted.get(0)));
        }
        if (List.of("launchTasks", "acceptOffers", "declineOffer").contains(name)
                && !(wanted.get(wanted.size() - 1) instanceof Protos.Filters)) {
            wanted.add(Protos.Filters.getDefaultInstance());
        }
        if (name.equals("updateFramework") && wanted.size() == 2) {
            wanted.add(dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.getDefaultInstance());
        }
        for (Protos.Status status : Protos.Status.values()) {
            answer = status;
            atDriver.clear();
            Object returned = invoke(method, driver, sent);
            same(status.name(), returned.toString(), "what " + name + " returns");
            same(List.of(new Call(name, wanted)), atDriver, name);
            atDriver.clear();
            Object returnedByDropIn = invoke(method, dropIn, sent);
            same(returned, returnedByDropIn, "what " + name + " of the drop-in returns");
            same(List.of(new Call(name, wanted)), atDriver, name + " of the drop-in");
        }
        crossed.add("method " + method.toGenericString());
    }

    private void callBack(Method callback) throws ReflectiveOperationException {
        List<Object> wanted = new ArrayList<>();
        for (Type type : callback.getGenericParameterTypes()) {
            wanted.add(sample(type));
        }
        atScheduler.clear();
        invoke(callback, callbacks, wanted);
        Call call = atScheduler.get(0);
        same(1, atScheduler.size(), "how often " + callback.getName() + " is called");
        if (call.arguments().get(0) != driver) {
            throw new AssertionError(callback.getName() + " does not get the framework's own driver object");
        }
        List<Object> arrived = new ArrayList<>();
        for (Object argument : call.arguments().subList(1, call.arguments().size())) {
            arrived.add(ours(argument));
            if (argument instanceof List<?> list) {
                list.clear(); // conformance point 26: the framework may change it
            }
        }
        same(new Call(callback.getName(), wanted), new Call(call.method(), arrived), callback.getName());
        crossed.add("callback " + callback.getName());
    }

    private static Object invoke(Method method, Object target, List<Object> arguments)
            throws ReflectiveOperationException {
        try {
            return method.invoke(target, arguments.toArray());
        } catch (InvocationTargetException e) {
            throw new AssertionError(method.toGenericString(), e.getCause());
        }
    }

    private static final byte[] DATA = {1, 2, -3, 0};

    /** A full value of a parameter, in our messages. */
    public static Object sample(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType collection) {
            Type element = collection.getActualTypeArguments()[0];
            return element == String.class
                    ? List.of("role-a", "role-b")
                    : List.of(message(element, 7), message(element, 8));
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == int.class) {
            return 9;
        }
        if (type == String.class) {
            return "text";
        }
        return type == byte[].class ? DATA : message(type, 3);
    }

    private static Message message(Type type, int number) throws ReflectiveOperationException {
        return Samples.full(Class.forName(type.getTypeName().replace(THEIRS, OURS)), number);
    }

    /** The same in the messages beside this class. */
    public static Object theirs(Object ours) throws ReflectiveOperationException {
        if (ours instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            for (Object one : list) {
                all.add(theirs(one));
            }
            return all;
        }
        if (ours instanceof Message message) {
            return Class.forName(ours.getClass().getName().replace(OURS, THEIRS))
                    .getMethod("parseFrom", byte[].class)
                    .invoke(null, (Object) message.toByteArray());
        }
        return ours;
    }

    /** The same in our messages. */
    public static Object ours(Object theirs) throws ReflectiveOperationException {
        if (theirs instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            for (Object one : list) {
                all.add(ours(one));
            }
            return all;
        }
        if (theirs.getClass().getName().startsWith(THEIRS)) {
            return Class.forName(theirs.getClass().getName().replace(THEIRS, OURS))
                    .getMethod("parseFrom", byte[].class)
                    .invoke(null, theirs.getClass().getMethod("toByteArray").invoke(theirs));
        }
        return theirs;
    }

    /** Fails unless both are the same. */
    public static void same(Object wanted, Object got, String what) {
        if (!wanted.equals(got)) {
            throw new AssertionError(what + ": wanted\n" + wanted + "\nbut got\n" + got);
        }
    }

    /** The class loader of this flavour. */
    public static ClassLoader loader() {
        return BorderProbe.class.getClassLoader();
    }
}
