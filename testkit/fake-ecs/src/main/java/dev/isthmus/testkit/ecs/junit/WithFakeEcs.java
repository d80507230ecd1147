package dev.isthmus.testkit.ecs.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a parameter of type {@link dev.isthmus.testkit.ecs.FakeEcs}, which is started before and closed after
 * each test. {@link FakeEcsExtension} registered in a field does more.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FakeEcsExtension.class)
public @interface WithFakeEcs {
    /** The scenario file to start, from the directory in which the tests run; by default two small instances. */
    String scenario() default "";

    /** Whether there is one cluster for all tests of the class instead. */
    boolean perClass() default false;

    /** What fails a test that leaves it behind; by default nothing does. */
    Leftover[] failOnLeftovers() default {};
}
