package incharge.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares query parameters that a handler takes by other means than {@code @RequestParam} or a record. It stands on
 * the method, or on the type that an argument resolver makes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface QueryParameters {
    /** Names of parameters that are given at most once. */
    String[] value() default {};

    /** Names of parameters that may be repeated. */
    String[] repeated() default {};
}
