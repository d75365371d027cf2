/**
 * Decides commands: loads what a command's boundary selects, runs a pure decider, appends its events, and retries a lost
 * race.
 */
package incharge.eventstore.decider;
