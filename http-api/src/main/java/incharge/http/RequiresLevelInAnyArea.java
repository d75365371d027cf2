package incharge.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** As {@link RequiresLevel}, for what shows each caller only the areas that are theirs: this level in at least one area. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RequiresLevelInAnyArea {
    Level level() default Level.VIEW;
}
