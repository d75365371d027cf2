package incharge.eventstore.decider;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component of an event that can name or describe a person, {@code x-personal} in its schema. It is recorded
 * and published sealed under the person's key, and null in the events of a person who is erased.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Personal {}
