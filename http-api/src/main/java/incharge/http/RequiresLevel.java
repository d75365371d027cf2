package incharge.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The level that a handler requires of its caller; several must all hold. Those of a method replace those of its class.
 * It is checked before the body is read; a caller without it gets 403, code {@code level-missing}. A service with a
 * handler that has neither this nor {@link RequiresLevelInAnyArea}, and whose controller is no
 * {@link LevelRequirements}, does not start.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(RequiresLevel.All.class)
public @interface RequiresLevel {
    Area area();

    Level level() default Level.VIEW;

    /** Container of repeated annotations. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface All {
        RequiresLevel[] value();
    }
}
