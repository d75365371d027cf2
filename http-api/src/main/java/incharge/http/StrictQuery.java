package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses query parameters that the handler does not know, and repeated ones where it takes one value. */
final class StrictQuery implements HandlerInterceptor {
    /** Whether a parameter may be repeated, by name; null when the handler takes anything. */
    private record Accepted(Map<String, Boolean> repeatable) {}

    private final Map<HandlerMethod, Accepted> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) return true;
        var accepted = known.computeIfAbsent(method, StrictQuery::accepted);
        var errors = new ArrayList<FieldError>();
        for (var parameter : parameters(request.getQueryString()).entrySet()) {
            var name = parameter.getKey();
            if (accepted.repeatable() != null) {
                var repeatable = accepted.repeatable().get(name);
                if (repeatable == null) {
                    var shown = name.length() > 100 ? name.substring(0, 100) : name;
                    errors.add(
                            new FieldError(shown, "unknown-parameter", "This query has no parameter " + shown + "."));
                } else if (!repeatable && parameter.getValue().size() > 1) {
                    errors.add(new FieldError(name, "repeated-parameter", name + " can be given once only."));
                }
            }
            for (var value : parameter.getValue()) {
                var fault = Text.fault(value);
                if (fault != null) errors.add(new FieldError(name, "text-invalid", name + " " + fault + "."));
            }
        }
        if (!errors.isEmpty()) throw Invalid.request(errors);
        return true;
    }

    /** Values by name, decoded, names in order; of the query alone, not of a form in the body. */
    static SortedMap<String, List<String>> parameters(String query) {
        var values = new TreeMap<String, List<String>>();
        if (query == null || query.isEmpty()) return values;
        for (var pair : query.split("&")) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            values.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return values;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) return text.replace('+', ' ');
        var bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low < 0) throw malformed();
                bytes.put((byte) (high * 16 + low));
                i += 2;
            } else {
                bytes.put(c == '+' ? new byte[] {' '} : String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException _) {
            throw malformed();
        }
    }

    private static Rejected malformed() {
        return Rejected.of(400, "parameters-malformed", "The parameters are not UTF-8 in percent-encoding.");
    }

    private static Accepted accepted(HandlerMethod method) {
        var names = new HashMap<String, Boolean>();
        add(names, AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), QueryParameters.class));
        for (var parameter : method.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            var type = parameter.getParameterType();
            var requested = parameter.getParameterAnnotation(RequestParam.class);
            add(names, AnnotatedElementUtils.findMergedAnnotation(type, QueryParameters.class));
            if (requested != null) {
                if (MultipartFile.class.isAssignableFrom(type)) continue;
                var name = requested.name().isEmpty() ? parameter.getParameterName() : requested.name();
                if (Map.class.isAssignableFrom(type) && requested.name().isEmpty()) return new Accepted(null);
                names.put(name, many(type));
            } else if (bound(parameter)) {
                for (var component : type.getRecordComponents()) {
                    var renamed = component.getAccessor().getAnnotation(BindParam.class);
                    names.put(renamed == null ? component.getName() : renamed.value(), many(component.getType()));
                }
            } else if (parameter.getParameterAnnotations().length == 0 && BeanUtils.isSimpleProperty(type)) {
                names.put(parameter.getParameterName(), many(type));
            }
        }
        return new Accepted(Map.copyOf(names));
    }

    /** A record of parameters: every record that no annotation takes from elsewhere and no resolver of ours makes. */
    private static boolean bound(MethodParameter parameter) {
        var type = parameter.getParameterType();
        return type.isRecord()
                && type != Caller.class
                && (parameter.hasParameterAnnotation(ModelAttribute.class)
                        || parameter.getParameterAnnotations().length == 0)
                && AnnotatedElementUtils.findMergedAnnotation(type, QueryParameters.class) == null;
    }

    private static boolean many(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type);
    }

    private static void add(Map<String, Boolean> names, QueryParameters parameters) {
        if (parameters == null) return;
        for (var name : parameters.value()) names.put(name, false);
        for (var name : parameters.repeated()) names.put(name, true);
    }
}
