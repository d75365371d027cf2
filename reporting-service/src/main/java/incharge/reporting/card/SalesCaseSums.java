package incharge.reporting.card;

import incharge.reporting.answers.Json;
import incharge.reporting.versions.Content;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Adds up the values of sales cases, one sum for each currency; currencies are never converted. */
final class SalesCaseSums implements ThingCounts {

    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

    private final Map<String, BigDecimal> values = new TreeMap<>();
    private final Map<String, BigDecimal> weighted = new TreeMap<>();

    /** Returns the amount of the value; null without one. */
    static BigDecimal value(Content.Thing salesCase) {
        return salesCase.get("value") instanceof Map<?, ?> money ? new BigDecimal((String) money.get("amount")) : null;
    }

    static String currency(Content.Thing salesCase) {
        return salesCase.get("value") instanceof Map<?, ?> money ? (String) money.get("currency") : null;
    }

    /** Returns the value by its probability, with the decimals of the value; null without one of the two. */
    static BigDecimal weighted(Content.Thing salesCase) {
        BigDecimal value = value(salesCase);
        return value == null || !(salesCase.get("probability") instanceof Number percent)
                ? null
                : value.multiply(BigDecimal.valueOf(percent.longValue()))
                        .divide(PERCENT, value.scale(), RoundingMode.HALF_UP);
    }

    @Override
    public void add(Content.Thing salesCase) {
        add(values, currency(salesCase), value(salesCase));
        add(weighted, currency(salesCase), weighted(salesCase));
    }

    private static void add(Map<String, BigDecimal> sums, String currency, BigDecimal amount) {
        if (amount != null) {
            sums.merge(currency, amount, BigDecimal::add);
        }
    }

    @Override
    public void write(JsonGenerator json) {
        json.writeObjectPropertyStart("sums");
        write(json, "value", values);
        write(json, "weighted", weighted);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String property, Map<String, BigDecimal> sums) {
        json.writeArrayPropertyStart(property);
        sums.forEach((currency, amount) -> {
            json.writeStartObject();
            Json.text(json, "amount", amount.toPlainString());
            Json.text(json, "currency", currency);
            json.writeEndObject();
        });
        json.writeEndArray();
    }
}
