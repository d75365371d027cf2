/** Decides: loads what a command's boundary names, asks a pure decider, appends what it says, and tries a lost race again. */
package incharge.eventstore.decider;
