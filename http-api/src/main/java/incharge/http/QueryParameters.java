package incharge.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Query parameters that a handler takes by other means than {@code @RequestParam} or a record: said on the method, or on the type that an argument resolver makes. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface QueryParameters {
    /** Names of those given at most once. */
    String[] value() default {};

    /** Names of those that may be repeated. */
    String[] repeated() default {};
}
