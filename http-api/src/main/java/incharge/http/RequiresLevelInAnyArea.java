package incharge.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Like {@link RequiresLevel}, but requires the level in at least one area. It suits handlers that show each caller only
 * their own areas.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresLevelInAnyArea {
    Level level() default Level.VIEW;

    /** The areas of which one suffices; without any, each of all areas does. */
    Area[] areas() default {};
}
