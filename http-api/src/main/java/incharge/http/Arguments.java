package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands {@link Caller} and {@link Paging} to controllers. */
final class Arguments implements HandlerMethodArgumentResolver {
    private static final Pattern LIMIT = Pattern.compile("-?[0-9]{1,9}");

    private final Callers callers;

    Arguments(Callers callers) {
        this.callers = callers;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Caller.class || type == Paging.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            ModelAndViewContainer container,
            NativeWebRequest web,
            WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (parameter.getParameterType() == Caller.class) {
            return callers.caller();
        }
        return paging(request.getRequestURI(), StrictQuery.parameters(request.getQueryString()));
    }

    static Paging paging(String path, SortedMap<String, List<String>> parameters) {
        String cursor = one(parameters, "cursor");
        String limit = one(parameters, "limit");
        parameters.keySet().removeAll(List.of("cursor", "limit"));
        var cursors = new Cursors(path + '?' + parameters);
        return new Paging(
                limit == null ? Paging.DEFAULT_LIMIT : limit(limit),
                cursor == null ? List.of() : cursors.read(cursor),
                cursors);
    }

    private static String one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }

    private static int limit(String text) {
        if (!LIMIT.matcher(text).matches()) {
            FieldError wrong = ProblemMapper.wrongType("limit", Integer.class);
            throw InvalidInput.request(List.of(wrong));
        }
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > Paging.MAX_LIMIT) {
            throw InvalidInput.request("limit", "out-of-range", "limit is 1 to " + Paging.MAX_LIMIT + ".");
        }
        return limit;
    }
}
