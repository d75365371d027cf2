package incharge.reporting.facts;

/** A fact that reporting uses. Dates are calendar days, absent fields are null, unknown fields are ignored. */
public sealed interface ReportingFact permits CustomersFact, ResponsibilitiesFact, GroupingsFact {}
