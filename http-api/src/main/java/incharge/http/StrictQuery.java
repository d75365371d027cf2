package incharge.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.BeanUtils;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.BindParam;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses unknown query parameters, repeated ones where one value is allowed, empty values and those of a wrong type.
 */
final class StrictQuery implements HandlerInterceptor {
    /** A parameter: whether it may be repeated, and the type of its values. */
    private record Parameter(boolean repeatable, Class<?> type) {}

    /** Returns the parameters of a handler by name; null if it takes any. */
    private record Accepted(Map<String, Parameter> byName) {}

    private static final Parameter ANYTHING = new Parameter(true, String.class);

    private final Map<HandlerMethod, Accepted> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod method)) {
            return true;
        }
        Accepted accepted = known.computeIfAbsent(method, StrictQuery::accepted);
        var errors = new ArrayList<FieldError>();
        for (Map.Entry<String, List<String>> parameter :
                parameters(request.getQueryString()).entrySet()) {
            String name = parameter.getKey();
            List<String> values = parameter.getValue();
            Parameter known =
                    accepted.byName() == null ? ANYTHING : accepted.byName().get(name);
            if (known == null) {
                String shown = name.length() > 100 ? name.substring(0, 100) : name;
                errors.add(new FieldError(shown, "unknown-parameter", "This query has no parameter " + shown + "."));
            } else if (!known.repeatable() && values.size() > 1) {
                errors.add(new FieldError(name, "repeated-parameter", name + " can be given once only."));
            } else {
                values.stream()
                        .map(value -> fault(name, value, known.type()))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .ifPresent(errors::add);
            }
        }
        if (!errors.isEmpty()) {
            throw InvalidInput.request(errors);
        }
        return true;
    }

    private static FieldError fault(String name, String value, Class<?> type) {
        String problem = Text.error(value);
        if (problem != null) {
            return new FieldError(name, "text-invalid", name + " " + problem + ".");
        }
        if (CharSequence.class.isAssignableFrom(type) && NameKey.isBlank(value)) {
            return new FieldError(name, "value-empty", name + " has no value; leave it out instead.");
        }
        Boolean readable = StrictConversions.reading(type)
                .map(reading -> reading.apply(value) != null)
                .orElse(true);
        return readable ? null : ProblemMapper.wrongType(name, type);
    }

    /** Returns decoded values by name, sorted by name. Only the query string counts, not a form in the body. */
    static SortedMap<String, List<String>> parameters(String query) {
        var values = new TreeMap<String, List<String>>();
        if (query == null || query.isEmpty()) {
            return values;
        }
        for (String pair : query.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            values.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return values;
    }

    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text.replace('+', ' ');
        }
        var bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
                if (low < 0) {
                    throw malformed();
                }
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

    private static ProblemException malformed() {
        return ProblemException.of(400, "parameters-malformed", "The parameters are not UTF-8 in percent-encoding.");
    }

    private static Accepted accepted(HandlerMethod method) {
        var names = new HashMap<String, Parameter>();
        add(names, AnnotatedElementUtils.findMergedAnnotation(method.getMethod(), QueryParameters.class));
        for (MethodParameter parameter : method.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            Class<?> type = parameter.getParameterType();
            RequestParam requested = parameter.getParameterAnnotation(RequestParam.class);
            add(names, AnnotatedElementUtils.findMergedAnnotation(type, QueryParameters.class));
            if (requested != null) {
                if (MultipartFile.class.isAssignableFrom(type)) {
                    continue;
                }
                String name = requested.name().isEmpty() ? parameter.getParameterName() : requested.name();
                if (Map.class.isAssignableFrom(type) && requested.name().isEmpty()) {
                    return new Accepted(null);
                }
                names.put(name, parameter(ResolvableType.forMethodParameter(parameter)));
            } else if (bound(parameter)) {
                for (RecordComponent component : type.getRecordComponents()) {
                    BindParam renamed = component.getAccessor().getAnnotation(BindParam.class);
                    names.put(
                            renamed == null ? component.getName() : renamed.value(),
                            parameter(ResolvableType.forType(component.getGenericType())));
                }
            } else if (parameter.getParameterAnnotations().length == 0 && BeanUtils.isSimpleProperty(type)) {
                names.put(parameter.getParameterName(), parameter(ResolvableType.forMethodParameter(parameter)));
            }
        }
        return new Accepted(Map.copyOf(names));
    }

    /**
     * Returns whether a handler's argument is a record of query parameters: a record without annotation that no
     * resolver of ours makes.
     */
    private static boolean bound(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type.isRecord()
                && type != Caller.class
                && (parameter.hasParameterAnnotation(ModelAttribute.class)
                        || parameter.getParameterAnnotations().length == 0)
                && AnnotatedElementUtils.findMergedAnnotation(type, QueryParameters.class) == null;
    }

    private static Parameter parameter(ResolvableType type) {
        if (type.isArray()) {
            return new Parameter(true, type.getComponentType().toClass());
        }
        ResolvableType collection = type.as(Collection.class);
        if (collection != ResolvableType.NONE) {
            return new Parameter(true, collection.getGeneric(0).toClass());
        }
        return new Parameter(
                false, type.toClass() == Optional.class ? type.getGeneric(0).toClass() : type.toClass());
    }

    private static void add(Map<String, Parameter> names, QueryParameters parameters) {
        if (parameters == null) {
            return;
        }
        for (String name : parameters.value()) {
            // what resolves such a parameter checks its value
            names.put(name, new Parameter(false, Object.class));
        }
        for (String name : parameters.repeated()) {
            names.put(name, ANYTHING);
        }
    }
}
