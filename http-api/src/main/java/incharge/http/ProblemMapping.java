package incharge.http;

import java.util.Optional;

/** Maps the exceptions of one library to problems; a bean. */
public interface ProblemMapping {
    /** Returns the problem that the exception means, empty if it is none of this library's exceptions. */
    Optional<Problem> problemOf(Throwable thrown);
}
