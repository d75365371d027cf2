/**
 * Decides commands: loads what a command's boundary selects, runs a pure decider, appends its events, and retries a
 * lost race.
 *
 * <p>The way of a command:
 *
 * <pre>
 * EventStore.decide             makes the request; retries after a lost race, answers repeats of a key
 *   AxonCommands.send           wraps the request in a command message
 *     Axon's command bus        runs the interceptors and opens a unit of work
 *       DecideHandler           reads the boundaries, runs guard and decider, hands over one commit
 *         CommandTransaction    narrows the transaction of Axon's event store to read and append
 *           LogStorageEngine    translates Axon's criteria, markers and messages for the log
 *             EventLog          reads, and appends the commit if nothing newer matches what was read
 * </pre>
 *
 * <p>{@code EventStore} is always the class of this package. Axon has an interface of that name; only
 * {@code AxonCommands} uses it.
 */
package incharge.eventstore.decider;
