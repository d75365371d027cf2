package incharge.customer.project;

import incharge.customer.event.Money;
import incharge.customer.event.Plan;
import incharge.http.Fields;
import incharge.tabular.Row;
import java.util.Objects;
import java.util.function.BinaryOperator;

/** A project's own fields as a client or a file writes them: texts that are not checked yet. */
record ProjectFields(String number, String name, String status, String start, String end, Money amount, String reason) {

    static ProjectFields of(Plan plan) {
        return new ProjectFields(
                null,
                plan.name(),
                plan.status(),
                Objects.toString(plan.start(), null),
                Objects.toString(plan.end(), null),
                plan.amount(),
                null);
    }

    static ProjectFields of(Row row) {
        return new ProjectFields(
                row.get("number"),
                row.get("name"),
                row.get("status"),
                row.get("start"),
                row.get("end"),
                row.has("amount") ? new Money(row.get("amount"), row.get("currency")) : null,
                null);
    }

    /** Checks a plan that has a name; without a status it is open. */
    Plan plan(Fields fields) {
        return open(check(fields, fields.in("amount."), fields::name));
    }

    /** Checks the plan of a new project in a file, which has a column for each part of the amount. */
    Plan newRow(Fields fields) {
        return open(check(fields, fields, fields::name));
    }

    /** Checks the parts of a plan that a file gives; the others are null. */
    Plan changedRow(Fields fields) {
        return check(fields, fields, (field, text) -> fields.text(field, text, Fields.NAME));
    }

    private static Plan open(Plan plan) {
        return plan.status() == null ? plan.withStatus(Project.OPEN) : plan;
    }

    private Plan check(Fields fields, Fields amountFields, BinaryOperator<String> checkName) {
        String checkedStatus = fields.text("status", status, Fields.NAME);
        return new Plan(
                checkName.apply("name", name),
                checkedStatus,
                fields.date("start", start),
                fields.date("end", end),
                amount == null ? null : money(amountFields));
    }

    private Money money(Fields fields) {
        String currency = fields.required("currency", fields.currency("currency", amount.currency()));
        return new Money(fields.required("amount", fields.amount("amount", amount.amount(), currency)), currency);
    }
}
