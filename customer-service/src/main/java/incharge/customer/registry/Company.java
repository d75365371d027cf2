package incharge.customer.registry;

import java.util.Set;

/** A company as a registry has it. */
record Company(Particulars particulars, Set<Warning> warnings) {}
