package incharge.reporting.facts;

/** A fact that reporting understands. Dates are calendar days, absent fields are null, unknown fields are ignored. */
public sealed interface KnownFact permits CustomersFact, ResponsibilitiesFact, GroupingsFact {}
