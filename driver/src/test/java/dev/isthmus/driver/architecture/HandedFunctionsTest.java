package dev.isthmus.driver.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.isthmus.driver.architecture.planted.functions.HandsFunctions;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * ADR 24: in the cores of the backend a class gives another one values, not functions to be called later, so that what waits is seen in states. Allowed are
 * what stays within one class; the actions of the cases of a sealed type; and a listener, which has a type of its own and is given once, to the constructor.
 */
class HandedFunctionsTest {

    /** They carry calls, or what is to be done later, for all others. */
    private static final Set<String> CARRIERS = Set.of(
            "dev.isthmus.ecs.step.Steps", "dev.isthmus.ecs.budget.EcsCallQueue", "dev.isthmus.ecs.budget.PagedReads");

    /** What has its reason to stay. */
    private static final Set<String> BY_DESIGN = Set.of(
            // Asked within the call, and forgotten after it: two parts, and the tests, decide by themselves what is
            // found.
            "EcsTaskLedger.take: Discovery",
            // What the SPI asks for: a pure answer for each agent.
            "SuitableProcessors.of: Predicate",
            // How the shell reaches EC2.
            "HostLookup.begin: Consumer");

    private static final Set<String> OF_CASES = Set.of("fold", "match", "map");

    @Test
    void no_class_of_the_backends_cores_hands_another_one_a_function() {
        List<Class<?>> cores = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.isthmus.ecs").stream()
                        .filter(type -> CoreSources.isOfBackend(topLevel(type.getName())))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
        assertThat(cores)
                .extracting(Class::getSimpleName)
                .contains("ClusterPoller", "EcsLaunches", "Definitions", "Steps");
        assertThat(found(cores))
                .as("functions that one class hands another; an exception that is not needed leaves its list")
                .isEqualTo(new TreeSet<>(BY_DESIGN));
    }

    @Test
    void what_is_planted_is_found_and_what_is_allowed_is_not() {
        assertThat(found(Stream.concat(
                                Stream.of(HandsFunctions.class),
                                Arrays.stream(HandsFunctions.class.getDeclaredClasses()))
                        .toList()))
                .containsExactly(
                        "HandsFunctions.<init>: Consumer",
                        "HandsFunctions.ask: Answered",
                        "HandsFunctions.later: Runnable",
                        "HandsFunctions.many: BiFunction",
                        "HandsFunctions.next: Supplier",
                        "HandsFunctions.open: Consumer",
                        "Results.<init>: Predicate",
                        "Results.isGood: Predicate");
    }

    private static SortedSet<String> found(List<Class<?>> types) {
        SortedSet<String> found = new TreeSet<>();
        for (Class<?> type : types) {
            if (type.isSynthetic() || CARRIERS.contains(topLevel(type.getName()))) {
                continue;
            }
            String owner = type.getSimpleName() + ".";
            boolean isOwn = isWithinItsClass(type);
            for (Field field : type.getDeclaredFields()) {
                boolean isConstant =
                        Modifier.isPrivate(field.getModifiers()) && Modifier.isStatic(field.getModifiers());
                if (!field.isSynthetic() && !isConstant) {
                    add(found, owner + field.getName(), HandedFunctionsTest::isOfTheJdk, field.getGenericType());
                }
            }
            for (Constructor<?> made : type.getDeclaredConstructors()) {
                if (!made.isSynthetic() && !isOwn && !Modifier.isPrivate(made.getModifiers())) {
                    add(found, owner + "<init>", HandedFunctionsTest::isOfTheJdk, made.getGenericParameterTypes());
                }
            }
            for (Method method : type.getDeclaredMethods()) {
                boolean isHidden = isOwn || method.isSynthetic() || Modifier.isPrivate(method.getModifiers());
                if (!isHidden && !(OF_CASES.contains(method.getName()) && isOfSealed(type))) {
                    add(
                            found,
                            owner + method.getName(),
                            HandedFunctionsTest::isFunction,
                            method.getGenericParameterTypes());
                    add(
                            found,
                            owner + method.getName(),
                            HandedFunctionsTest::isFunction,
                            method.getGenericReturnType());
                }
            }
        }
        return found;
    }

    private static void add(Set<String> found, String where, Predicate<Class<?>> is, Type... types) {
        Arrays.stream(types)
                .flatMap(HandedFunctionsTest::classesIn)
                .filter(is)
                .forEach(type -> found.add(where + ": " + type.getSimpleName()));
    }

    /** The class, and those between its angle brackets. */
    private static Stream<Class<?>> classesIn(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isArray() ? classesIn(plain.getComponentType()) : Stream.of(plain);
        }
        if (type instanceof ParameterizedType generic) {
            return Stream.concat(classesIn(generic.getRawType()), all(generic.getActualTypeArguments()));
        }
        if (type instanceof WildcardType wildcard) {
            return Stream.concat(all(wildcard.getUpperBounds()), all(wildcard.getLowerBounds()));
        }
        return type instanceof GenericArrayType array ? classesIn(array.getGenericComponentType()) : Stream.of();
    }

    private static Stream<Class<?>> all(Type... types) {
        return Arrays.stream(types).flatMap(HandedFunctionsTest::classesIn);
    }

    private static boolean isFunction(Class<?> type) {
        return isOfTheJdk(type) || isOurs(type);
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.getPackageName().equals("java.util.function") || type == Runnable.class || type == Callable.class;
    }

    /** An interface of ours that a lambda can implement. */
    private static boolean isOurs(Class<?> type) {
        return type.isInterface()
                && !type.isSealed()
                && type.getName().startsWith("dev.isthmus.")
                && Arrays.stream(type.getMethods())
                                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                                .count()
                        == 1;
    }

    private static boolean isOfSealed(Class<?> type) {
        return type.isSealed() || Arrays.stream(type.getInterfaces()).anyMatch(HandedFunctionsTest::isOfSealed);
    }

    private static boolean isWithinItsClass(Class<?> type) {
        return Stream.<Class<?>>iterate(type, outer -> outer != null, Class::getEnclosingClass)
                .anyMatch(each -> Modifier.isPrivate(each.getModifiers()) || each.isAnonymousClass());
    }

    private static String topLevel(String name) {
        return name.replaceFirst("\\$.*", "");
    }
}
