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

/** Hands {@link Caller}, {@link Paging} and {@link Window} to controllers. */
final class Arguments implements HandlerMethodArgumentResolver {
    private static final Pattern LIMIT = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern OFFSET = Pattern.compile("-?[0-9]{1,18}");

    /** What the parameters choose that a cursor is not bound to: the page and its parts, not the rows. */
    private static final List<String> UNBOUND = List.of("cursor", "limit", "offset", "columns");

    private final Callers callers;

    Arguments(Callers callers) {
        this.callers = callers;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Caller.class || type == Paging.class || type == Window.class;
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
        SortedMap<String, List<String>> given = StrictQuery.parameters(request.getQueryString());
        return parameter.getParameterType() == Window.class
                ? window(request.getRequestURI(), given)
                : paging(request.getRequestURI(), given);
    }

    static Paging paging(String path, SortedMap<String, List<String>> parameters) {
        String cursor = one(parameters, "cursor");
        String limit = one(parameters, "limit");
        var cursors = cursors(path, parameters);
        return new Paging(limit(limit, 1), after(cursor, cursors), cursors);
    }

    static Window window(String path, SortedMap<String, List<String>> parameters) {
        String cursor = one(parameters, "cursor");
        String limit = one(parameters, "limit");
        String offset = one(parameters, "offset");
        if (cursor != null && offset != null) {
            throw InvalidInput.request("offset", "offset-with-cursor", "offset cannot be given with a cursor.");
        }
        var cursors = cursors(path, parameters);
        return new Window(limit(limit, 0), after(cursor, cursors), cursors, offset == null ? 0 : offset(offset));
    }

    private static Cursors cursors(String path, SortedMap<String, List<String>> parameters) {
        parameters.keySet().removeAll(UNBOUND);
        return new Cursors(path + '?' + parameters);
    }

    private static List<String> after(String cursor, Cursors cursors) {
        return cursor == null ? List.of() : cursors.read(cursor);
    }

    private static String one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.getFirst();
    }

    private static int limit(String text, int least) {
        if (text == null) {
            return Paging.DEFAULT_LIMIT;
        }
        long limit = number("limit", text, LIMIT);
        if (limit < least || limit > Paging.MAX_LIMIT) {
            throw outOfRange("limit", "limit is " + least + " to " + Paging.MAX_LIMIT + ".");
        }
        return (int) limit;
    }

    private static long offset(String text) {
        long offset = number("offset", text, OFFSET);
        if (offset < 0) {
            throw outOfRange("offset", "offset is 0 or more.");
        }
        return offset;
    }

    private static InvalidInput outOfRange(String name, String message) {
        return InvalidInput.request(name, "out-of-range", message);
    }

    private static long number(String name, String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw InvalidInput.request(List.of(ProblemMapper.wrongType(name, Integer.class)));
        }
        return Long.parseLong(text);
    }
}
