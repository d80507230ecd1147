package dev.isthmus.agent.app;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Looks at classes of Mesos's as a framework finds them: whether they have native methods, and what comes of making one. */
public final class NativeClasses {

    private NativeClasses() {}

    /** Says of each class that is named what becomes of its constructors. */
    public static void main(String[] names) throws ReflectiveOperationException {
        for (String name : names) {
            Class<?> type = Class.forName(name);
            for (Method method : type.getDeclaredMethods()) {
                if (Modifier.isNative(method.getModifiers())) {
                    System.out.println(name + " has native " + method.getName());
                }
            }
            for (Constructor<?> constructor : type.getConstructors()) {
                if (!Modifier.isAbstract(type.getModifiers())) {
                    System.out.println(name + " ends in " + outcome(constructor));
                }
            }
        }
    }

    private static String outcome(Constructor<?> constructor) throws ReflectiveOperationException {
        Class<?>[] types = constructor.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = Array.get(Array.newInstance(types[i], 1), 0);
        }
        try {
            return "a new " + constructor.newInstance(arguments).getClass().getName();
        } catch (InvocationTargetException e) {
            return e.getCause().toString();
        }
    }
}
