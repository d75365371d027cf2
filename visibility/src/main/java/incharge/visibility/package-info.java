/**
 * Which customers, and whatever belongs to them, a caller sees where commands are decided: {@link incharge.visibility.VisibilityRule}
 * over what the events of all three logs told, kept by {@link incharge.visibility.VisibilityProjection}.
 *
 * <p>A service plugs it in like this, and everything else follows from the bean of {@code VisibilityProjection} being there
 * (the parameter {@link incharge.visibility.CallerVisibility} of controllers, the bean {@link incharge.visibility.CallerVisibilities}, and 401
 * {@code employee-inactive} for callers whose employee is not active):
 *
 * <pre>{@code
 * incharge.feed.topics: incharge.customers,incharge.groupings,incharge.responsibilities   # application.yml: all three
 *
 * @Bean
 * VisibilityProjection sight(MongoDatabase database) {
 *     return new VisibilityProjection(database);
 * }
 *
 * @Bean
 * @Primary // of the two handlers, the one that is fed
 * FactHandler heard(VisibilityProjection sight, KnownProjection known) {
 *     return sight.beside(known, "incharge.customers"); // known hears nothing of the service's own log
 * }
 *
 * @GetMapping("/{id}")
 * ResponseEntity<CustomerView> one(@PathVariable UUID id, CallerVisibility sight) {
 *     CustomerView found = find(id).orElseThrow(ProblemException::notFound); // first whether it exists: then nobody waits for nothing
 *     sight.require(id); // 404 as for an id that nobody has
 *     ...
 * }
 *
 * sight.require(id, () -> Refused.unknown("customer-unknown", null, "There is no customer " + id + ".")); // of a command
 * CallerVisibility ofImport = sights.of(run.caller(), run.startedAt()); // where there is no request
 * }</pre>
 *
 * <p>For callers that are not restricted all of this costs one look at their employee, which is kept for a second.
 */
package incharge.visibility;
