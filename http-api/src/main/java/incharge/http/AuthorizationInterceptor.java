package incharge.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Lets a request pass to its handler when the caller has what the handler needs; the body was not read yet. */
final class AuthorizationInterceptor implements HandlerInterceptor {
    /** What a handler says of its callers. */
    private sealed interface Demand {}

    private record All(List<RequiredLevel> needs) implements Demand {}

    private record Some(Level level) implements Demand {}

    /** The controller says it, request by request. */
    private record Asked() implements Demand {}

    /** It says nothing, so nobody may. */
    private record Nothing() implements Demand {}

    private final Callers callers;
    private final Map<HandlerMethod, Demand> known = new ConcurrentHashMap<>();

    AuthorizationInterceptor(Callers callers) {
        this.callers = callers;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // what an asynchronous answer comes back for was let in before
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            return true;
        }
        if (!(handler instanceof HandlerMethod method) || !ours(method)) {
            return true;
        }
        switch (known.computeIfAbsent(method, AuthorizationInterceptor::demand)) {
            case All(var needs) -> callers.caller().require(needs);
            case Some(var level) -> callers.caller().requireSome(level);
            case Asked() -> callers.caller().require(((LevelRequirements) method.getBean()).needs(variables(request)));
            case Nothing() -> throw ProblemException.of(403, "forbidden", "This is not allowed.");
        }
        return true;
    }

    @SuppressWarnings("unchecked") // what the mapping left there
    private static Map<String, String> variables(HttpServletRequest request) {
        var variables = (Map<String, String>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables == null ? Map.of() : variables;
    }

    /** Whether it is a handler of ours that does not say what it needs. */
    static boolean forgotten(HandlerMethod method) {
        return ours(method) && demand(method) instanceof Nothing;
    }

    private static boolean ours(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("incharge.")
                && !ErrorController.class.isAssignableFrom(method.getBeanType());
    }

    private static Demand demand(HandlerMethod method) {
        return Stream.of(method.getMethod(), method.getBeanType())
                .map(place -> {
                    Set<RequiresLevel> all =
                            AnnotatedElementUtils.findMergedRepeatableAnnotations(place, RequiresLevel.class);
                    RequiresLevelInAnyArea some =
                            AnnotatedElementUtils.findMergedAnnotation(place, RequiresLevelInAnyArea.class);
                    if (!all.isEmpty()) {
                        return new All(all.stream()
                                .map(needs -> new RequiredLevel(needs.area(), needs.level()))
                                .toList());
                    }
                    return some == null ? null : new Some(some.level());
                })
                .filter(Objects::nonNull)
                .map(Demand.class::cast)
                .findFirst()
                .orElseGet(() ->
                        LevelRequirements.class.isAssignableFrom(method.getBeanType()) ? new Asked() : new Nothing());
    }
}
