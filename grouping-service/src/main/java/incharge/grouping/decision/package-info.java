/**
 * The decisions about categories, tags and which customers are in them. They have one decider, since a request changes
 * a category or tag together with its customers in one commit.
 */
package incharge.grouping.decision;
