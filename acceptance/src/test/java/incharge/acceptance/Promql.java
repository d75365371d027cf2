package incharge.acceptance;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a PromQL expression names. It is strict: what it does not know fails, so that no name is overlooked.
 *
 * @param selectors the metrics, each with its matchers
 * @param labels the labels of groupings and joins
 */
record Promql(List<Selector> selectors, Set<String> labels) {

    record Selector(String metric, List<Condition> conditions) {}

    /** @param operator one of {@code =, !=, =~, !~} */
    record Condition(String label, String operator, String value) {}

    private static final Set<String> AGGREGATIONS =
            Set.of("sum", "max", "min", "avg", "count", "topk", "bottomk", "group", "stddev", "quantile");
    private static final Set<String> FUNCTIONS = Set.of(
            "rate",
            "increase",
            "changes",
            "deriv",
            "absent",
            "histogram_quantile",
            "clamp_min",
            "vector",
            "time",
            "sort_desc");
    private static final Set<String> LABEL_LISTS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");
    private static final Pattern TOKEN = Pattern.compile("\\s*("
            + "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'" // text
            + "|\\d+(?:\\.\\d+)?(?:ms|[smhdwy])?(?:\\d+(?:ms|[smhdwy]))*" // number or duration
            + "|[a-zA-Z_:][a-zA-Z0-9_:]*" // name
            + "|=~|!~|!=|==|>=|<=|[-+*/%^<>=(){}\\[\\],])");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");

    /** Reads an expression, also one of Grafana with its variables. */
    static Promql of(String expression) {
        Matcher values = LABEL_VALUES.matcher(expression);
        if (values.matches()) {
            Promql inner = of(values.group(1));
            var labels = new LinkedHashSet<>(inner.labels());
            labels.add(values.group(2));
            return new Promql(inner.selectors(), labels);
        }
        var reader = new Reader(tokens(expression.replace("$__rate_interval", "5m")), expression);
        reader.readAll();
        return new Promql(reader.selectors, reader.labels);
    }

    private static List<String> tokens(String expression) {
        var tokens = new ArrayList<String>();
        Matcher matcher = TOKEN.matcher(expression.stripTrailing());
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end != expression.stripTrailing().length()) {
            throw new IllegalArgumentException("cannot be read from '" + expression.substring(end) + "'");
        }
        return tokens;
    }

    private static final class Reader {
        private final List<String> tokens;
        private final String expression;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> labels = new LinkedHashSet<>();
        private int at;

        Reader(List<String> tokens, String expression) {
            this.tokens = tokens;
            this.expression = expression;
        }

        private void readAll() {
            while (at < tokens.size()) {
                String token = tokens.get(at++);
                if (token.equals("{")) {
                    throw fault("a selector without a metric");
                } else if (token.equals("[")) {
                    skipRange();
                } else if (NAME.matcher(token).matches()) {
                    name(token);
                }
            }
        }

        private void name(String name) {
            boolean call = peek().equals("(");
            if (LABEL_LISTS.contains(name)) {
                if (call) {
                    labelList();
                } else if (!name.startsWith("group_")) {
                    throw fault(name + " without labels");
                }
            } else if (AGGREGATIONS.contains(name)) {
                if (!call && !Set.of("by", "without").contains(peek())) {
                    throw fault(name + " aggregates nothing");
                }
            } else if (FUNCTIONS.contains(name)) {
                if (!call) {
                    throw fault(name + " is not called");
                }
            } else if (!WORDS.contains(name)) {
                if (call) {
                    throw fault("an unknown function " + name);
                }
                selectors.add(new Selector(name, peek().equals("{") ? conditions() : List.of()));
            }
        }

        private List<Condition> conditions() {
            var conditions = new ArrayList<Condition>();
            expect("{");
            while (!peek().equals("}")) {
                String label = next();
                String operator = next();
                String value = next();
                if (!Set.of("=", "!=", "=~", "!~").contains(operator) || value.length() < 2) {
                    throw fault("a broken matcher of " + label);
                }
                conditions.add(new Condition(label, operator, value.substring(1, value.length() - 1)));
                if (peek().equals(",")) {
                    next();
                }
            }
            expect("}");
            return List.copyOf(conditions);
        }

        private void labelList() {
            expect("(");
            while (!peek().equals(")")) {
                String label = next();
                if (!NAME.matcher(label).matches()) {
                    throw fault("no label: " + label);
                }
                labels.add(label);
                if (peek().equals(",")) {
                    next();
                }
            }
            expect(")");
        }

        private void skipRange() {
            next();
            expect("]");
        }

        private String peek() {
            return at < tokens.size() ? tokens.get(at) : "";
        }

        private String next() {
            if (at == tokens.size()) {
                throw fault("an early end");
            }
            return tokens.get(at++);
        }

        private void expect(String token) {
            String found = next();
            if (!found.equals(token)) {
                throw fault(found + " instead of " + token);
            }
        }

        private IllegalArgumentException fault(String what) {
            return new IllegalArgumentException("'" + expression.strip() + "' has " + what);
        }
    }
}
