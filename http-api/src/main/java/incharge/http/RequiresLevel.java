package incharge.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a handler of requests asks of its caller; several of them must all hold. Those of a method replace those of its
 * class. It is checked before the body is read; a caller without gets 403, code {@code level-missing}. A service with a
 * handler that has none, nor {@link RequiresLevelInAnyArea}, and whose controller is not {@link LevelRequirements}, does not start.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(RequiresLevel.All.class)
public @interface RequiresLevel {
    Area area();

    Level level() default Level.VIEW;

    /** Several, written one below the other. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface All {
        RequiresLevel[] value();
    }
}
