/**
 * Which customers, and whatever belongs to them, a caller sees where commands are decided: {@link incharge.http.sight.Rule}
 * over what the events of all three logs told, kept by {@link incharge.http.sight.SightProjection}.
 *
 * <p>A service plugs it in like this, and everything else follows from the bean of {@code SightProjection} being there
 * (the parameter {@link incharge.http.sight.Sight} of controllers, the bean {@link incharge.http.sight.Sights}, and 401
 * {@code employee-inactive} for callers whose employee is not active):
 *
 * <pre>{@code
 * incharge.feed.topics: incharge.customers,incharge.groupings,incharge.responsibilities   # application.yml: all three
 *
 * @Bean
 * SightProjection sight(MongoDatabase database) {
 *     return new SightProjection(database);
 * }
 *
 * @Bean
 * @Primary // of the two handlers, the one that is fed
 * FactHandler heard(SightProjection sight, KnownProjection known) {
 *     return sight.beside(known, "incharge.customers"); // known hears nothing of the service's own log
 * }
 *
 * @GetMapping("/{id}")
 * ResponseEntity<CustomerView> one(@PathVariable UUID id, Sight sight) {
 *     CustomerView found = find(id).orElseThrow(Rejected::notFound); // first whether it exists: then nobody waits for nothing
 *     sight.require(id); // 404 as for an id that nobody has
 *     ...
 * }
 *
 * sight.require(id, () -> Refused.unknown("customer-unknown", null, "There is no customer " + id + ".")); // of a command
 * Sight ofImport = sights.of(run.caller(), run.startedAt()); // where there is no request
 * }</pre>
 *
 * <p>For callers that are not restricted all of this costs one look at their employee, which is kept for a second.
 */
package incharge.http.sight;
