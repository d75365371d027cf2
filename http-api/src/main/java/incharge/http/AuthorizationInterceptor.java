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

/** Checks the levels that a handler requires before the body is read. */
final class AuthorizationInterceptor implements HandlerInterceptor {
    /** The requirement that a handler declares. */
    private sealed interface Requirement {}

    private record All(List<RequiredLevel> needs) implements Requirement {}

    private record Some(List<RequiredLevel> alternatives) implements Requirement {}

    /** The controller decides for each request. */
    private record PerRequest() implements Requirement {}

    /** The handler declares nothing, so nobody has access. */
    private record Undeclared() implements Requirement {}

    private final Callers callers;
    private final Map<HandlerMethod, Requirement> known = new ConcurrentHashMap<>();

    AuthorizationInterceptor(Callers callers) {
        this.callers = callers;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        // the first dispatch of an asynchronous request was checked already
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            return true;
        }
        if (!(handler instanceof HandlerMethod method) || !isOurs(method)) {
            return true;
        }
        switch (known.computeIfAbsent(method, AuthorizationInterceptor::requirement)) {
            case All(var needs) -> callers.caller().require(needs);
            case Some(var alternatives) -> callers.caller().requireSome(alternatives);
            case PerRequest() ->
                callers.caller().require(((LevelRequirements) method.getBean()).requiredLevels(variables(request)));
            case Undeclared() -> throw ProblemException.of(403, "forbidden", "This is not allowed.");
        }
        return true;
    }

    @SuppressWarnings("unchecked") // what the mapping left there
    private static Map<String, String> variables(HttpServletRequest request) {
        var variables = (Map<String, String>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return variables == null ? Map.of() : variables;
    }

    /** Returns whether the handler is ours and declares no requirement. */
    static boolean isUndeclared(HandlerMethod method) {
        return isOurs(method) && requirement(method) instanceof Undeclared;
    }

    private static boolean isOurs(HandlerMethod method) {
        return method.getBeanType().getName().startsWith("incharge.")
                && !ErrorController.class.isAssignableFrom(method.getBeanType());
    }

    private static Requirement requirement(HandlerMethod method) {
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
                    return some == null ? null : new Some(alternatives(some));
                })
                .filter(Objects::nonNull)
                .map(Requirement.class::cast)
                .findFirst()
                .orElseGet(() -> LevelRequirements.class.isAssignableFrom(method.getBeanType())
                        ? new PerRequest()
                        : new Undeclared());
    }

    private static List<RequiredLevel> alternatives(RequiresLevelInAnyArea some) {
        Area[] areas = some.areas().length == 0 ? Area.values() : some.areas();
        return Stream.of(areas)
                .map(area -> new RequiredLevel(area, some.level()))
                .toList();
    }
}
